"""An Office file (a zip of XML parts) -> its parts as element trees, with limits on what is unpacked."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from assistant.errors import ReadError
from assistant.ingest.archives import DAMAGE

_LARGEST_PART = 150_000_000  # bytes unpacked; a policy of 1,000 pages has 10 million
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class OfficePackage:
    """An opened .docx or .pptx. Use it in a ``with`` statement.

    Raises:
        ReadError: it is damaged or protected.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(path)
        except DAMAGE as problem:
            raise ReadError(f"the Office file is damaged ({' '.join(str(problem).split())[:100]})") from None
        self.names = frozenset(self._archive.namelist())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def part(self, name: str) -> Any:
        """The root element of an XML part, None when there is no such part.

        Raises:
            ReadError: it is damaged, too large or nested too deeply.
        """
        from lxml import etree

        if name not in self.names:
            return None
        try:
            if self._archive.getinfo(name).file_size > _LARGEST_PART:
                raise ReadError(f"its part {name} unpacks to more than {_LARGEST_PART // 1_000_000} MB")
            content = self._archive.read(name)
        except DAMAGE as problem:
            raise ReadError(f"the Office file is damaged at {name} ({' '.join(str(problem).split())[:100]})") from None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as problem:
            raise ReadError(f"the Office file is damaged at {name} ({str(problem)[:100]})") from None

    def related(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Relations of a part to others of the package: id, last word of its type, name of the other part."""
        folder, base = posixpath.split(name)
        relations = self.part(f"{folder}/_rels/{base}.rels")
        for one in relations.iter(_RELATIONS) if relations is not None else ():
            if one.get("TargetMode") == "External":
                continue
            target = one.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield one.get("Id") or "", (one.get("Type") or "").rsplit("/", 1)[-1], path

    def properties(self) -> dict[str, str]:
        """Core properties that are filled in, keys in lower case."""
        core = self.part("docProps/core.xml")
        found = {}
        for one in core if core is not None else ():
            if isinstance(one.tag, str) and (one.text or "").strip():
                found[one.tag.rsplit("}", 1)[-1].lower()] = one.text.strip()
        return found
