"""Results are the tables of finished instances: the newest of each quarter, and of readers only."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select

from engine import bundles, instances, periods, publishing, results
from engine.database import Database
from engine.errors import NotFound
from engine.measurement.comparing import Compared, Reckoned
from engine.measurement.formulas import rounded
from engine.models import Instance, Status
from engine.results import Measurement
from tests.office import KEY, acting, do, start, waiting
from webui.offices_on_disk import shipped_sops

QUARTERS = [(2026, 3), (2026, 2), (2026, 1)]
PAPERS = (b'tabel("indikator")', b'tabel("tabel")')
LEAP = ("2027-TW1", "2027-TW3")
# From 91.72 to 97.65; of the division, whose IK05 fell from 77.33 to 71, from 81.52 to 80.95.
POINTS = ["5.93", "-0.57"]


def measurement(office: Database, login: str = "kasubag") -> Measurement:
    with office.reading() as session:
        (found,) = results.measurements(session, acting(session, login))
        return found


def begin(office: Database, period: str) -> int:
    """Begin to measure a quarter."""
    return start(office, period=period).instance_id


def finish(office: Database, period: str, figure: str = "40", **how: Any) -> int:
    """Measure one indicator in a quarter, or `several`, against a target of 50 unless none is
    `measured`, to the end."""
    found = begin(office, period)
    go_on(office, found, figure, **how)
    return found


def go_on(office: Database, instance: int, figure: str = "40", **how: Any) -> None:
    """Measure what was begun, to the end."""
    while waits := waiting(office, instance):
        ways = {"12": "Setuju", "13": "Setuju"}
        number, typed = waits[0].item.row_no, _typed(waits[0].period, figure, **how)
        do(office, waits[0], ways.get(number), table=typed.get(number, {}))


def _typed(
    period: str | None, figure: str, measured: bool = True, several: int = 1
) -> dict[str | None, dict[str, Any]]:
    """What is typed into the table, by the rows of the SOP."""
    quarter = (periods.quarter(period) or (0, 0))[1]
    row = {"unit": "%", "direction": "max", "consolidation": "TLK", "frequency": "quarter"}
    row |= {"division": "Bidang Pelayanan Pendaftaran Penduduk"}
    row |= {f"target_{quarter if measured else 4}": "50"}
    ids = ["A"] if several == 1 else [f"A{n}" for n in range(1, several + 1)]
    filled = {f"realisation_{quarter}": figure if measured else ""}
    return {
        "5": {"rows": [row | {"id": id, "name": f"Satu {id[1:]}".strip()} for id in ids]},
        "10": {"rows": [filled | {"id": id} for id in ids]},
    }


def compared(office: Database, of: Measurement, instance: int) -> Compared:
    """The result of an instance, and what it is compared with."""
    with office.reading() as session:
        _, result = results.first_of(session, [of], instance)
        return results.compared(session, result, results.finished(session, of))


def quarter_of(found: Reckoned) -> tuple[int, int]:
    return found.table.year, found.table.quarter


def shown(number: Fraction | None) -> str:
    return "" if number is None else str(rounded(number))


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
            results.first_of(session, [of], running)
        owner = acting(session, "pemilik")
        instances.stop(session, owner, running, "Uji coba selesai.", datetime.now(UTC))
        with pytest.raises(NotFound):
            results.first_of(session, [of], running)


def test_a_quarter_that_is_measured_again_counts_once(told_office: Database) -> None:
    of = measurement(told_office)
    with told_office.reading() as session:
        older = results.finished(session, of)[0]
    newer = finish(told_office, "2026-TW3")
    with told_office.reading() as session:
        found = results.finished(session, of)
        assert [one.quarter for one in found] == QUARTERS and found[0].instance_id == newer
        assert results.first_of(session, [of], older.instance_id)[1] == older


def test_of_two_instances_of_a_quarter_the_one_that_ended_last_counts(
    told_office: Database,
) -> None:
    # A half-year ends with its second quarter: both may run at once.
    of, begun_first = measurement(told_office), begin(told_office, "2027-S1")
    finish(told_office, "2027-TW2")
    go_on(told_office, begun_first)
    with told_office.reading() as session:
        assert results.finished(session, of)[0].instance_id == begun_first


def test_a_first_quarter_has_none_before_it_and_the_same_one_of_the_year_before(
    told_office: Database,
) -> None:
    of, first = measurement(told_office), finish(told_office, "2027-TW1")
    found = compared(told_office, of, first)
    assert found.before is None and found.year_before is not None
    assert quarter_of(found.year_before) == (2026, 1)
    means = found.means()
    assert means.since_before is None and means.over_year == 80 - means.year_before


def test_what_follows_a_quarter_that_was_not_measured_has_none_before_it(
    told_office: Database,
) -> None:
    of, _, third = measurement(told_office), *(finish(told_office, p) for p in LEAP)
    assert compared(told_office, of, third).before is None


def test_a_quarter_is_compared_with_the_one_before_as_a_whole_by_division_and_by_indicator(
    told_office: Database,
) -> None:
    of = measurement(told_office)
    with told_office.reading() as session:
        counted = results.finished(session, of)
        found = results.compared(session, counted[0], counted)
    own = found.means_of("Bidang PIAK dan Pemanfaatan Data")
    assert [shown(one) for one in (found.means().since_before, own.since_before)] == POINTS
    assert shown(found.differences()["IK05"]) == "-6.33"


def test_a_table_that_a_later_version_calls_otherwise_keeps_its_results(
    told_office: Database,
) -> None:
    publish(told_office, renamed)
    later = finish(told_office, "2027-TW1")
    with told_office.reading() as session:
        found = results.measurements(session, acting(session, "kasubag"))
        quarters = [[one.quarter for one in results.finished(session, of)] for of in found]
        assert results.first_of(session, found, later)[0] == found[0]
    assert [of.field.key for of in found] == ["tabel", "indikator"]
    assert quarters == [[(2027, 1)], QUARTERS]


def publish(office: Database, change: Callable[[bytes], bytes]) -> None:
    """Put the shipped SOP in force with its files changed."""
    folder = next(path for path in shipped_sops() if path.name == KEY)
    files = {name: change(data) for name, data in bundles.read(folder).items()}
    with office.writing() as session:
        who = acting(session, "pemilik")
        publishing.publish(session, who, files, "Uji.", datetime.now(UTC), who.today)


def renamed(data: bytes) -> bytes:
    """The table by another key, in the diagram and in the papers."""
    for before, after in ((b'key="indikator" type="ind', b'key="tabel" type="ind'), PAPERS):
        data = data.replace(before, after)
    return data


def test_whoever_may_not_read_an_sop_sees_no_results_of_it(told_office: Database) -> None:
    with told_office.reading() as session:
        assert results.measurements(session, acting(session, "auditor"))
        assert results.measurements(session, acting(session, "admin"))
        stranger = replace(acting(session, "kadis"), held=(), granted=())
        assert results.measurements(session, stranger) == []
