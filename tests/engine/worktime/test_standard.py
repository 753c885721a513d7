"""The time that a step may take: what can be written, and what is refused."""

import pytest
from hypothesis import assume, given, strategies as st

from engine.worktime.standard import Standard


@given(st.integers(0, 366), st.integers(0, 23), st.integers(0, 59))
def test_a_written_duration_is_read_as_written(days: int, hours: int, minutes: int) -> None:
    assume(days + hours + minutes and days < 366)
    clock = f"T{hours}H{minutes}M" if hours or minutes else ""
    assert Standard.parse(f"P{days}D{clock}") == Standard(days, hours * 60 + minutes)


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "P1DT", "P0D", "PT0M", "P1W", "P1M", "P1Y", "PT30S", "-P1D", "P-1D", "P1.5D"]
    + ["PT1,5H", "30", "1 hari", "p1d", "P367D", "PT9000H", "PT30M ", "P1D\n", "P١D", "PT30M1H"]
    + ["P1DT2", "PT99999999999M"],
)
def test_any_other_text_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="days") as caught:
        Standard.parse(text)
    assert repr(text) in str(caught.value)
