"""What several people type into one table of indicators, put together cell by cell.

Of two who type the same cell the later one counts, and what the other typed stands beside it until
somebody types there who has seen it. A page says what it showed: a cell that is sent as it was
shown was not touched, unless the page itself had sent another before, as pages do that keep what is
being typed; then that is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from engine.measurement import cells
from engine.measurement.table import Table

Typed = dict[str, Any]
Mark = dict[str, Any]


@dataclass(frozen=True)
class Shared:
    """What has been typed into a table, and by whom.

    `cells` says by indicator and column who typed last, when and on which page, and `over` what of
    somebody else that replaced unseen; of a table that is set up only who wrote each row, by the
    column "". `people` are all who typed, by their ids. `edition` counts how often it was kept.
    """

    typed: Typed = field(default_factory=dict)
    cells: dict[str, dict[str, Mark]] = field(default_factory=dict)
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    edition: int = 0
    saved_at: datetime | None = None

    @property
    def rows(self) -> list[Typed]:
        """The rows that were typed."""
        return [row for row in self.typed.get("rows") or () if isinstance(row, dict)]

    def cell(self, indicator: str, column: str) -> object:
        """A cell as it was typed; None where nobody did."""
        return _by_id(self.rows).get(indicator, {}).get(column)


@dataclass(frozen=True)
class Hand:
    """Who types, when, and on which page; "" where nothing says what was shown."""

    id: int
    name: str
    now: datetime
    page: str = ""


@dataclass(frozen=True)
class Sent:
    """A cell as it was sent, and as the page had shown it; None where nothing says that."""

    indicator: str
    column: str
    cell: object
    shown: object = None


@dataclass(frozen=True)
class Dispute:
    """A cell that two people typed, neither of whom had seen what the other did.

    `by` and `over_by` are their ids, who counts and who was first.
    """

    indicator: str
    column: str
    cell: object
    by: int
    over: object
    over_by: int
    over_at: datetime


def sent_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[Sent]:
    """The cells of rows that say nothing of what was shown, such as those of a spreadsheet."""
    for row in rows:
        yield from (Sent(str(row["id"]), key, cell) for key, cell in row.items() if key != "id")


def merged(shared: Shared, earlier: Table, sent: Iterable[Sent], hand: Hand) -> Shared:
    """A table with the cells that somebody changed; `earlier` is what the step continues."""
    work = _Merging(shared, earlier, hand)
    for one in sent:
        work.take(one)
    return work.done()


def written(shared: Shared, sent: Sent, hand: Hand) -> Shared:
    """A table with one cell as somebody has just made it of what stood there."""
    work = _Merging(shared, None, hand)
    work.write(sent)
    return work.done()


def arranged(shared: Shared, typed: Mapping[str, Any], hand: Hand) -> Shared:
    """A table that is set up, as somebody has just made it of what stood there."""
    before, rows = _by_id(shared.rows), _by_id(typed.get("rows") or ())
    mark = {"": {"by": hand.id, "at": _moment(hand)}}
    changed = {id: mark for id, row in rows.items() if row != before.get(id)}
    cells = {**shared.cells, **changed}
    return replace(shared, typed=dict(typed), cells=cells, people=_people(shared, hand))


def settled(shared: Shared) -> Shared:
    """A table of which people have agreed what stands in it."""
    agreed = {
        id: {column: _without(mark, "over") for column, mark in own.items()}
        for id, own in shared.cells.items()
    }
    return replace(shared, cells=agreed)


def disputes(shared: Shared) -> Iterator[Dispute]:
    """The cells that two people typed without having seen each other's."""
    rows = _by_id(shared.rows)
    for id, own in shared.cells.items():
        for column, mark in own.items():
            if over := mark.get("over"):
                at, cell = datetime.fromisoformat(over["at"]), rows.get(id, {}).get(column)
                yield Dispute(id, column, cell, mark["by"], over["value"], over["by"], at)


def joined(shared: Shared, given: Mapping[str, Any], sets_up: bool) -> Typed:
    """What is sent of a table: all that was typed, and above it what comes along.

    Whoever sets up sends all rows; whoever fills in only some, and cells of them.
    """
    rows = given.get("rows")
    if sets_up or not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        return {**shared.typed, **given}
    known, own = _by_id(shared.rows), _by_id(rows)
    here = [{**known.get(str(row.get("id", "")), {}), **row} for row in rows]
    others = [row for id, row in known.items() if id not in own]
    return {**shared.typed, **given, "rows": [*here, *others]}


def contributors(shared: Shared, table: Table, given: Mapping[str, Any], sender: int) -> list[Mark]:
    """Who else than the sender typed what stands in a table, and into how many indicators."""
    own, found = _by_id(given.get("rows") or ()), dict[int, set[str]]()
    for id in [row.indicator.id for row in table.rows]:
        for column, mark in shared.cells.get(id, {}).items():
            if mark["by"] != sender and column not in own.get(id, {}):
                found.setdefault(mark["by"], set()).add(id)
    told = [(person, shared.people[str(person)]["name"], len(ids)) for person, ids in found.items()]
    return [{"person": id, "name": name, "indicators": count} for id, name, count in told]


