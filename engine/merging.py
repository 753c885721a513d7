"""What several people type into one table of indicators, put together cell by cell.

Of two who type the same cell the later one counts, and what the other typed stands beside it until
somebody types there who has seen it. A page sends all its cells with every save, and only those are
typed that it sends otherwise than before: than it sent them last, else than it showed them. What is
sent as it was shown, after another, is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine.contributions import Mark, SharedTable, Typed, by_id
from engine.measurement import cells
from engine.measurement.table import Table
from engine.pages_sent import PageSent, turn_of


@dataclass(frozen=True)
class Hand:
    """Who types, when, and on which page; "" where nothing says what was shown.

    `turn` is how often the page's script had saved before: without scripts always 0.
    """

    id: int
    name: str
    now: datetime
    page: str = ""
    turn: int = 0


@dataclass(frozen=True)
class SentCell:
    """A cell as it was sent, and as the page had shown it; None where nothing says that."""

    indicator: str
    column: str
    cell: object
    shown: object = None


def merged(
    shared: SharedTable, earlier: Table, sent: Iterable[SentCell], hand: Hand
) -> SharedTable:
    """A table with the cells that somebody changed; `earlier` is what the step continues."""
    work = _Merging(shared, earlier, hand)
    for one in sent:
        work.take(one)
    return work.done()


def is_late(shared: SharedTable, hand: Hand) -> bool:
    """Whether what a page's script sent comes in after what the same page sent later."""
    return hand.turn < turn_of(shared.pages, hand.page)


def written(shared: SharedTable, earlier: Table, sent: SentCell, hand: Hand) -> SharedTable:
    """A table with one cell as somebody has just made it of what stood there."""
    work = _Merging(shared, earlier, hand)
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

    def __init__(self, shared: SharedTable, earlier: Table, hand: Hand) -> None:
        self.shared, self.hand = shared, hand
        self.page = PageSent(shared.pages, hand.page)
        self.rows = by_id(shared.rows)
        self.marks = {id: dict(own) for id, own in shared.cells.items()}
        self.stood = {row["id"]: row for row in earlier.to_json()["rows"]}
        self.is_changed = False

    def take(self, sent: SentCell) -> None:
        """Take a cell that was sent, if somebody has typed it."""
        if sent.shown is None:
            self._take_row(sent)
        elif not same(sent.cell, self.page.last(sent.indicator, sent.column, sent.shown)):
            self.page.note(sent.indicator, sent.column, sent.cell)
            self.is_changed = True
            self._take_typed(sent)

    def write(self, sent: SentCell) -> None:
        """Take a cell as it was sent."""
        self._set(sent, {})

    def _take_row(self, sent: SentCell) -> None:
        mark, now = self._mark(sent), self._now(sent)
        # A sheet that is blank there takes away nothing that it may never have shown.
        hides = same(sent.cell, None) and self._is_anothers(mark)
        if not hides and not same(sent.cell, now):
            self._set(sent, self._replaced(mark, now, is_seen=False))

    def _take_typed(self, sent: SentCell) -> None:
        mark, now = self._mark(sent), self._now(sent)
        if same(sent.cell, now):
            return
        if self._is_of_page(mark):
            replaced: Mark = {key: mark[key] for key in ("over", "before") if key in mark}
            (self._take_back if same(sent.cell, sent.shown) else self._set)(sent, replaced)
        elif not same(sent.cell, sent.shown):
            self._set(sent, self._replaced(mark, now, is_seen=same(now, sent.shown)))

    def _take_back(self, sent: SentCell, replaced: Mark) -> None:
        """Let a cell be as before this page sent another, or as somebody else has typed it."""
        if not replaced:
            self._set(sent, {})
            return
        before = next(iter(replaced.values()))
        self._row(sent)[sent.column] = before["value"]
        about = {key: fact for key, fact in before.items() if key != "value"}
        self.marks[sent.indicator][sent.column] = about

    def _replaced(self, mark: Mark, now: object, is_seen: bool) -> Mark:
        """What a cell is set in place of: as `over` what another typed, unless that was seen."""
        about = {key: mark[key] for key in ("by", "at", "page") if key in mark} | {"value": now}
        key = "over" if self._is_anothers(mark) and not is_seen else "before"
        return {key: about} if mark else {}

    def _set(self, sent: SentCell, replaced: Mark) -> None:
        self.is_changed = True
        if same(replaced.get("over", {}).get("value"), sent.cell):
            replaced = {key: fact for key, fact in replaced.items() if key != "over"}
        if "over" not in replaced and same(sent.cell, self._stood(sent)):
            self._leave(sent)
            return
        self._row(sent)[sent.column] = sent.cell
        mark = {"by": self.hand.id, "at": _moment(self.hand), "page": self.hand.page} | replaced
        self.marks.setdefault(sent.indicator, {})[sent.column] = mark

    def _leave(self, sent: SentCell) -> None:
        """Let a cell be as it stood before the step: that nobody typed."""
        self._row(sent).pop(sent.column, None)
        self.marks.get(sent.indicator, {}).pop(sent.column, None)

    def _row(self, sent: SentCell) -> Typed:
        return self.rows.setdefault(sent.indicator, {"id": sent.indicator})

    def _mark(self, sent: SentCell) -> Mark:
        return self.marks.get(sent.indicator, {}).get(sent.column, {})

    def _now(self, sent: SentCell) -> object:
        row = self.rows.get(sent.indicator, {})
        return row[sent.column] if sent.column in row else self._stood(sent)

    def _stood(self, sent: SentCell) -> object:
        stood = self.stood.get(sent.indicator, {}).get(sent.column)
        if sent.column.startswith(cells.FILES):
            return [file["sha256"] for file in stood or ()]
        return cells.as_typed({sent.column: stood})[sent.column] if stood is not None else None

    def _is_of_page(self, mark: Mark) -> bool:
        return bool(self.hand.page) and mark.get("page") == self.hand.page

    def _is_anothers(self, mark: Mark) -> bool:
        return bool(mark) and mark["by"] != self.hand.id

    def done(self) -> SharedTable:
        """The table with all that was taken."""
        kept = replace(self.shared, pages=self.page.kept(self.hand.turn))
        if not self.is_changed:
            return self.shared if kept == self.shared else kept
        typed = {**self.shared.typed, "rows": [row for row in self.rows.values() if len(row) > 1]}
        return replace(kept, typed=typed, cells=self.marks, people=_people(self.shared, self.hand))


def same(one: object, other: object) -> bool:
    """Whether two cells are the same, as people see them."""
    return _seen(one) == _seen(other)


def _seen(cell: object) -> object:
    # A browser sends other line breaks than it was given.
    if isinstance(cell, str):
        return "\n".join(cell.split("\r\n")).strip() or None
    return cell or None


def _people(shared: SharedTable, hand: Hand) -> dict[str, dict[str, str]]:
    return shared.people | {str(hand.id): {"name": hand.name, "at": _moment(hand)}}


def _moment(hand: Hand) -> str:
    return hand.now.isoformat(timespec="seconds")
