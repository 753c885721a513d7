"""A paper gets its number once, from the register of its year; an approval binds all it covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import select

from engine import documents, errors, filing, moving, records
from engine.completion import complete
from engine.database import Database
from engine.models import DocumentNumber
from engine.planning import Planned
from engine.sending import Sent
from tests.crowd import at_once
from tests.office import REASON, acting, evidence, start, waiting

PAPER, OTHER = (Planned(code, bytes([n]) * 32, 1) for n, code in enumerate("AB"))


def put(office: Database, instance: int) -> int:
    """Put an instance where a numbered paper is signed; the item."""
    with office.writing() as session:
        order = moving.Order(acting(session, "pemilik"), REASON, datetime.now(UTC))
        moving.to_step(session, order, instance, "T8")
    return waiting(office, instance)[0].item.id


def sign(office: Database, item: int, arahan: str = "Laksanakan.", year: int | None = None) -> None:
    """Sign what an item makes, in the year given."""
    with office.writing() as session:
        who = acting(session, "kadis")
        who = replace(who, today=who.today.replace(year=year or who.today.year))
        sent = Sent({"arahan": arahan}, evidence=evidence(session, who))
        complete(session, who, item, sent, datetime.now(UTC))


def number(office: Database, instance: int) -> str:
    with office.reading() as session:
        return documents.number(session, instance, "D4")


def test_each_year_has_a_register_of_its_own(office: Database) -> None:
    this = datetime.now(UTC).year
    instances = [start(office).instance_id for _ in range(3)]
    for instance, year in zip(instances, (this, this + 1, this), strict=True):
        sign(office, put(office, instance), year=year)
    assert [number(office, instance) for instance in instances] == [
        f"800/1/DUKCAPIL/{this}",
        f"800/1/DUKCAPIL/{this + 1}",
        f"800/2/DUKCAPIL/{this}",
    ]


def test_a_paper_that_is_signed_again_keeps_its_number_in_a_later_year_too(
    office: Database,
) -> None:
    instance = start(office).instance_id
    sign(office, put(office, instance))
    before = number(office, instance)
    sign(office, put(office, instance), "Laksanakan segera.", datetime.now(UTC).year + 1)
    assert number(office, instance) == before
    with office.reading() as session:
        assert len(session.scalars(select(DocumentNumber)).all()) == 1


def test_of_many_who_sign_at_once_each_gets_a_number_of_his_own_or_is_told(
    office: Database,
) -> None:
    items = [put(office, start(office).instance_id) for _ in range(4)]
    ended = at_once([partial(sign, office, item) for item in items])
    assert ended["done"] >= 1 and ended.keys() <= {"done", "PaperChanged"}
    with office.reading() as session:
        taken = session.scalars(select(DocumentNumber.n).order_by(DocumentNumber.n)).all()
        assert taken == list(range(1, ended["done"] + 1))
        assert all(first is None for *_, first in records.verify(session))


def test_whoever_is_refused_has_signed_nothing(office: Database) -> None:
    instance = start(office).instance_id
    item = put(office, instance)
    with pytest.raises(errors.PasswordNeeded), office.writing() as session:
        complete(session, acting(session, "kadis"), item, Sent({"arahan": "A."}), datetime.now(UTC))
    with office.reading() as session:
        assert documents.of_instance(session, instance) == {}
    assert number(office, instance) == "" and waiting(office, instance)[0].item.id == item


def test_an_approval_is_bound_to_answers_decision_and_each_paper() -> None:
    bound = filing.bound({"a": "1"}, "f", [PAPER, OTHER])
    changed = replace(OTHER, digest=b"x" * 32)
    others = [
        filing.bound({"a": "2"}, "f", [PAPER, OTHER]),
        filing.bound({"a": "1"}, None, [PAPER, OTHER]),
        filing.bound({"a": "1"}, "f", [PAPER]),
        filing.bound({"a": "1"}, "f", [PAPER, changed]),
    ]
    assert bound == filing.bound({"a": "1"}, "f", [OTHER, PAPER])
    assert len({bound, *others}) == 5


def test_an_approval_is_not_bound_to_how_often_a_paper_was_made() -> None:
    again = replace(PAPER, n=7, is_final=True)
    assert filing.bound({}, None, [PAPER]) == filing.bound({}, None, [again])
