"""Who would do what on a day, and how long a way takes in working time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from engine import casting, organisation
from engine.database import Database
from engine.diagram import reading
from engine.diagram.rehearsal import paths
from tests.office import acting
from webui.offices_on_disk import shipped_sops

PARALLEL = Path(__file__).parents[1] / "diagrams/good/parallel.bpmn"
SHIPPED = reading.read((shipped_sops()[0] / "process.bpmn").read_bytes())


def test_every_step_of_the_shipped_sop_reaches_somebody(office: Database) -> None:
    with office.reading() as session:
        today = acting(session, "admin").today
        found = casting.cast(session, SHIPPED, today)
        assert casting.unreached(session, SHIPPED, today) == []
    assert [holder.name for holder in found["T3"]] == ["Dadap Contoh"]
    assert {holder.name for holder in found["T10"]} == {"Ulin Contoh", "Jati Contoh"}


def test_steps_of_a_post_that_nobody_holds_on_a_day_reach_nobody(office: Database) -> None:
    with office.writing() as session:
        admin = acting(session, "admin")
        held = next(h for h in acting(session, "kadis").held)
        organisation.end_holding(session, admin, held.id, admin.today, datetime.now(UTC))
    with office.reading() as session:
        tomorrow = acting(session, "admin").today + timedelta(days=1)
        gone = casting.unreached(session, SHIPPED, tomorrow)
    assert [node.id for node in gone] == ["T3", "T8", "T14"]


def test_the_straight_run_takes_what_the_sop_says(office: Database) -> None:
    # Domain facts 2.7: 3,045 working minutes; begun Thu 1 October 07.30 it ends Fri 9, 14.15.
    (straight,) = paths(SHIPPED)
    starts = datetime(2026, 9, 30, 23, 30, tzinfo=UTC)
    with office.reading() as session:
        length = casting.length(session, SHIPPED, straight, starts)
    assert length.minutes == 3045
    assert length.ends == datetime(2026, 10, 9, 6, 15, tzinfo=UTC)


def test_of_branches_beside_each_other_the_longest_counts(office: Database) -> None:
    text = PARALLEL.read_text()
    for node, time in (("a", "PT1H"), ("b", "PT2H"), ("c", "PT3H"), ("d", "PT30M")):
        step = f'<alur:step><alur:standard duration="{time}"/></alur:step>'
        name = f'<userTask id="{node}" name="{node.upper()}"'
        inside = f"{name}><extensionElements>{step}</extensionElements></userTask>"
        text = text.replace(f"{name}/>", inside)
    process = reading.read(text.encode())
    (only,) = paths(process)
    starts = datetime(2026, 9, 30, 23, 30, tzinfo=UTC)
    with office.reading() as session:
        length = casting.length(session, process, only, starts)
    assert length.minutes == 60 + 180 + 30


def test_a_day_long_ago_had_no_holders(office: Database) -> None:
    with office.reading() as session:
        assert len(casting.unreached(session, SHIPPED, date(2000, 1, 1))) == 16
