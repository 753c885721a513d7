"""A reason explains something to whoever reads the history."""

from __future__ import annotations

import pytest

from engine import reasons
from engine.errors import InvalidValues, ReasonMissing


def test_a_reason_is_kept_without_blanks_around_it() -> None:
    assert reasons.given("\n  Angka belum cocok.\r\nLihat IK05. ", "Returning") == (
        "Angka belum cocok.\nLihat IK05."
    )


@pytest.mark.parametrize("nothing", ["", "   ", "ok", "  ok", "a \n\n"])
def test_one_or_two_letters_among_blanks_explain_nothing(nothing: str) -> None:
    with pytest.raises(ReasonMissing) as refused:
        reasons.given(nothing, "Returning")
    assert refused.value.facts["decision"] == "Returning"


def test_a_reason_that_nobody_asked_for_may_be_short_or_absent() -> None:
    assert (reasons.kept("ok"), reasons.kept("  ")) == ("ok", "")


def test_a_reason_is_no_longer_than_a_long_text() -> None:
    with pytest.raises(InvalidValues):
        reasons.given("a" * 1_000_000, "Returning")
