"""People, the posts that they hold and their roles from a CSV file: all rows or none."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import calendars
from engine.actors import Actor
from engine.errors import AlreadyExists, BadImport, BadInput, BadName, Refused, RowProblem
from engine.models import Holding
from engine.models.columns import OPEN_END
from engine.organisation import acting
from engine.organisation.holding import begin_holding
from engine.organisation.person import add_person, change_person
from engine.organisation.role import grant_role
from engine.people import by_login
from engine.permissions import May, Role

COLUMNS = ("login", "name", "nip", "post", "capacity", "decree", "from", "to", "role")
INDONESIAN = {
    "nama": "name",
    "jabatan": "post",
    "kedudukan": "capacity",
    "sk": "decree",
    "mulai": "from",
    "sampai": "to",
    "peran": "role",
}
ROLES = {"pemilik": Role.OWNER, "pemilik sop": Role.OWNER, "pengesah": Role.APPROVER} | {
    role.value: role for role in Role
}

Row = dict[str, str]


def import_csv(session: Session, actor: Actor, text: str, now: datetime) -> int:
    """Add or change what each row says; the number of rows.

    The header names the columns in English or Indonesian, parted by commas or semicolons; only
    `login` has to be there. Days are written 2026-10-01 or 01/10/2026. A person may stand in more
    than one row. Raises BadImport, whose `problems` name every refused row.
    """
    actor.need(May.ADMINISTER)
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        raise BadName(what="file", name=error, rule="a CSV file") from error
    problems = [
        RowProblem(line, refusal)
        for line, row in rows
        if (refusal := _refusal(session, actor, row, now)) is not None
    ]
    if problems:
        raise BadImport(problems)
    return len(rows)


def _refusal(session: Session, actor: Actor, row: Row, now: datetime) -> Refused | BadInput | None:
    try:
        _person(session, actor, row, now)
        _holding(session, actor, row, now)
        _role(session, actor, row, now)
    except (Refused, BadInput) as error:
        return error
    return None


def _person(session: Session, actor: Actor, row: Row, now: datetime) -> None:
    login = row["login"].lower()
    if by_login(session, login) is None:
        add_person(session, actor, login, row["name"], row["nip"], now)
        return
    # An empty cell says nothing about a person who is there already.
    name, nip = row["name"] or None, row["nip"] or None
    change_person(session, actor, login, now, name=name, nip=nip)


def _holding(session: Session, actor: Actor, row: Row, now: datetime) -> None:
    if not row["post"]:
        return
    person, post = acting.person(session, row["login"]), acting.post(session, row["post"])
    begins = _day(row["from"], calendars.today(session, now))
    capacity = (row["capacity"] or ("definitif" if post.kind == "single" else "anggota")).lower()
    same = (Holding.person_id == person.id, Holding.post_id == post.id)
    same_row = (Holding.capacity == capacity, Holding.from_date == begins)
    if session.scalar(select(Holding.id).where(*same, *same_row).limit(1)) is not None:
        return
    ends = _day(row["to"], OPEN_END)
    given = (row["login"], post.key, capacity, row["decree"], begins, now, ends)
    begin_holding(session, actor, *given)


def _role(session: Session, actor: Actor, row: Row, now: datetime) -> None:
    if not row["role"]:
        return
    role = ROLES.get(row["role"].lower())
    if role is None:
        raise BadName(what="role", name=row["role"], rule=", ".join(ROLES))
    try:
        grant_role(session, actor, row["login"], role, now)
    except AlreadyExists:
        return  # the row only says what is so already


def _rows(text: str) -> Iterator[tuple[int, Row]]:
    """Rows with the number of the line on which they end, empty ones left out."""
    text = text.removeprefix("\ufeff")
    header = text.partition("\n")[0]
    reader = csv.reader(StringIO(text), delimiter=";" if ";" in header else ",")
    columns = [_column(cell) for cell in next(reader, [])]
    if "login" not in columns:
        raise BadName(what="header", name=header.strip(), rule=",".join(COLUMNS))
    for cells in reader:
        if any(cell.strip() for cell in cells):
            row = dict.fromkeys(COLUMNS, "")
            row |= dict(zip(columns, (cell.strip() for cell in cells), strict=False))
            yield reader.line_num, row


def _column(cell: str) -> str:
    name = cell.strip().lower()
    name = INDONESIAN.get(name, name)
    if name not in COLUMNS:
        raise BadName(what="header", name=cell.strip(), rule=",".join(COLUMNS))
    return name


def _day(text: str, otherwise: date) -> date:
    if not text:
        return otherwise
    try:
        if "/" in text:
            return date(*map(int, reversed(text.split("/"))))
        return date.fromisoformat(text)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadName(what="day", name=text, rule="2026-10-01 or 01/10/2026") from error
