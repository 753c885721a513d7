"""Texts that would come into force, each printed once for trial: none is to stop its step."""

from __future__ import annotations

import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import bundles
from engine.diagram import reading
from engine.diagram.checks.papers import AT_ONCE, example_of
from engine.diagram.identity import Paper
from engine.diagram.verdicts import Verdict, refused
from engine.errors import BadBundle, Crowded
from engine.models import BundleFile, Version
from engine.papers import Fault, complaints, read
from engine.papers.setting import examples, unprintable

MOST_SECONDS = 60.0
"""For all texts of a bundle together, of which an honest one takes one; then the others wait."""


def need(session: Session, sop: int | None, files: bundles.Files) -> None:
    """Raise BadBundle for a checked bundle whose new texts cannot all be printed.

    This may take a while, and is remembered: ask before anything is locked.
    """
    if found := verdicts(session, sop, files):
        raise BadBundle(found)


def verdicts(session: Session, sop: int | None, files: bundles.Files) -> list[Verdict]:
    """Which texts of a checked bundle cannot be printed, of those that the last version has not.

    `sop` is the SOP's id, None for one that is not there yet. One statement. Raises Crowded where
    that takes too long; what was printed until then is remembered.
    """
    process, known = reading.remembered(files[bundles.DIAGRAM]), _published(session, sop)
    new = [p for p in process.papers if p.file in files and not _is_same(files[p.file], p, known)]
    if not new:
        return []
    trial = _Trial(files, examples(example_of(process)))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        faults = list(pool.map(trial.fault, new))
    return [
        refused(paper.place, fault.code, paper=paper.name, **complaints.facts(fault))
        for paper, fault in zip(new, faults, strict=True)
        if fault
    ]


def _published(session: Session, sop: int | None) -> dict[str, bytes]:
    """The digests of the files of an SOP's last version, by path."""
    of_it = select(Version.bundle).where(Version.process_id == sop)
    last = of_it.order_by(Version.number.desc()).limit(1).scalar_subquery()
    found = select(BundleFile.path, BundleFile.sha256).where(BundleFile.digest == last)
    return {row.path: row.sha256 for row in session.execute(found)}


def _is_same(text: bytes, paper: Paper, known: dict[str, bytes]) -> bool:
    return hashlib.sha256(text).digest() == known.get(paper.file)


@dataclass
class _Trial:
    """The texts of a bundle, what they are filled with, and what printing them took so far."""

    files: bundles.Files
    examples: str
    spent: float = 0.0
    has_fault: bool = False

    def fault(self, paper: Paper) -> Fault | None:
        if self.spent >= MOST_SECONDS:
            return self._untried()
        begun = time.monotonic()
        found = unprintable(read(self.files[paper.file].decode()), self.examples)
        self.spent += time.monotonic() - begun
        self.has_fault |= found is not None
        return found

    def _untried(self) -> Fault:
        # Sound texts that are slow together stand on a busy machine: nobody is to correct them.
        if not self.has_fault:
            raise Crowded()
        return Fault("paper-untried", "", 0)
