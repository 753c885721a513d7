"""The demonstration comes with what its people did, through the verbs by which people do it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from engine import beginnings, calendars, history, indicators, item_rows, offices, records
from engine.database import Database
from engine.models import Instance, Record, Status, WorkItem
from engine.records import Fact
from tests.office import tell

BEFORE = datetime(2025, 3, 1, 3, tzinfo=UTC)
DURING = datetime(2026, 5, 4, 3, tzinfo=UTC)
LONG_AFTER = datetime(2031, 5, 5, 3, tzinfo=UTC)


def instances(database: Database) -> list[Instance]:
    with database.reading() as session:
        return list(session.scalars(select(Instance).order_by(Instance.id)))


def test_three_quarters_have_ended_and_one_is_under_way(told_office: Database) -> None:
    found = [(one.period, one.status) for one in instances(told_office)]
    ended = [(f"2026-TW{n}", Status.COMPLETED) for n in (1, 2, 3)]
    assert found == [*ended, ("2026-TW4", Status.RUNNING)]


def test_what_is_under_way_waits_for_its_figures(told_office: Database) -> None:
    with told_office.reading() as session:
        last = instances(told_office)[-1]
        (row,) = item_rows.of_instance(session, last.id)
        table = indicators.latest(session, last.id, "indikator")
        assert table is not None and len(table.rows) == 10
        assert row.item.row_no == "10" and row.item.due_at > datetime.now(UTC)


def test_the_last_finished_quarter_has_the_figures_of_the_sample(told_office: Database) -> None:
    with told_office.reading() as session:
        third = instances(told_office)[2]
        table, sample = (
            indicators.latest(session, third.id, "indikator"),
            beginnings.sample(session),
        )
        assert table and sample
        figures = [[e.realisation for e in row.figures.entries] for row in sample.rows]
        assert [[e.realisation for e in row.figures.entries] for row in table.rows] == figures


def test_one_quarter_was_returned_with_a_reason_and_corrected(told_office: Database) -> None:
    with told_office.reading() as session:
        second = instances(told_office)[1]
        returned = [e for e in history.entries(session, second.id) if e.kind == Fact.STEP_RETURNED]
        names = indicators.named(session, second.id, "indikator")
        assert len(returned) == 1 and "IK05" in returned[0].body["reason"]
        assert len({one.sha256 for one in names if one.node == "T11"}) == 2


def test_a_figure_that_was_corrected_has_its_proof(told_office: Database) -> None:
    with told_office.reading() as session:
        table = indicators.latest(session, instances(told_office)[1].id, "indikator")
        assert table is not None
        (proof,) = table.files().values()
        assert proof in table.rows[4].figures.at(2).files and proof.name.startswith("dasbor IKD")


def test_everything_was_done_in_working_time(told_office: Database) -> None:
    with told_office.reading() as session:
        calendar = calendars.calendar(session)
        closed = session.scalars(select(WorkItem.closed_at).where(WorkItem.closed_at.is_not(None)))
        moments = [at for at in closed if at]
        # What fills a day to its end is done at the closing moment, what begins one at the opening.
        minute = timedelta(minutes=1)
        assert moments
        assert all(calendar.minutes_between(at - minute, at + minute) for at in moments)


def test_the_story_leaves_whole_chains(told_office: Database) -> None:
    with told_office.reading() as session:
        assert all(broken is None for *_, broken in records.verify(session))
        assert offices.office(session).is_demo


@pytest.mark.parametrize("now", [BEFORE, DURING, LONG_AFTER])
def test_the_story_is_over_whenever_it_is_told(database: Database, now: datetime) -> None:
    tell(database, now)
    with database.reading() as session:
        moments = session.scalars(select(Record.at)).all()
    found = instances(database)
    assert max(moments) <= now and [one.period for one in found][0] == "2026-TW1"
    begun = [one.started_at for one in found]
    assert begun == sorted(begun) and begun[-1].date() > date.fromordinal(now.toordinal() - 30)
