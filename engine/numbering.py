"""Numbers of papers: the next of a register, which is a paper's pattern in a year."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine import documents
from engine.diagram.identity import Paper
from engine.errors import PaperChanged
from engine.locking import Locked, Seen
from engine.models import DocumentNumber, plain
from engine.paper_texts import PaperText


@dataclass(frozen=True)
class Number:
    """The n-th number of a register, which is a pattern with its year; `text` is as printed."""

    register: str
    n: int
    text: str
    is_new: bool


def number(session: Session, item: Seen, paper: Paper, text: PaperText) -> Number | None:
    """The number that a paper has, or gets by its pattern, if any; a new one is not taken yet."""
    if not text.numbering:
        return None
    register = text.numbering.replace("{year}", str(item.actor.today.year))
    asked = {"instance": item.row.instance_id, "code": paper.code, "register": register}
    own, own_n, last = session.execute(_NUMBERS, asked).one()
    if own is not None:
        return Number(own, own_n, documents.numbered(own, own_n), False)
    n = (last or 0) + 1
    return Number(register, n, documents.numbered(register, n), True)


def take(session: Session, item: Locked, code: str, number: Number) -> None:
    """Take a new number for a paper; raises PaperChanged when another instance was quicker."""
    row = {"instance_id": item.row.instance_id, "code": code}
    row |= {"register": number.register, "n": number.n}
    try:
        session.execute(insert(plain(DocumentNumber)), row)
    except IntegrityError as error:
        raise PaperChanged(paper=code) from error


_NUMBER = plain(DocumentNumber).c
_OWN = (_NUMBER.instance_id == bindparam("instance"), _NUMBER.code == bindparam("code"))
_LAST = select(func.max(_NUMBER.n)).where(_NUMBER.register == bindparam("register"))
_NUMBERS = select(
    select(_NUMBER.register).where(*_OWN).scalar_subquery(),
    select(_NUMBER.n).where(*_OWN).scalar_subquery(),
    _LAST.scalar_subquery(),
)
