"""What an instance holds is the latest completion of each step, now and as it was at any record."""

from __future__ import annotations

from sqlalchemy import select, update

from engine import dossier
from engine.database import Database
from engine.dossier import Completed
from engine.models import Person, Record
from tests.office import REASON, choices, do, start, waiting, walk


def held(office: Database, instance: int, seq: int | None = None) -> list[Completed]:
    with office.reading() as session:
        if seq is not None:
            return dossier.as_of(session, instance, seq)
        return dossier.latest(session, instance)


def returned(office: Database) -> int:
    """An instance in which the first step that can lead back has done so, and all is done again."""
    instance = start(office).instance_id
    walk(office, instance, returns=1)
    return instance


def test_a_step_that_is_done_again_stands_once_by_its_latest_record(office: Database) -> None:
    found = held(office, returned(office))
    assert len({one.node for one in found}) == len(found)
    assert [one.seq for one in found] == sorted(one.seq for one in found)
    assert {one.round for one in found} == {1, 2}


def test_what_is_held_now_is_what_the_whole_record_says(office: Database) -> None:
    instance = returned(office)
    with office.reading() as session:
        newest = session.scalars(
            select(Record.seq).where(Record.stream_id == instance).order_by(Record.seq.desc())
        ).first()
    assert held(office, instance, newest) == held(office, instance)


def test_as_of_a_record_nothing_later_is_held(office: Database) -> None:
    instance = returned(office)
    for one in held(office, instance):
        then = held(office, instance, one.seq)
        assert then[-1] == one and held(office, instance, one.seq - 1) != then
    assert held(office, instance, 1) == []


def test_a_return_is_a_completion_too(office: Database) -> None:
    instance = start(office).instance_id
    while not (back := [c for c in choices(office, waiting(office, instance)[0]) if c.returns]):
        do(office, waiting(office, instance)[0])
    row = waiting(office, instance)[0]
    do(office, row, back[0].flow.name, REASON)
    assert held(office, instance)[-1].node == row.item.node_id


def test_a_completion_keeps_the_name_that_its_person_had(office: Database) -> None:
    instance = start(office).instance_id
    do(office, waiting(office, instance)[0])
    before = held(office, instance)
    with office.writing() as session:
        session.execute(update(Person).values(name="Nama Baru"))
    assert held(office, instance) == before


def test_once_a_step_is_done_again_its_earlier_completion_gives_way(office: Database) -> None:
    instance = start(office).instance_id
    for _ in range(2):
        do(office, waiting(office, instance)[0])
    first, second = held(office, instance)
    assert dossier.after([first, second], first) == [second, first]


def test_all_completions_one_after_the_other_come_to_what_is_held(office: Database) -> None:
    instance = returned(office)
    with office.reading() as session:
        told = dossier.since(session, instance, 0)
    state = list[Completed]()
    for done in told:
        state = dossier.after(state, done)
    assert state == held(office, instance) and len(told) > len(state)


def test_the_record_is_read_backwards_as_far_as_the_steps_that_are_asked_for(
    office: Database,
) -> None:
    instance = returned(office)
    then = held(office, instance)
    first, *_, last = then
    with office.reading() as session:
        nodes = {first.node, last.node}
        assert dossier.before(session, instance, last.seq, nodes) == [first, last]
        assert dossier.before(session, instance, first.seq, {first.node}) == [first]
        assert dossier.before(session, instance, 0, nodes) == []
        assert dossier.since(session, instance, last.seq - 1) == [last]
