"""What several people type into one table of indicators, put together cell by cell.

Of two who type the same cell the later one counts, and what the other typed stands beside it until
somebody types there who has seen it. A page says what it showed: a cell that is sent as it was
shown was not touched, unless the page itself had sent another before, as pages do that keep what is
being typed; then that is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine.contributions import Mark, SharedTable, Typed, by_id
from engine.measurement import cells
from engine.measurement.table import Table


@dataclass(frozen=True)
class Hand:
    """Who types, when, and on which page; "" where nothing says what was shown."""

    id: int
    name: str
    now: datetime
    page: str = ""


@dataclass(frozen=True)
class SentCell:
    """A cell as it was sent, and as the page had shown it; None where nothing says that."""

    indicator: str
    column: str
    cell: object
    shown: object = None


def sent_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[SentCell]:
    """The cells of rows that say nothing of what was shown, such as those of a spreadsheet."""
    for row in rows:
        yield from (SentCell(str(row["id"]), key, cell) for key, cell in row.items() if key != "id")


def merged(
    shared: SharedTable, earlier: Table, sent: Iterable[SentCell], hand: Hand
) -> SharedTable:
    """A table with the cells that somebody changed; `earlier` is what the step continues."""
    work = _Merging(shared, earlier, hand)
    for one in sent:
        work.take(one)
    return work.done()


def written(shared: SharedTable, sent: SentCell, hand: Hand) -> SharedTable:
    """A table with one cell as somebody has just made it of what stood there."""
    work = _Merging(shared, None, hand)
    work.write(sent)
    return work.done()


def arranged(shared: SharedTable, typed: Mapping[str, Any], hand: Hand) -> SharedTable:
    """A table that is set up, as somebody has just made it of what stood there."""
    before, rows = by_id(shared.rows), by_id(typed.get("rows") or ())
    mark = {"": {"by": hand.id, "at": _moment(hand)}}
    changed = {id: mark for id, row in rows.items() if row != before.get(id)}
    cells = {**shared.cells, **changed}
    return replace(shared, typed=dict(typed), cells=cells, people=_people(shared, hand))


class _Merging:
    """One pass over what somebody sent."""

    def __init__(self, shared: SharedTable, earlier: Table | None, hand: Hand) -> None:
        self.shared, self.hand = shared, hand
        self.rows = by_id(shared.rows)
        self.marks = {id: dict(own) for id, own in shared.cells.items()}
        rows = earlier.to_json()["rows"] if earlier else ()
        self.stood = {row["id"]: row for row in rows}
        self.is_changed = False

    def take(self, sent: SentCell) -> None:
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

    def write(self, sent: SentCell) -> None:
        """Take a cell as it was sent."""
        self._set(sent, None)

    def _take_back(self, sent: SentCell, mark: Mark) -> None:
        """Let a cell be as before this page sent another, or as somebody else has typed it."""
        if over := mark.get("over"):
            self._row(sent)[sent.column] = over["value"]
            self.marks[sent.indicator][sent.column] = _without(over, "value")
            self.is_changed = True
        else:
            self._set(sent, None)

    def _was_sent_before(self, sent: SentCell, mark: Mark) -> bool:
        """Whether it is what this page sent before somebody else typed another."""
        over = mark.get("over") or {}
        return self._is_of_page(over) and same(over.get("value"), sent.cell)

    def _over(self, mark: Mark, now: object) -> Mark | None:
        """What of somebody else is replaced unseen."""
        if not self._is_anothers(mark):
            return None
        about = {key: mark[key] for key in ("by", "at", "page") if key in mark}
        return about | {"value": now}

    def _set(self, sent: SentCell, over: Mark | None) -> None:
        self._row(sent)[sent.column] = sent.cell
        mark = {"by": self.hand.id, "at": _moment(self.hand), "page": self.hand.page}
        if over and not same(over["value"], sent.cell):
            mark["over"] = over
        self.marks.setdefault(sent.indicator, {})[sent.column] = mark
        self.is_changed = True

    def _row(self, sent: SentCell) -> Typed:
        return self.rows.setdefault(sent.indicator, {"id": sent.indicator})

    def _mark(self, sent: SentCell) -> Mark:
        return self.marks.get(sent.indicator, {}).get(sent.column, {})

    def _now(self, sent: SentCell) -> object:
        row = self.rows.get(sent.indicator, {})
        if sent.column in row:
            return row[sent.column]
        stood = self.stood.get(sent.indicator, {}).get(sent.column)
        return cells.as_typed({sent.column: stood})[sent.column] if stood is not None else None

    def _is_of_page(self, mark: Mark) -> bool:
        return bool(self.hand.page) and mark.get("page") == self.hand.page

    def _is_anothers(self, mark: Mark) -> bool:
        return bool(mark) and mark["by"] != self.hand.id

    def done(self) -> SharedTable:
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


def _people(shared: SharedTable, hand: Hand) -> dict[str, dict[str, str]]:
    return shared.people | {str(hand.id): {"name": hand.name, "at": _moment(hand)}}


def _moment(hand: Hand) -> str:
    return hand.now.isoformat(timespec="seconds")
