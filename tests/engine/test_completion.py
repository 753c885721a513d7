"""Completing a step changes state, inbox and history in one breath, or nothing at all."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import func, select, update

from engine import (
    bundles,
    emblems,
    errors,
    history,
    inbox,
    instance_view,
    items,
    locking,
    organisation,
    publishing,
    records,
)
from engine.completion import complete
from engine.database import Database
from engine.diagram import graph
from engine.models import Approval, ApprovalVoid, FormDraft, Instance, Record, WorkItem
from engine.sending import Sent
from engine.uploads import SentFile
from engine.versions import definition, in_force
from engine.workflow import STATE_FORMAT
from tests.crowd import at_once
from tests.drawing import png
from tests.office import KEY, REASON, Statements, acting, do, evidence, start, waiting, walk
from webui.papers import pressing


def at(office: Database, node: str, returns: int = 0) -> inbox.Row:
    """A new instance, walked until it stands at a node."""
    instance = start(office).instance_id
    walk(office, instance, until=node, returns=returns)
    return waiting(office, instance)[0]


def status(office: Database, instance: int) -> str:
    with office.reading() as session:
        return session.scalar(select(Instance.status).where(Instance.id == instance)) or ""


def test_the_whole_sop_runs_to_its_end(office: Database) -> None:
    instance = start(office).instance_id
    walk(office, instance)
    assert status(office, instance) == "completed"


def test_every_sequence_flow_is_walked(office: Database) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T13", returns=1)
    do(office, waiting(office, instance)[0], "Tidak setuju", REASON)
    walk(office, instance)
    with office.reading() as session:
        version = session.scalar(select(Instance.version_id).where(Instance.id == instance))
        process = definition(session, version or 0).process
        chosen = instance_view.decided(session, instance)
        done = {e.body["node"] for e in history.entries(session, instance) if "node" in e.body}
    decided = {f.id for n in process.user_tasks for f in graph.decisions(process, n.id)}
    assert set(chosen) == decided
    assert done == {node.id for node in process.user_tasks}


def test_each_step_is_offered_to_the_post_of_its_lane(office: Database) -> None:
    instance = start(office).instance_id
    walk(office, instance)
    with office.reading() as session:
        found = session.scalars(select(WorkItem).where(WorkItem.instance_id == instance)).all()
        run = session.get_one(Instance, instance)
        bound = definition(session, run.version_id)
        assert {i.node_id: i.post_id for i in found} == {
            node.id: bound.post(node.id) for node in bound.process.user_tasks
        }


def test_a_return_opens_a_new_round_of_its_target(office: Database) -> None:
    row = at(office, "T12")
    do(office, row, "Tidak setuju", REASON)
    back = waiting(office, row.item.instance_id)[0]
    assert (back.item.node_id, back.item.round, back.returned) == ("T11", 2, True)
    assert back.opened_by["reason"] == REASON


def test_a_return_needs_a_reason(office: Database) -> None:
    with pytest.raises(errors.ReasonMissing):
        do(office, at(office, "T12"), "Tidak setuju", " ")


def test_a_return_voids_the_approvals_given_since_its_target_and_no_others(
    office: Database,
) -> None:
    row = at(office, "T13")
    do(office, row, "Tidak setuju", REASON)
    with office.reading() as session:
        voided = session.scalars(
            select(Approval.node_id).join(ApprovalVoid, ApprovalVoid.approval_id == Approval.id)
        ).all()
        given = session.scalars(select(Approval.node_id)).all()
    assert voided == ["T12"]
    assert sorted(given) == ["T12", "T7", "T7b", "T8"]


def test_a_step_that_is_returned_gives_no_approval(office: Database) -> None:
    do(office, at(office, "T12"), "Tidak setuju", REASON)
    with office.reading() as session:
        assert "T12" not in session.scalars(select(Approval.node_id)).all()


def test_a_decision_must_be_one_of_those_drawn(office: Database) -> None:
    row = at(office, "T12")
    with pytest.raises(errors.DecisionMissing):
        do(office, row)
    with pytest.raises(errors.DecisionUnknown):
        do(office, row, "Mungkin")


def test_a_step_without_a_decision_takes_none(office: Database) -> None:
    with pytest.raises(errors.DecisionUnknown):
        do(office, at(office, "T1"), "Setuju")


def test_only_a_holder_of_the_post_completes_an_item(office: Database) -> None:
    row = at(office, "T1")
    with office.writing() as session, pytest.raises(errors.NotYours):
        complete(session, acting(session, "kadis"), row.item.id, Sent({}), datetime.now(UTC))


def test_whoever_was_closed_while_a_step_waited_for_the_lock_does_not_complete_it(
    office: Database,
) -> None:
    row = at(office, "T10")
    with office.reading() as session:
        who = acting(session, "tim1")
    with office.writing() as session:
        organisation.close_person(session, acting(session, "admin"), "tim1", datetime.now(UTC))
    with office.writing() as session, pytest.raises(errors.NotYours):
        complete(session, who, row.item.id, Sent({}), datetime.now(UTC))


def test_a_second_completion_is_told_who_was_first(office: Database) -> None:
    row = at(office, "T1")
    do(office, row)
    with pytest.raises(errors.AlreadyDone) as refusal:
        do(office, row)
    assert "Contoh" in refusal.value.message


def test_values_that_no_field_takes_are_refused_and_nothing_changes(office: Database) -> None:
    row = at(office, "T1")
    with pytest.raises(errors.InvalidValues):
        do(office, row, values={"post": "kepala-dinas"})
    assert waiting(office, row.item.instance_id)[0].item.id == row.item.id


def test_a_missing_required_field_is_refused(office: Database) -> None:
    with pytest.raises(errors.InvalidValues) as refusal:
        do(office, at(office, "T2"), values={})
    assert set(refusal.value.errors) == {"arahan"}


def test_an_error_leaves_the_item_open_and_the_draft_kept(office: Database) -> None:
    row = at(office, "T2")
    with office.writing() as session:
        who = acting(session, "sekretaris")
        items.save_draft(session, who, row.item.id, {"catatan": "sudah"}, datetime.now(UTC))
    with pytest.raises(errors.InvalidValues):
        do(office, row, values={"catatan": "sudah"})
    with office.reading() as session:
        assert session.scalar(select(FormDraft.answers)) == {"catatan": "sudah"}


def test_a_position_of_another_format_is_refused_and_nothing_changes(office: Database) -> None:
    row = at(office, "T2")
    with office.writing() as session:
        session.execute(update(Instance).values(state_format=STATE_FORMAT + 1))
    with pytest.raises(errors.StateUnreadable) as refusal:
        do(office, row)
    assert "Uji" in refusal.value.message
    assert waiting(office, row.item.instance_id)[0].item.id == row.item.id


def test_an_item_that_another_has_taken_cannot_be_completed(office: Database) -> None:
    row = at(office, "T10")
    with office.writing() as session:
        items.take(session, acting(session, "tim1"), row.item.id, datetime.now(UTC))
    with pytest.raises(errors.TakenByAnother):
        do(office, row, login="tim2")


def test_completing_an_unclaimed_item_claims_it(office: Database) -> None:
    row = at(office, "T10")
    do(office, row, login="tim2")
    with office.reading() as session:
        item = session.get_one(WorkItem, row.item.id)
        assert item.person_id == item.closed_by == acting(session, "tim2").id


def test_tasks_of_one_row_share_its_standard(office: Database) -> None:
    row = at(office, "T7")
    do(office, row)
    second = waiting(office, row.item.instance_id)[0]
    assert (second.item.node_id, second.item.row_no) == ("T7b", row.item.row_no)
    assert second.item.due_at == row.item.due_at


def test_a_second_addressee_is_notified(office: Database) -> None:
    do(office, at(office, "T9"))
    with office.reading() as session:
        found = inbox.notices(session, acting(session, "kasubag"))
    assert [notice.node_id for notice, *_ in found] == ["T9"]


def test_answers_stand_in_the_record_with_capacity_and_way(office: Database) -> None:
    row = at(office, "T2")
    do(office, row)
    with office.reading() as session:
        body = session.scalar(
            select(Record.body)
            .where(Record.stream_id == row.item.instance_id, Record.kind == "step_completed")
            .order_by(Record.seq.desc())
        )
    found = json.loads(body or "{}")
    assert found["answers"]["arahan"] and found["via"] == "cli"
    assert found["capacity"] == "definitif" and found["opened"][0]["node"] == "T3"


def test_a_plain_step_takes_ten_statements_and_one_commit(office: Database) -> None:
    publish_without_papers(office, "T4")
    row = at(office, "T4")
    with office.reading() as session:
        who = acting(session, "sekretaris")
    sent = Sent({"arahan": "Siapkan."})
    with Statements(office) as heard, office.writing() as session:
        complete(session, who, row.item.id, sent, datetime.now(UTC))
    assert len(heard.texts) == 10, "\n".join(heard.texts)
    assert heard.commits == 1


def publish_without_papers(office: Database, node: str) -> None:
    """Put a version in force in which a step makes no paper."""
    with office.writing() as session:
        owner = acting(session, "pemilik")
        files = dict(bundles.load(session, in_force(session, KEY, owner.today).bundle))
        head, step, rest = files[bundles.DIAGRAM].partition(f'id="{node}"'.encode())
        files[bundles.DIAGRAM] = head + step + re.sub(rb' outputs="[^"]*"', b"", rest, count=1)
        publishing.publish(session, owner, files, "Tanpa naskah", datetime.now(UTC), owner.today)


def test_a_step_with_a_paper_takes_twelve_statements_and_one_commit(office: Database) -> None:
    row = at(office, "T4")
    with office.reading() as session:
        who = acting(session, "sekretaris")
    sent = Sent({"arahan": "Siapkan."})
    with Statements(office) as heard, office.writing() as session:
        complete(session, who, row.item.id, sent, datetime.now(UTC))
    assert len(heard.texts) == 12, "\n".join(heard.texts)
    assert heard.commits == 1


def test_a_step_with_papers_and_a_table_takes_fifteen_statements_and_one_commit(
    office: Database,
) -> None:
    row = at(office, "T6")
    with office.reading() as session:
        who = acting(session, "pelaksana")
    with Statements(office) as heard, office.writing() as session:
        complete(session, who, row.item.id, Sent({}), datetime.now(UTC))
    assert len(heard.texts) == 15, "\n".join(heard.texts)
    assert heard.commits == 1


def sign(office: Database, item: int) -> tuple[Statements, Statements]:
    """What is asked to print the papers of row 8, and then to complete it."""
    now = datetime.now(UTC)
    with Statements(office) as printing, office.reading() as session:
        who = acting(session, "kadis")
        sent = Sent({"arahan": "Laksanakan."}, evidence=evidence(session, who))
        pressed = pressing.pressed(session, who, item, sent, now)
    assert sorted(pressed) == ["D2", "D4", "D5"]
    with Statements(office) as completing, office.writing() as session:
        complete(session, who, item, replace(sent, pressed=pressed), now)
    return printing, completing


def test_a_signature_with_papers_takes_seventeen_statements_and_one_commit(
    office: Database,
) -> None:
    _, heard = sign(office, at(office, "T8").item.id)
    assert len(heard.texts) == 17, "\n".join(heard.texts)
    assert heard.commits == 1


def test_an_emblem_costs_one_statement_for_each_paper_printed_and_none_of_the_signature(
    office: Database,
) -> None:
    plain, _ = sign(office, at(office, "T8").item.id)
    new = emblems.judged(SentFile("lambang.png", png()), datetime.now(UTC))
    with office.writing() as session:
        organisation.set_emblem(session, acting(session, "admin"), new, datetime.now(UTC))
    printing, completing = sign(office, at(office, "T8").item.id)
    assert len(printing.texts) == len(plain.texts) + 3, "\n".join(printing.texts)
    assert len(completing.texts) == 17, "\n".join(completing.texts)


def test_an_item_is_seen_while_somebody_else_has_it_locked(office: Database) -> None:
    row = at(office, "T10")
    with office.writing() as act, office.reading() as look:
        held = locking.locked(act, acting(act, "tim1"), row.item.id)
        found = locking.seen(look, acting(look, "tim2"), row.item.id)
    assert isinstance(held, locking.Locked) and not isinstance(found, locking.Locked)
    assert (found.row.id, found.head.seq) == (held.row.id, held.head.seq)


def test_fifty_people_press_at_once_and_one_wins(office: Database) -> None:
    row = at(office, "T10")
    outcomes = at_once([partial(do, office, row, login="tim1")] * 50)
    assert outcomes == {"done": 1, "AlreadyDone": 49}


def test_fifty_different_items_are_completed_at_once(office: Database) -> None:
    rows = [at(office, "T1") for _ in range(50)]
    at_once(partial(do, office, row) for row in rows)
    with office.reading() as session:
        done = session.scalar(select(func.count()).where(WorkItem.closed_at.is_not(None)))
        assert done == 50
        assert all(first is None for *_, first in records.verify(session))
