"""Settings of the whole suite."""

from __future__ import annotations

from hypothesis import settings

# A time limit on one example fails on a busy machine and says nothing of the code.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
