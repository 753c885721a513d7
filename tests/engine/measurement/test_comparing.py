"""A quarter beside the one before and the same one a year before, in percentage points."""

from engine.measurement.comparing import Compared, Means, Reckoned
from engine.measurement.table import Table
from tests.engine.measurement.samples import SAMPLE

DIVISIONS = {"A": "Satu", "B": "Satu", "C": "Dua"}


def reached(**achievements: str) -> Reckoned:
    """A quarter in which these indicators reached so many per cent of their target."""
    said = SAMPLE.to_json() | {"rows": [_row(id, reached) for id, reached in achievements.items()]}
    return Reckoned(Table.from_json(said))


def _row(id: str, realisation: str) -> dict[str, str]:
    about = {"id": id, "name": id, "unit": "%", "division": DIVISIONS[id], "frequency": "quarter"}
    kinds = {"direction": "max", "consolidation": "TLK"}
    targets = dict.fromkeys(("year_target", *(f"target_{n}" for n in range(1, 5))), "100")
    figures = {"realisation_3": realisation} if realisation else {}
    return about | kinds | targets | figures


def test_means_are_compared_with_those_that_there_are() -> None:
    now, before = reached(A="90", B="80"), reached(A="70", B="90")
    means = Compared(now, before, None).means()
    assert (means.now, means.before, means.year_before) == (85, 80, None)
    assert (means.since_before, means.over_year) == (5, None)
    assert Compared(now, None, before).means().over_year == 5


def test_a_division_is_compared_with_itself() -> None:
    found = Compared(reached(A="90", C="10"), reached(A="60", C="100"), None)
    assert found.means_of("Satu").since_before == 30
    assert found.means_of("Dua").since_before == -90
    assert found.means_of("Tiga") == Means(None, None, None)


def test_an_indicator_is_compared_where_both_quarters_measured_it() -> None:
    now, before = reached(A="90", B="", C="50"), reached(A="95", B="80")
    assert Compared(now, before, None).differences() == {"A": -5}
    assert Compared(now, None, before).differences() == {}
