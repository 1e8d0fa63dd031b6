"""The id of a stored document -> the document whole, with the metadata that the rest of the library completes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from difflib import get_close_matches

from assistant.domain import Document
from assistant.errors import InputError
from assistant.index.library import Library
from assistant.index.snapshot import Snapshot

_REMEMBERED = 64


class WholeDocuments:
    """Documents as they are read; the latest stay in memory until :meth:`forget`. Not safe across threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._remembered: OrderedDict[str, Document] = OrderedDict()

    def forget(self) -> None:
        """Read every document anew, because the library has changed."""
        self._remembered.clear()

    def document(self, document_id: str, snapshot: Snapshot) -> Document:
        """A document with the metadata of the snapshot; as stored for a document without passages.

        Raises:
            InputError: the library does not hold it; the text names the closest ids.
        """
        if document_id not in self._remembered:
            document = self._library.document(document_id)
            if document is None:
                close = get_close_matches(document_id, snapshot.names, n=3, cutoff=0.4)
                hint = f"; did you mean {', '.join(close)}?" if close else "; list them with: assistant documents"
                raise InputError(f"the library holds no document {document_id!r}{hint}")
            found = snapshot.by_name.get(document_id)
            self._remembered[document_id] = replace(document, metadata=found.metadata) if found else document
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        self._remembered.move_to_end(document_id)
        return self._remembered[document_id]
