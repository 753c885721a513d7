"""Files that come with a step on the command line: kept for file fields, read for tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from engine import continuing, items, uploads
from engine.actors import Actor
from engine.errors import CellProblem
from engine.fields.kinds import Field, FieldType
from engine.locking import Seen, locked
from engine.spreadsheets import reading, taking
from engine.spreadsheets.reading import Sheet
from engine.uploads import Judged, SentFile


def named(text: str) -> tuple[str, Path]:
    """The field and the path of FIELD=PATH."""
    key, sign, path = text.partition("=")
    if not sign or not Path(path).is_file():
        raise click.UsageError(f"--file {text}: write FIELD=PATH of a file")
    return key, Path(path)


class Files:
    """The files of a command, by their fields; what a table's sheet brought remembers its cells."""

    def __init__(self, named: Iterable[tuple[str, Path]]) -> None:
        self.named = list(named)
        self.sheet: Sheet | None = None
        self.sheets: list[tuple[Field, Sheet]] = []
        self.judged: list[tuple[Field, Judged]] = []

    def read(self, session: Session, actor: Actor, item_id: int) -> None:
        """Read the files before the item is locked. Raises InvalidValues and BadSheet."""
        fields = {field.key: field for field in items.view(session, actor, item_id).step.fields}
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

    def taken(
        self, session: Session, actor: Actor, item_id: int, values: Mapping[str, Any], now: datetime
    ) -> dict[str, Any]:
        """The values with what the files bring. Raises BadTable, and what uploading raises."""
        item, taken = locked(session, actor, item_id), dict(values)
        for field, sheet in self.sheets:
            taken[field.key] = _table(session, item, field, taken.get(field.key), sheet)
        for field, new in self.judged:
            kept = uploads.upload(session, item, field, new, now)
            taken[field.key] = [*(taken.get(field.key) or []), kept.sha256]
        return taken

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
