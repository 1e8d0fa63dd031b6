"""A handler -> the same with the annotations by which Gradio knows what to hand over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def typed(gr: Any, handler: Callable[..., Any], event: Any = None) -> Callable[..., Any]:
    """The handler with the annotations by which Gradio knows what to hand over: the request, then the event."""
    annotations: dict[str, Any] = {"request": gr.Request}
    if event is not None:
        annotations["event"] = event
    handler.__annotations__ = annotations
    return handler
