"""The text of a paper in a version's bundle, and the digest of what it would be filled with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine import papers, records
from engine.dossier import Completed
from engine.errors import BadPaper
from engine.fields.kinds import KEPT, Field
from engine.papers.reads import Reads, reads


class PaperText:
    """One text, ready to be filled; raises BadPaper."""

    def __init__(self, source: bytes, diagram: bytes) -> None:
        self.paper = papers.read(_decoded(source))
        self.reads: Reads = reads(self.paper)
        self._sha = hashlib.sha256(source).hexdigest()
        self._diagram = hashlib.sha256(diagram).hexdigest()

    @property
    def numbering(self) -> str:
        """The pattern of the paper's number, with {n} and perhaps {year}; "" if it gets none."""
        return self.paper.numbering

    def says(self, fields: Iterable[Field]) -> bool:
        """Whether the text says an answer to some fields, and no table or file of theirs."""
        asked = list(fields)
        kept = {field.key for field in asked if field.type in KEPT}
        typed, reads = {field.key for field in asked} - kept, self.reads
        said = (reads.answers, reads.each)
        if kept and any(_names(read, kept) for read in (*said, reads.tables)):
            return False
        return any(_names(read, typed) for read in said)

    def digest(
        self, instance_id: int, completed: Sequence[Completed], newest: Mapping[str, int]
    ) -> bytes:
        """The digest of the paper's content: of the text, of the diagram whose words it says, and
        of the answers, steps and papers that it reads; `newest` are the papers' versions by code.

        It is sha256 of canonical JSON; the same content has the same digest, whoever approved it.
        """
        about = {"text": self._sha, "diagram": self._diagram, "instance": instance_id}
        told = about | self._read(completed) | self._beside(newest)
        return hashlib.sha256(records.canonical(told).encode()).digest()

    def _read(self, completed: Sequence[Completed]) -> dict[str, Any]:
        keys, latest = self.reads, dict[str, Any]()
        for one in completed:
            latest |= one.answers
        return {
            "isian": _only(latest, keys.answers),
            "tabel": _only(latest, keys.tables),
            "setiap": list(
                filter(None, (_said(o, _only(o.answers, keys.each)) for o in completed))
            ),
            "langkah": [_said(one, one.answers) for one in completed] if keys.steps else [],
        }

    def _beside(self, newest: Mapping[str, int]) -> dict[str, Any]:
        """The versions of the papers that the text reads; nothing of one that reads none."""
        read = _only(newest, self.reads.papers)
        return {"naskah": read} if read else {}


def _names(read: frozenset[str] | None, keys: set[str]) -> bool:
    """Whether what a text reads names one of these keys, or may."""
    return read is None or not read.isdisjoint(keys)


def _decoded(source: bytes) -> str:
    try:
        return source.decode()
    except UnicodeDecodeError as error:
        raise BadPaper(code="paper-letters", detail="", line=0) from error


def _only(answers: Mapping[str, Any], keys: frozenset[str] | None) -> dict[str, Any]:
    return {key: answer for key, answer in answers.items() if keys is None or key in keys}


def _said(one: Completed, answers: Mapping[str, Any]) -> list[Any]:
    """Who said what and when; nothing of who did not answer, so that it changes nothing."""
    moment = one.at.isoformat(timespec="microseconds")
    return [one.node, one.post, one.name, moment, answers] if answers else []