class _Merging:
    """One pass over what somebody sent."""

    def __init__(self, shared: Shared, earlier: Table | None, hand: Hand) -> None:
        self.shared, self.hand = shared, hand
        self.rows = _by_id(shared.rows)
        self.marks = {id: dict(own) for id, own in shared.cells.items()}
        rows = earlier.to_json()["rows"] if earlier else ()
        self.stood = {row["id"]: row for row in rows}
        self.is_changed = False

    def take(self, sent: Sent) -> None:
        """Take a cell that was sent, if this page changed it."""
        mark, now = self._mark(sent), self._now(sent)
        if same(sent.cell, now):
            return
        if sent.shown is None:
            # A sheet that is blank there takes away nothing that it may never have shown.
            if not (_is_blank(sent.cell) and self._is_anothers(mark)):
                self._set(sent, self._over(mark, now))
        elif same(sent.cell, sent.shown):
            if self._is_of_page(mark):
                self._take_back(sent, mark)
        elif self._is_of_page(mark):
            self._set(sent, mark.get("over"))
        elif not self._was_sent_before(sent, mark):
            self._set(sent, None if same(now, sent.shown) else self._over(mark, now))

    def write(self, sent: Sent) -> None:
        """Take a cell as it was sent."""
        self._set(sent, None)

    def _take_back(self, sent: Sent, mark: Mark) -> None:
        """Let a cell be as before this page sent another, or as somebody else has typed it."""
        if over := mark.get("over"):
            self._row(sent)[sent.column] = over["value"]
            self.marks[sent.indicator][sent.column] = _without(over, "value")
            self.is_changed = True
        else:
            self._set(sent, None)

    def _was_sent_before(self, sent: Sent, mark: Mark) -> bool:
        """Whether it is what this page sent before somebody else typed another."""
        over = mark.get("over") or {}
        return self._is_of_page(over) and same(over.get("value"), sent.cell)

    def _over(self, mark: Mark, now: object) -> Mark | None:
        """What of somebody else is replaced unseen."""
        if not self._is_anothers(mark):
            return None
        about = {key: mark[key] for key in ("by", "at", "page") if key in mark}
        return about | {"value": now}

    def _set(self, sent: Sent, over: Mark | None) -> None:
        self._row(sent)[sent.column] = sent.cell
        mark = {"by": self.hand.id, "at": _moment(self.hand), "page": self.hand.page}
        if over and not same(over["value"], sent.cell):
            mark["over"] = over
        self.marks.setdefault(sent.indicator, {})[sent.column] = mark
        self.is_changed = True

    def _row(self, sent: Sent) -> Typed:
        return self.rows.setdefault(sent.indicator, {"id": sent.indicator})

    def _mark(self, sent: Sent) -> Mark:
        return self.marks.get(sent.indicator, {}).get(sent.column, {})

    def _now(self, sent: Sent) -> object:
        row = self.rows.get(sent.indicator, {})
        if sent.column in row:
            return row[sent.column]
        stood = self.stood.get(sent.indicator, {}).get(sent.column)
        return cells.as_typed({sent.column: stood})[sent.column] if stood is not None else None

    def _is_of_page(self, mark: Mark) -> bool:
        return bool(self.hand.page) and mark.get("page") == self.hand.page

    def _is_anothers(self, mark: Mark) -> bool:
        return bool(mark) and mark["by"] != self.hand.id

    def done(self) -> Shared:
        """The table with all that was taken."""
        if not self.is_changed:
            return self.shared
        typed = {**self.shared.typed, "rows": list(self.rows.values())}
        people = _people(self.shared, self.hand)
        return replace(self.shared, typed=typed, cells=self.marks, people=people)


def same(one: object, other: object) -> bool:
    """Whether two cells are the same, as people see them."""
    return _seen(one) == _seen(other)


def _seen(cell: object) -> object:
    # A browser sends other line breaks than it was given.
    if isinstance(cell, str):
        return "\n".join(cell.split("\r\n")).strip() or None
    return cell or None


def _is_blank(cell: object) -> bool:
    return _seen(cell) is None


def _without(mark: Mark, key: str) -> Mark:
    return {name: fact for name, fact in mark.items() if name != key}


def _people(shared: Shared, hand: Hand) -> dict[str, dict[str, str]]:
    return shared.people | {str(hand.id): {"name": hand.name, "at": _moment(hand)}}


def _moment(hand: Hand) -> str:
    return hand.now.isoformat(timespec="seconds")


def _by_id(rows: Iterable[Any]) -> dict[str, Typed]:
    return {str(row.get("id", "")): dict(row) for row in rows if isinstance(row, Mapping)}
