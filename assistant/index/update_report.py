"""What became of every file of an update -> one report, and one line of it for people."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain import RepeatedFile, UnreadableFile


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did: document ids, unreadable files with reasons, repeated files, passages, seconds."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    unreadable: tuple[UnreadableFile, ...] = ()
    repeated: tuple[RepeatedFile, ...] = ()
    passages: int = 0
    seconds: float = 0.0

    def summary(self) -> str:
        """One line for people."""
        repeated = f", {len(self.repeated)} repeated" if self.repeated else ""
        return (
            f"{len(self.added)} added, {len(self.replaced)} replaced, {len(self.unchanged)} unchanged{repeated}, "
            f"{len(self.unreadable)} unreadable; {self.passages} passages in {self.seconds:.1f} s"
        )
