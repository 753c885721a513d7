"""Files of evidence of indicators: kept as they come in, listed beside the figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for

from engine import continuing, files, merging
from engine.contributions import SharedTable, by_id
from engine.errors import CellProblem, InvalidValues
from engine.fields.files import File
from engine.locking import Locked
from engine.measurement import cells
from engine.measurement.table import Row, Table
from engine.merging import SentCell
from engine.uploads import keep_only, upload
from webui import indicator_words as say
from webui.language import gettext
from webui.views import uploads
from webui.views.indicator_work import Work
from webui.visits import Visit, here

_NEW = re.compile(r"r([0-9]{1,4})\.([a-z]+_[1-4])\.new")
_REMOVED = re.compile(r"r([0-9]{1,4})\.([a-z]+_[1-4]):([0-9a-f]{64})")


def judge_sent(visit: Visit, item_id: int, key: str) -> None:
    """Judge the files that came along before their item is locked."""
    named = [(_NEW.fullmatch(name), file) for name, file in request.files.items(multi=True)]
    came = [(match, file) for match, file in named if match and file.filename]
    of = Work(visit, item_id, key).field if came else None
    here.evidence = [(match, uploads.judged(of, file)) for match, file in came if of]


@dataclass(frozen=True)
class Cell:
    """The cell of an indicator that takes files."""

    place: int
    row: Row
    column: str

    def named(self, typed: Mapping[str, Any]) -> list[str]:
        """The sha256 of its files: as typed, else as they stood."""
        said = by_id(typed.get("rows") or ()).get(self.row.indicator.id, {})
        if isinstance(said.get(self.column), list):
            return [*said[self.column]]
        quarter = int(self.column.rpartition("_")[2])
        return [file.sha256 for file in self.row.figures.at(quarter).files]

    def holding(self, names: list[str]) -> SentCell:
        """These files, as what was sent into this cell."""
        return SentCell(self.row.indicator.id, self.column, names)


@dataclass(frozen=True)
class Received:
    """What was typed, with the files that came along named in it; and which were refused.

    `place` is that of the indicator that was sent or lost one, if any.
    """

    shared: SharedTable
    refused: list[CellProblem] = field(default_factory=list)
    place: int | None = None


def received(work: Work, found: continuing.SoFar, shared: SharedTable) -> Received:
    """Take away the file whose button was pressed, and keep those that came along."""
    pressed = _REMOVED.fullmatch(request.form.get("remove", ""))
    gone = _cell(work, found, pressed) if pressed else None
    new = [(cell, one) for match, one in here.evidence if (cell := _cell(work, found, match))]
    if gone is None and not new:
        return Received(shared)
    item = work.locked
    if gone and pressed:
        left = [one for one in gone.named(shared.typed) if one != pressed[3]]
        shared = merging.written(shared, found.earlier, gone.holding(left), work.hand)
    # What nothing names nobody could remove: it must not fill the room that there is.
    kept = continuing.attached(work.field, found.earlier, shared.typed.get("rows"))
    keep_only(work.visit.session, item, work.field, kept)
    shared, refused = _added(work, item, found.earlier, shared, new)
    return Received(shared, refused, next(cell.place for cell in (gone, *dict(new)) if cell))


def _cell(work: Work, found: continuing.SoFar, match: re.Match[str]) -> Cell | None:
    place, columns = int(match[1]), cells.attached(work.field.mode, found.earlier.quarter)
    if match[2] not in columns or not 0 < place <= len(found.earlier.rows):
        return None
    return Cell(place, found.earlier.rows[place - 1], match[2])


def _added(
    work: Work,
    item: Locked,
    earlier: Table,
    shared: SharedTable,
    new: Sequence[tuple[Cell, uploads.New]],
) -> tuple[SharedTable, list[CellProblem]]:
    refused = list[CellProblem]()
    for cell, one in new:
        try:
            sha = _kept(work, item, one).sha256
            named = [*dict.fromkeys([*cell.named(shared.typed), sha])]
            shared = merging.written(shared, earlier, cell.holding(named), work.hand)
        except InvalidValues as error:
            about = (cell.place, cell.row.indicator.id, cell.column)
            found = error.errors[work.field.key]
            refused += [CellProblem(*about, one.code, one.facts) for one in found]
    return shared, refused


def _kept(work: Work, item: Locked, new: uploads.New) -> File:
    if isinstance(new, InvalidValues):
        raise new
    visit = work.visit
    return upload(visit.session, item, work.field, new, visit.now)


def links(work: Work) -> Links:
    """Where the files of a step's table are handed out, also those that were not sent yet."""
    numbers = files.numbers(work.visit.session, work.instance, work.field.key)
    return Links(numbers, work.view.row.item.id)


@dataclass(frozen=True)
class Links:
    """The addresses of the files of a table: those that were sent by their numbers."""

    numbers: Mapping[str, int]
    item_id: int | None = None

    def listed(self, found: Sequence[File]) -> list[dict[str, Any]]:
        """Files as the templates list them."""
        return [vars(file) | {"url": self._url(file)} for file in found]

    def _url(self, file: File) -> str:
        if file.sha256 in self.numbers:
            return url_for("pages.attachment", number=self.numbers[file.sha256])
        return url_for("pages.upload", item_id=self.item_id, sha256=file.sha256)


def asked(name: str, problems: Sequence[CellProblem]) -> dict[str, Any]:
    """The field that takes more files for an indicator."""
    hint = gettext("At most 10 MB each. No personal data of citizens.")
    about: dict[str, Any] = {"type": "upload", "id": name, "name": f"{name}.new"}
    about |= {"accept": uploads.ACCEPTED, "label": gettext("Add files of evidence"), "help": hint}
    return about | {"multiple": True, "error": " ".join(map(say.problem, problems))}
