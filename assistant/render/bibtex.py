"""A cited place -> a BibTeX entry to copy."""

from __future__ import annotations

import re

from assistant.domain import Citation
from assistant.render.legal_place import legal_place

_BRACES = re.compile(r"[{}\\%#$&_^~]")


def bibtex(citation: Citation) -> str:
    """A ``@misc`` entry; its key is made of the document id."""
    document_id, metadata, page = citation.document.document_id, citation.document.metadata, citation.page
    key = re.sub(r"[^A-Za-z0-9]+", "-", document_id).strip("-") or "document"
    address = metadata.official_url or ""
    fields = {
        "title": metadata.official_title or metadata.title,
        "author": " and ".join(f"{{{_plain(one)}}}" for one in metadata.authorities),
        "number": "; ".join(metadata.numbers),
        "year": str(metadata.date.year) if metadata.date else "",
        "pages": str(page) if page is not None else "",
        "url": address if address.startswith(("https://", "http://")) else "",
        "note": legal_place(tuple(part for part in citation.heading_path if part != metadata.title)),
        "language": metadata.language if metadata.language != "und" else "",
    }
    lines = [
        f"  {name} = {{{value if name == 'author' else _plain(value)}}}," for name, value in fields.items() if value
    ]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def _plain(text: str) -> str:
    """The text without signs that TeX would take for commands."""
    return " ".join(_BRACES.sub(lambda match: "" if match[0] in "{}" else f"\\{match[0]}", text).split())
