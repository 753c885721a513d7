"""Whether a version of a paper still says what its text would be filled with today.

A version is a fact: what a later step makes of the same figures, it does not say. So it is told
beside it. What a paper says is what its text prints of the answers: in the same words, of the parts
that it names, and of the steps that it was made of, for a list of steps that grows is no mistake in
what it said before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from engine import calendars, documents, dossier, indicators, papers, versions
from engine.dossier import Completed
from engine.errors import BadPaper, Crowded
from engine.measurement import differences as cells
from engine.models import DocumentVersion
from engine.offices import as_of
from engine.paper_texts import PaperText
from engine.papers import Context
from engine.versions import Course
from webui import indicator_words as say
from webui.language import speaking
from webui.papers import tables
from webui.papers.context import LANGUAGE, Material, Words, context
from webui.papers.said import Place, Said, flat, of_table
from webui.papers.sheets import paper

Made = Mapping[str, Sequence[DocumentVersion]]

# What became of so many versions is kept in memory; all of it is let go when there are more.
_MOST = 256


@dataclass(frozen=True)
class Change:
    """A value of a paper that is another today: where it stands, what it was and what it is.

    `is_anothers`: another step has answered a field of the same key, which may be no correction.
    """

    place: Place
    before: str | None
    after: str | None
    is_anothers: bool = False


@dataclass(frozen=True)
class Outgrown:
    """By which step, of which row, a version was outgrown last, and what it says otherwise.

    `names` are who typed what that step changed.
    """

    by: Completed
    names: Sequence[str]
    row: str
    changes: Sequence[Change]

    @property
    def is_filled_up(self) -> bool:
        """Whether only what was open by then is filled in, and nothing said before is wrong."""
        return all(change.before is None for change in self.changes)

    @property
    def is_anothers(self) -> bool:
        """Whether what was said before is not wrong, but another step has said it otherwise."""
        return all(change.before is None or change.is_anothers for change in self.changes)


class Known:
    """What became of versions that were looked at, kept by one application.

    It is known by the version, the last completion and the content that it would have.
    """

    def __init__(self) -> None:
        self._told = dict[tuple[int, int, bytes], Outgrown | None]()

    def told(
        self, about: tuple[int, int, bytes], look: Callable[[], Outgrown | None]
    ) -> Outgrown | None:
        """What is known, else what looking finds, which is kept."""
        if about not in self._told:
            found = look()
            if len(self._told) >= _MOST:
                self._told.clear()
            self._told[about] = found
            return found
        return self._told[about]


def outgrown(
    session: Session, found: DocumentVersion, latest: Sequence[Completed], made: Made, known: Known
) -> Outgrown | None:
    """What became of a version by the `latest` completions of its instance; None if nothing did.

    `made` are all versions of the instance's papers: a text may name others as they were by then.
    Asks the database for nothing while what the text reads is the same, or was looked at before.
    A machine that is too busy to look says nothing, and is asked again.
    """
    text = _text(session, found)
    if text is None or not latest:
        return None
    digest = text.digest(found.instance_id, latest, documents.before(found.seq, made))
    if digest == found.digest:
        return None
    about = (found.id, latest[-1].seq, digest)
    try:
        return known.told(about, lambda: _Looking(session, found, text).outgrown())
    except Crowded:
        return None


def _text(session: Session, found: DocumentVersion) -> PaperText | None:
    if found.made_from != "template":
        return None
    definition = versions.definition(session, found.version_id)
    return definition.text(paper(definition.process, found.code))


@dataclass(frozen=True)
class _Last:
    """The completion by which a version was outgrown last: what was completed before it and
    after it, and the places of what the text reads otherwise since."""

    done: Completed
    before: Sequence[Completed]
    after: Sequence[Completed]
    places: Sequence[Place]

    @property
    def is_only_of_tables(self) -> bool:
        """Whether it changed nothing but tables."""
        return all(place[0] == "tabel" for place in self.places)

    def has_to_do_with(self, indicator: str) -> bool:
        """Whether what was changed of an indicator is in it; means are of all of them."""
        rows = [place[2].partition(". ")[2] for place in self.places if place[0] == "tabel"]
        return bool(rows) and (indicator in rows or not any(rows))


class _Looking:
    """A version looked at together with all that was completed after it."""

    def __init__(self, session: Session, found: DocumentVersion, text: PaperText) -> None:
        self.session, self.found, self.text = session, found, text
        self.definition = versions.definition(session, found.version_id)
        self.course: Course = versions.course(session, found.instance_id)
        process = self.definition.process
        self.words = Words(process, calendars.zone(session), self.course)
        self.then = dossier.as_of(session, found.instance_id, found.seq)
        self.later = dossier.since(session, found.instance_id, found.seq)
        self.tables = dict[str, Said]()

    def outgrown(self) -> Outgrown | None:
        with speaking(LANGUAGE):
            return self._outgrown()

    def _outgrown(self) -> Outgrown | None:
        state, last = self.then, None
        first = said = self.said(state)
        for done in self.later:
            before, state = state, dossier.after(state, done)
            now = self.said(state)
            if now != said:
                last, said = _Last(done, before, state, _changed(said, now)), now
        if last is None or said == first or self._prints_the_same(state):
            return None
        row = self.course.at(last.done.seq).rows[last.done.node]
        return Outgrown(last.done, self._names_of(last), row, self._changes(first, said, state))

    def _names_of(self, last: _Last) -> list[str]:
        """Who typed what a completion changed: of a table whoever did, else whoever sent it."""
        found = {} if last.is_only_of_tables else {last.done.name: True}
        was, now = (self.words.tables(state) for state in (last.before, last.after))
        for key in was.keys() & now.keys():
            tables = (indicators.of(self.session, one[key]) for one in (was, now))
            for cell in cells.differences(*tables):
                if last.has_to_do_with(cell.name):
                    found[last.done.author(key, cell.id, cell.column).name] = True
        return [*found] or [last.done.name]

    def _changes(self, before: Said, after: Said, state: Sequence[Completed]) -> list[Change]:
        then, now = dossier.answerers(self.then), dossier.answerers(state)
        # A table is one thing that steps hand on to each other.
        others = {key for key in then if then[key] != now[key]}
        return [
            Change(p, before.get(p), after.get(p), p[0] == "isian" and p[1] in others)
            for p in _changed(before, after)
        ]

    def said(self, state: Sequence[Completed]) -> Said:
        """What a text reads of what is completed, in words, by its place."""
        reads, then = self.text.reads, dossier.corrected(self.then, state)
        latest = _only(self.words.latest(state), reads.answers)
        said: dict[Place, str | None] = dict(flat(("isian",), latest, reads))
        for field in self.words.fields:
            if reads.each is None or field.key in reads.each:
                said |= flat(("setiap", field.key), self.words.each(field, then), reads)
        for one in then if reads.steps else ():
            said |= flat(("langkah", one.node), self.words.latest([one]), reads)
        for key, sha in _only(self.words.tables(state), reads.tables).items():
            said |= {("tabel", key, *place): cell for place, cell in self._table(sha).items()}
        # What is not known yet is not there: an empty list of rows says as much as none.
        return {place: text for place, text in said.items() if text is not None}

    def _table(self, sha: str) -> Said:
        if sha not in self.tables:
            told = tables.told(indicators.of(self.session, sha))
            parts = of_table(told, self.text.reads)
            # A table says of an open figure that there is none.
            open_ = (None, say.EMPTY)
            self.tables[sha] = {place: text for place, text in parts if text not in open_}
        return self.tables[sha]

    def _prints_the_same(self, state: Sequence[Completed]) -> bool:
        """Whether the paper filled today is the one that was filled, whatever its text reads."""
        try:
            was, now = self._names(self.then), self._names(state)
            return papers.is_same(self.text.paper, was, now)
        except BadPaper:
            return False

    def _names(self, state: Sequence[Completed]) -> Context:
        """What fills the paper; its lists of steps and the papers it names are those of then."""
        office, reads = as_of(self.session, self.found.made_at), self.text.reads.papers
        material = Material(self.found.instance_id, self.definition, state)
        then = replace(material, completed=dossier.corrected(self.then, state))
        names = context(self.session, material, office, frozenset())
        before = context(self.session, then, office, reads)
        names["langkah"], names["setiap"] = before["langkah"], before["setiap"]
        return names | {"naskah": before["naskah"]}


def _only(said: Mapping[str, Any], keys: frozenset[str] | None) -> Mapping[str, Any]:
    return said if keys is None else {key: one for key, one in said.items() if key in keys}


def _changed(before: Said, after: Said) -> list[Place]:
    return [p for p in dict.fromkeys([*before, *after]) if before.get(p) != after.get(p)]
