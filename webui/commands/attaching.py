"""Files that come with a step on the command line: kept for file fields and as evidence of
indicators, read for tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from engine import continuing, indicators, items, rows_sent, uploads
from engine.actors import Actor
from engine.contributions import SharedTable
from engine.disputes import Dispute
from engine.errors import CellProblem
from engine.fields.kinds import Field, FieldType, Mode
from engine.locking import Locked, Seen, locked
from engine.measurement import cells
from engine.spreadsheets import reading, taking
from engine.spreadsheets.reading import Sheet
from engine.uploads import Judged, SentFile

Named = tuple[str, Path]


def named(text: str) -> Named:
    """The field and the path of FIELD=PATH."""
    return _parted("--file", "FIELD", text)


def proving(text: str) -> Named:
    """The indicator and the path of INDICATOR=PATH."""
    return _parted("--evidence", "INDICATOR", text)


def _parted(option: str, of: str, text: str) -> Named:
    key, sign, path = text.partition("=")
    if not sign or not Path(path).is_file():
        raise click.UsageError(f"{option} {text}: write {of}=PATH of a file")
    return key, Path(path)


class Files:
    """The files of a command, by their fields; what a table's sheet brought remembers its cells."""

    def __init__(self, named: Iterable[Named], proofs: Iterable[Named] = ()) -> None:
        self.named, self.proofs = list(named), list(proofs)
        self.sheet: Sheet | None = None
        self.sheets: list[tuple[Field, Sheet]] = []
        self.judged: list[tuple[Field, Judged]] = []
        self.evidence: list[tuple[Field, str, Judged]] = []
        self.tables: list[Field] = []
        self.kept: list[tuple[Field, str]] = []
        self.disputes: list[tuple[Dispute, SharedTable]] = []

    def has_more(self, values: Mapping[str, Any]) -> bool:
        """Whether there is something to be kept before the step is completed."""
        keys = {field.key for field in self.tables}
        return bool(self.named or self.proofs or keys & values.keys())

    def read(self, session: Session, actor: Actor, item_id: int) -> None:
        """Read the files before the item is locked. Raises InvalidValues and BadSheet."""
        fields = {field.key: field for field in items.view(session, actor, item_id).step.fields}
        self.tables = indicators.tables(fields.values())
        for key, path in self.named:
            field = fields.get(key)
            if field is not None and field.type is FieldType.INDICATORS:
                self.sheet = reading.read(path.read_bytes())
                self.sheets.append((field, self.sheet))
            elif field is not None and field.type is FieldType.FILE:
                sent = SentFile(path.name, path.read_bytes())
                self.judged.append((field, uploads.judged(field, sent)))
            else:
                raise click.UsageError(f"--file {key}: this step takes no file there")
        for indicator, path in self.proofs:
            field = _table_field(indicator, fields.values())
            sent = SentFile(path.name, path.read_bytes())
            self.evidence.append((field, indicator, uploads.judged(field, sent)))

    def taken(
        self, session: Session, actor: Actor, item_id: int, values: Mapping[str, Any], now: datetime
    ) -> dict[str, Any]:
        """The values with what the files bring; tables are kept where all fill them in together.

        Raises BadTable, and what uploading raises.
        """
        item, taken = locked(session, actor, item_id), dict(values)
        for field, sheet in self.sheets:
            taken[field.key] = _table(session, item, field, taken.get(field.key), sheet)
        for field, new in self.judged:
            kept = uploads.upload(session, item, field, new, now)
            taken[field.key] = [*(taken.get(field.key) or []), kept.sha256]
        for field, indicator, new in self.evidence:
            kept = uploads.upload(session, item, field, new, now)
            typed = _typed(taken.get(field.key))
            taken[field.key] = _proved(session, item, field, typed, indicator, kept.sha256)
        for field in self.tables:
            if _has_rows(taken.get(field.key)):
                self._keep(session, item, field, _typed(taken.pop(field.key)), now)
        return taken

    def _keep(
        self, session: Session, item: Locked, field: Field, typed: dict[str, Any], now: datetime
    ) -> None:
        read = rows_sent.read(session, item, field, typed)
        if read is None:
            return
        merged = rows_sent.keep(session, item, field, read, now)
        self.disputes += [(one, merged.shared) for one in merged.disputes]
        self.kept.append((field, item.held.name if item.held else ""))
        # From here on the rows are those of all.
        self.sheet = None

    def where(self, problem: CellProblem) -> str:
        """The cell of the sheet that a problem is about, else its row as it was sent."""
        if self.sheet is None:
            return str(problem.row)
        line, letter = self.sheet.where(problem)
        return f"{letter}{line or ''}"


def _table(session: Session, item: Seen, field: Field, typed: Any, sheet: Sheet) -> Any:
    about = typed if isinstance(typed, dict) else {}
    base = continuing.base(session, item.row.instance_id, field, about)
    if base is None:
        return about | {"rows": list(sheet.rows)}
    return about | {"rows": taking.take(base, field.mode, [], sheet).rows}


def _table_field(indicator: str, fields: Iterable[Field]) -> Field:
    """The one field of a step whose table takes evidence."""
    found = indicators.tables([field for field in fields if field.mode == Mode.FILL])
    if len(found) != 1:
        raise click.UsageError(f"--evidence {indicator}: this step fills in no table")
    return found[0]


def _has_rows(value: Any) -> bool:
    rows = value.get("rows") if isinstance(value, dict) else value
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, dict) for row in rows)


def _typed(value: Any) -> dict[str, Any]:
    """What was typed into a table; a list alone is its rows."""
    return dict(value) if isinstance(value, dict) else {"rows": value or []}


def _proved(
    session: Session, item: Seen, field: Field, typed: dict[str, Any], indicator: str, sha256: str
) -> dict[str, Any]:
    """What was typed with one more file of evidence of an indicator, beside those that it has."""
    base = continuing.base(session, item.row.instance_id, field, typed)
    earlier = {row.indicator.id: row for row in base.rows} if base else {}
    if base is None or indicator not in earlier:
        raise click.UsageError(f"--evidence {indicator}: the table has no such indicator")
    (column,) = cells.attached(field.mode, base.quarter)
    rows = [dict(row) for row in _rows(typed)]
    own = next((row for row in rows if row.get("id") == indicator), None)
    if own is None:
        rows.append(own := {"id": indicator})
    before = [file.sha256 for file in earlier[indicator].figures.at(base.quarter).files]
    own[column] = [*dict.fromkeys([*own.get(column, before), sha256])]
    return typed | {"rows": rows}


def _rows(typed: dict[str, Any]) -> list[dict[str, Any]]:
    rows = typed.get("rows") or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise click.UsageError("--values: the rows of a table are a list of objects")
    return rows
