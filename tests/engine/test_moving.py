"""Moving instances to another version or step: nothing is lost, and the record says who and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import (
    approvals,
    bundles,
    calendars,
    errors,
    history,
    instances,
    items,
    moving,
    organisation,
    publishing,
    versions,
    witnessing,
)
from engine.database import Database
from engine.diagram import editing, graph, reading
from engine.item_rows import Row
from engine.models import Approval, ApprovalVoid, FormDraft, Instance, Post, Record, Status
from engine.moving import Order
from engine.records import Fact
from tests.engine.revising import put_in_force
from tests.office import KEY, REASON, acting, do, forward, start, waiting, walk

GOOD = Path(__file__).parents[1] / "diagrams/good"
PARALLEL, CONDITIONS = GOOD / "parallel.bpmn", GOOD / "conditions.bpmn"
WHY = "Menyesuaikan dengan versi baru."


def publish(
    office: Database, *replacements: tuple[str, str], edit: Callable[[bytes], bytes] = bytes
) -> int:
    """Publish the version in force with texts of its diagram replaced, and edited; its number."""
    with office.writing() as session:
        owner = acting(session, "pemilik")
        version = versions.in_force(session, KEY, owner.today)
        files = dict(bundles.load(session, version.bundle))
        text = files[bundles.DIAGRAM].decode()
        for old, new in replacements:
            assert old in text, old
            text = text.replace(old, new)
        files[bundles.DIAGRAM] = edit(text.encode())
        now = datetime.now(UTC)
        return publishing.publish(session, owner, files, WHY, now, owner.today).number


def order(session: Session, login: str = "pemilik", reason: str = WHY) -> Order:
    return Order(acting(session, login), reason, datetime.now(UTC))


def to_version(
    office: Database, instance: int, number: int, login: str = "pemilik", **places: str
) -> None:
    with office.writing() as session:
        moving.to_version(session, order(session, login), instance, number, places)


def to_step(office: Database, instance: int, node: str, login: str = "pemilik") -> None:
    with office.writing() as session:
        moving.to_step(session, order(session, login), instance, node)


def at(office: Database, node: str) -> int:
    """The id of an instance that stands at a node."""
    instance = start(office).instance_id
    walk(office, instance, until=node)
    return instance


RENAMED = ('name="Melaksanakan pengukuran indikator kinerja"', 'name="Mengukur indikator"')
SHORTER = ('duration="P3D"', 'duration="P1D"')
OTHER_LANE = partial(editing.move_to_lane, node="T10", lane="PLK")
# Rows 11 and 12 are one row.
ONE_ROW = [
    ('step row="12"', 'step row="11"'),
    ('duration="PT1H"', 'duration="P2D"'),
    ('duration="PT30M"', 'duration="P2D"'),
]


def redrawn(node: str) -> list[tuple[str, str]]:
    """A step taken away and drawn anew in its place, with another id."""
    quoted = ("targetRef", "sourceRef", "id", "bpmnElement")
    named = [(f'{name}="{node}"', f'{name}="{node}x"') for name in quoted]
    return [*named, (f"<bpmn:flowNodeRef>{node}<", f"<bpmn:flowNodeRef>{node}x<")]


GONE = redrawn("T11")


def test_an_instance_stays_on_its_version_until_it_is_moved(office: Database) -> None:
    instance = at(office, "T10")
    publish(office, RENAMED)
    assert waiting(office, instance)[0].item.name == "Melaksanakan pengukuran indikator kinerja"
    walk(office, instance)
    with office.reading() as session:
        assert session.get_one(Instance, instance).status == Status.COMPLETED


def test_an_instance_that_was_moved_is_as_the_record_says(office: Database) -> None:
    instance = at(office, "T10")
    to_version(office, instance, publish(office, RENAMED))
    walk(office, instance)
    with office.reading() as session:
        assert list(witnessing.astray(session)) == []


def test_the_same_step_stays_the_same_item_with_its_clock_and_draft(office: Database) -> None:
    instance = at(office, "T10")
    before = waiting(office, instance)[0].item
    with office.writing() as session:
        team = acting(session, "tim1")
        items.take(session, team, before.id, datetime.now(UTC))
        items.save_draft(session, team, before.id, {"catatan": "Separuh"}, datetime.now(UTC))
    to_version(office, instance, publish(office, RENAMED))
    after = waiting(office, instance)[0]
    assert (after.item.id, after.item.due_at, after.holder) == (
        before.id,
        before.due_at,
        "Ulin Contoh",
    )
    assert after.item.name == "Mengukur indikator"
    with office.reading() as session:
        assert session.get(FormDraft, (before.id, team.id))
    walk(office, instance)


def due(office: Database, since: datetime, duration: str) -> datetime:
    """When what was opened at a moment is due by a standard."""
    with office.reading() as session:
        return calendars.due(session, since, duration)


def test_an_item_is_due_by_the_new_standard_from_when_it_was_opened(office: Database) -> None:
    instance = at(office, "T10")
    before = waiting(office, instance)[0].item
    to_version(office, instance, publish(office, SHORTER))
    after = waiting(office, instance)[0].item
    assert (after.id, after.due_at) == (before.id, due(office, before.opened_at, "P1D"))
    with office.reading() as session:
        body = history.entries(session, instance, most=1)[0].body
        assert list(witnessing.astray(session)) == []
    told = {name: datetime.fromisoformat(moment) for name, moment in body["due"].items()}
    assert told == {
        "from": before.due_at.replace(microsecond=0),
        "to": after.due_at.replace(microsecond=0),
    }


def test_a_row_has_its_new_standard_from_when_its_first_task_was_opened(office: Database) -> None:
    instance = at(office, "T7")
    first = waiting(office, instance)[0].item
    later = datetime.now(UTC) + timedelta(days=1)
    do(office, waiting(office, instance)[0], now=later)
    to_version(office, instance, publish(office, ('duration="PT15M"', 'duration="P2D"')))
    (second,) = waiting(office, instance)
    assert (second.item.node_id, second.item.opened_at) == ("T7b", later)
    assert second.item.due_at == due(office, first.opened_at, "P2D")


def test_after_a_return_the_new_standard_counts_from_the_return(office: Database) -> None:
    instance = at(office, "T12")
    do(office, waiting(office, instance)[0], "Tidak setuju", REASON)
    back = waiting(office, instance)[0].item
    to_version(office, instance, publish(office, *ONE_ROW))
    again = waiting(office, instance)[0].item
    assert (again.node_id, again.round) == ("T11", 2)
    assert again.due_at == due(office, back.opened_at, "P2D")


def test_a_step_that_keeps_its_standard_keeps_its_due_and_the_record_says_no_other(
    office: Database,
) -> None:
    instance = at(office, "T2")
    before = waiting(office, instance)[0].item
    to_version(office, instance, publish(office, SHORTER))
    assert waiting(office, instance)[0].item.due_at == before.due_at
    with office.reading() as session:
        assert "due" not in history.entries(session, instance, most=1)[0].body


def test_a_token_that_is_placed_has_the_whole_standard_before_it(office: Database) -> None:
    instance = at(office, "T10")
    to_step(office, instance, "T10")
    item = waiting(office, instance)[0].item
    with office.reading() as session:
        placed = history.entries(session, instance, most=1)[0].at
    assert (item.opened_at, item.due_at) == (placed, due(office, placed, "P3D"))


def test_a_step_in_another_lane_is_offered_to_the_other_post(office: Database) -> None:
    instance = at(office, "T10")
    item = waiting(office, instance)[0].item
    with office.writing() as session:
        items.take(session, acting(session, "tim1"), item.id, datetime.now(UTC))
    to_version(office, instance, publish(office, edit=OTHER_LANE))
    row = waiting(office, instance)[0]
    assert row.post.startswith("Pelaksana") and row.holder is None
    with office.reading() as session:
        body = history.entries(session, instance, most=1)[0].body
        taker = acting(session, "tim1").id
        assert list(witnessing.astray(session)) == []
    assert (body["offered"]["from"][:3], body["offered"]["to"]) == ("Tim", row.post)
    assert body["untaken"] == taker
    do(office, row, login="pelaksana")


def test_a_step_that_is_gone_needs_a_place(office: Database) -> None:
    instance = at(office, "T11")
    number = publish(office, *GONE)
    with pytest.raises(errors.PlaceMissing):
        to_version(office, instance, number)
    to_version(office, instance, number, T11="T11x")
    assert [row.item.node_id for row in waiting(office, instance)] == ["T11x"]
    walk(office, instance)


def test_a_move_records_who_ordered_it_and_why(office: Database) -> None:
    instance = at(office, "T10")
    to_version(office, instance, publish(office, RENAMED))
    with office.reading() as session:
        newest = history.entries(session, instance, most=1)[0]
    assert (newest.kind, newest.actor) == (Fact.INSTANCE_MOVED, "Sungkai Contoh")
    assert (newest.body["from"], newest.body["to"], newest.body["reason"]) == (1, 2, WHY)


@pytest.mark.parametrize("login", ["kasubag", "auditor", "kadis"])
def test_nobody_else_moves(office: Database, login: str) -> None:
    instance = at(office, "T10")
    number = publish(office, RENAMED)
    with pytest.raises(errors.NotAllowed):
        to_version(office, instance, number, login)
    with pytest.raises(errors.NotAllowed):
        to_step(office, instance, "T1", login)


def test_nobody_moves_an_instance_back_to_a_superseded_version(office: Database) -> None:
    old, number = start(office).instance_id, publish(office, RENAMED)
    to_version(office, old, number)
    with pytest.raises(errors.Superseded, match="Version 1 is not in force: version 2 is"):
        to_version(office, old, 1)


def test_nobody_moves_an_instance_to_a_version_that_was_passed_over(office: Database) -> None:
    instance = start(office).instance_id
    put_in_force(office, "Nanti", days=7)
    put_in_force(office, "Sekarang")
    with pytest.raises(errors.Superseded, match="Version 2 is not in force: version 3 is"):
        to_version(office, instance, 2)


def test_what_goes_by_a_version_already_is_not_moved_to_it(office: Database) -> None:
    instance = at(office, "T10")
    number = publish(office, RENAMED)
    to_version(office, instance, number)
    with pytest.raises(errors.OnThatVersion, match="Uji goes by version 2 already"):
        to_version(office, instance, number)


def test_a_move_needs_a_reason(office: Database) -> None:
    instance = at(office, "T10")
    with office.writing() as session, pytest.raises(errors.ReasonMissing):
        moving.to_step(session, order(session, reason=" "), instance, "T1")


def test_a_token_moved_back_begins_a_round_and_voids_what_was_approved_since(
    office: Database,
) -> None:
    instance = at(office, "T14")
    to_step(office, instance, "T12")
    row = waiting(office, instance)[0]
    assert (row.item.node_id, row.item.round) == ("T12", 2)
    with office.reading() as session:
        body = history.entries(session, instance, most=1)[0].body
    assert body["left"] == {"node": "T14", "row": "14"}
    with office.reading() as session:
        voided = session.scalars(
            select(Approval.node_id).join(ApprovalVoid, ApprovalVoid.approval_id == Approval.id)
        ).all()
    assert sorted(voided) == ["T12", "T13"]
    walk(office, instance)


def test_steps_are_skipped_by_moving_ahead(office: Database) -> None:
    instance = at(office, "T2")
    to_step(office, instance, "T10")
    walk(office, instance)
    with office.reading() as session:
        assert session.get_one(Instance, instance).status == Status.COMPLETED


def test_whoever_had_the_step_is_told_that_it_was_moved(office: Database) -> None:
    instance = at(office, "T10")
    row = waiting(office, instance)[0]
    to_step(office, instance, "T9")
    with pytest.raises(errors.StepMoved):
        forward(office, row)


@pytest.mark.parametrize("end", ["completed", "stopped"])
def test_an_ended_instance_is_reopened_at_a_step(office: Database, end: str) -> None:
    instance = at(office, "T14")
    if end == "completed":
        walk(office, instance)
    else:
        with office.writing() as session:
            owner = acting(session, "pemilik")
            instances.stop(session, owner, instance, REASON, datetime.now(UTC))
    to_step(office, instance, "T14")
    walk(office, instance)
    with office.reading() as session:
        assert session.get_one(Instance, instance).status == Status.COMPLETED
        kinds = session.scalars(select(Record.kind).where(Record.stream_id == instance)).all()
    assert Fact.INSTANCE_REOPENED in kinds


def test_reopening_does_not_make_a_second_one_of_a_period(office: Database) -> None:
    first = start(office, period="2026-TW3").instance_id
    with office.writing() as session:
        owner = acting(session, "pemilik")
        instances.stop(session, owner, first, REASON, datetime.now(UTC))
    start(office, period="2026-TW3")
    with pytest.raises(errors.PeriodRunning):
        to_step(office, first, "T1")


@pytest.mark.parametrize("node", ["T1", "T7b", "T10", "T15"])
def test_from_wherever_it_is_put_an_instance_walks_to_its_end(office: Database, node: str) -> None:
    instance = at(office, "T5")
    to_step(office, instance, node)
    walk(office, instance)
    assert waiting(office, instance) == []


def standing(office: Database, instance: int) -> list[str]:
    """The nodes at which the approvals of an instance were given that stand."""
    with office.reading() as session:
        return [row.node_id for row in approvals.standing(session, instance)]


@pytest.mark.parametrize("anew", [["T12"], ["T11", "T12"]], ids=" ".join)
def test_a_return_voids_what_was_approved_at_a_step_that_was_drawn_anew(
    office: Database, anew: list[str]
) -> None:
    instance = at(office, "T13")
    changes = [change for node in anew for change in redrawn(node)]
    to_version(office, instance, publish(office, *changes))
    assert standing(office, instance) == ["T7", "T7b", "T8", "T12"]
    do(office, waiting(office, instance)[0], "Tidak setuju", REASON)
    assert standing(office, instance) == ["T7", "T7b", "T8"]
    with office.reading() as session:
        assert len(history.entries(session, instance, most=1)[0].body["voided"]) == 1
        assert list(witnessing.astray(session)) == []


def test_placing_voids_what_was_approved_since_at_a_step_that_was_drawn_anew(
    office: Database,
) -> None:
    instance = at(office, "T13")
    to_version(office, instance, publish(office, *redrawn("T12"), *redrawn("T8")))
    to_step(office, instance, "T11")
    assert standing(office, instance) == ["T7", "T7b", "T8"]
    to_step(office, instance, "T7b")
    assert standing(office, instance) == ["T7"]


def test_a_move_back_voids_what_was_approved_since_at_a_step_that_was_drawn_anew(
    office: Database,
) -> None:
    instance = at(office, "T14")
    number = publish(office, *redrawn("T14"), *redrawn("T12"))
    to_version(office, instance, number, T14="T11")
    assert standing(office, instance) == ["T7", "T7b", "T8"]


def called(old: str, new: str) -> list[tuple[str, str]]:
    """A step that is given the id of another."""
    return [(f'"{old}"', f'"{new}"'), (f">{old}<", f">{new}<")]


ODD_IDS = {
    "which another step of both versions has": [("T11", "y"), ("T12", "T11"), ("y", "T12")],
    "which only the present version knows": [("T12", "T12x"), ("T11", "T12")],
}


@pytest.mark.parametrize("ids", ODD_IDS.values(), ids=ODD_IDS)
def test_a_signature_does_not_outlive_a_move_back_by_an_id(
    office: Database, ids: list[tuple[str, str]]
) -> None:
    instance = at(office, "T13")
    changes = [change for old, new in ids for change in called(old, new)]
    to_version(office, instance, publish(office, *changes))
    to_step(office, instance, ids[-2][1])  # the step that was T12
    assert standing(office, instance) == ["T7", "T7b", "T8"]


def test_a_step_that_is_there_is_given_no_other_place(office: Database) -> None:
    instance = at(office, "T14")
    number = publish(office, RENAMED)
    with pytest.raises(errors.PlaceNeedless):
        to_version(office, instance, number, T14="T1")
    to_version(office, instance, number, T14="T14")
    assert len(standing(office, instance)) == 5


def test_a_step_chosen_further_back_voids_what_was_approved_since(office: Database) -> None:
    instance = at(office, "T14")
    to_version(office, instance, publish(office, *redrawn("T14")), T14="T1")
    with office.reading() as session:
        assert len(session.scalars(select(ApprovalVoid.approval_id)).all()) == 5
        newest = history.entries(session, instance, most=1)[0]
    assert len(newest.body["voided"]) == 5


def test_drafts_of_a_step_that_is_moved_away_go_with_it(office: Database) -> None:
    instance = at(office, "T10")
    item = waiting(office, instance)[0].item.id
    with office.writing() as session:
        team = acting(session, "tim1")
        items.save_draft(session, team, item, {"catatan": "Separuh"}, datetime.now(UTC))
    to_step(office, instance, "T9")
    with office.reading() as session:
        assert session.get(FormDraft, (item, team.id)) is None


def test_an_instance_in_branches_stays_even_when_only_one_is_open(office: Database) -> None:
    instance = of_sop(office, PARALLEL.read_bytes(), "Cabang")
    process = reading.read(PARALLEL.read_bytes())
    inside = [node.id for node in process.user_tasks if graph.in_branch(process, node.id)]
    assert inside
    with office.writing() as session, pytest.raises(errors.PlaceInBranch):
        moving.to_step(session, order(session), instance, inside[0])
    while not any(row.item.node_id in inside for row in waiting(office, instance)):
        as_its_holder(office, waiting(office, instance)[0])
    as_its_holder(office, waiting(office, instance)[0])
    with office.writing() as session, pytest.raises(errors.SeveralBranches):
        moving.to_step(session, order(session), instance, process.user_tasks[0].id)


def test_conditions_read_what_was_answered_at_a_step_that_is_gone_now(office: Database) -> None:
    diagram = CONDITIONS.read_bytes()
    instance = of_sop(office, diagram, "Bersyarat")
    as_its_holder(office, waiting(office, instance)[0])
    gone = diagram.replace(b'"a"', b'"a2"').replace(b">a<", b">a2<")
    with office.writing() as session:
        owner, now = acting(session, "pemilik"), datetime.now(UTC)
        files = {bundles.DIAGRAM: gone}
        number = publishing.publish(session, owner, files, WHY, now, owner.today).number
    to_version(office, instance, number)
    as_its_holder(office, waiting(office, instance)[0])
    assert [row.item.node_id for row in waiting(office, instance)] == ["c"]


def of_sop(office: Database, diagram: bytes, title: str) -> int:
    """A running instance of an SOP that is nothing but a diagram."""
    with office.writing() as session:
        owner, now = acting(session, "pemilik"), datetime.now(UTC)
        files = {bundles.DIAGRAM: diagram}
        key = publishing.publish(session, owner, files, WHY, now, owner.today).key
        return instances.start(session, owner, key, title, None, now).instance_id


def as_its_holder(office: Database, row: Row) -> None:
    """Complete an item as somebody who is given its post for that."""
    with office.writing() as session:
        admin = acting(session, "admin")
        if acting(session, "pelaksana").holding(row.item.post_id) is None:
            post = session.get_one(Post, row.item.post_id)
            capacity = "definitif" if post.kind == "single" else "anggota"
            held = ("pelaksana", post.key, capacity, "SK UJI", admin.today, datetime.now(UTC))
            organisation.begin_holding(session, admin, *held)
    forward(office, row)
