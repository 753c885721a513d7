"""Results are the tables of finished instances: the newest of each quarter, and of readers only."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from engine import instances, results
from engine.database import Database
from engine.errors import NotFound
from engine.measurement.formulas import rounded
from engine.models import Instance, Status
from engine.results import Measurement
from tests.office import acting, do, start, waiting

QUARTERS = [(2026, 3), (2026, 2), (2026, 1)]


def measurement(office: Database, login: str = "kasubag") -> Measurement:
    with office.reading() as session:
        (found,) = results.measurements(session, acting(session, login))
        return found


def finish(office: Database, period: str) -> int:
    """Measure one indicator in a third quarter, to the end."""
    found = start(office, period=period).instance_id
    rows = [{"id": "A", "name": "Satu", "unit": "%", "direction": "max", "consolidation": "TLK"}]
    rows[0] |= {"frequency": "quarter", "target_3": "50"}
    while waits := waiting(office, found):
        typed = {"5": {"rows": rows}, "10": {"rows": [{"id": "A", "realisation_3": "40"}]}}
        ways = {"12": "Setuju", "13": "Setuju"}
        number = waits[0].item.row_no
        do(office, waits[0], ways.get(number), table=typed.get(number, {}))
    return found


def test_every_finished_quarter_has_its_result_the_newest_first(told_office: Database) -> None:
    of = measurement(told_office)
    with told_office.reading() as session:
        found = results.finished(session, of)
        means = [results.reckoned(session, one).summary.mean for one in found]
    assert [one.quarter for one in found] == QUARTERS
    assert [str(rounded(mean)) for mean in means if mean] == ["97.65", "91.72", "87.77"]


def test_what_runs_or_was_stopped_is_no_result(told_office: Database) -> None:
    of = measurement(told_office)
    with told_office.writing() as session:
        is_running = Instance.status == Status.RUNNING
        running = session.scalars(select(Instance.id).where(is_running)).one()
        with pytest.raises(NotFound):
            results.of_instance(session, of, running)
        owner = acting(session, "pemilik")
        instances.stop(session, owner, running, "Uji coba selesai.", datetime.now(UTC))
        with pytest.raises(NotFound):
            results.of_instance(session, of, running)


def test_of_two_instances_of_a_quarter_the_newer_counts(told_office: Database) -> None:
    of = measurement(told_office)
    with told_office.reading() as session:
        older = results.finished(session, of)[0]
    newer = finish(told_office, "2026-TW3")
    with told_office.reading() as session:
        found = results.finished(session, of)
        assert [one.quarter for one in found] == QUARTERS and found[0].instance_id == newer
        assert results.of_instance(session, of, older.instance_id) == older


def test_a_division_is_summed_up_by_itself(told_office: Database) -> None:
    of = measurement(told_office)
    with told_office.reading() as session:
        found = results.reckoned(session, results.finished(session, of)[0])
        own = results.of_division(found, "Bidang PIAK dan Pemanfaatan Data")
    # IK05 with 71.00 and IK06 with 90.91.
    assert own.mean is not None and str(rounded(own.mean)) == "80.95"


def test_whoever_may_not_read_an_sop_sees_no_results_of_it(told_office: Database) -> None:
    with told_office.reading() as session:
        assert results.measurements(session, acting(session, "auditor"))
        assert results.measurements(session, acting(session, "admin"))
        stranger = replace(acting(session, "kadis"), held=(), granted=())
        assert results.measurements(session, stranger) == []
