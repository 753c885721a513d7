"""What is sent with a step is accepted or refused by what the diagram says; nothing is stored."""

from __future__ import annotations

import pytest

from engine import bundles, errors, sending
from engine.sending import Sent
from engine.versions import Definition
from tests.engine.revising import LANES

REQUIRED = b'<alur:field key="isi" type="text" label="Isi" required="true"/>'
_STEP = b'inputs="laporan"/>'
DIAGRAM = LANES[bundles.DIAGRAM].replace(_STEP, _STEP + REQUIRED, 1)
LETTER = Definition(LANES | {bundles.DIAGRAM: DIAGRAM}, {}, {})
WRITE, EXAMINE = (LETTER.process.node[node] for node in ("susun", "periksa"))
FILLED = {"isi": "Lengkap."}


@pytest.mark.parametrize("said", ["Setuju", "setuju", " SETUJU ", "putusan_end"])
def test_a_decision_is_named_in_any_letters_or_by_its_flow(said: str) -> None:
    done = sending.checked(LETTER, EXAMINE, Sent(FILLED, said))
    assert (done.flow and done.flow.id, done.goes_back) == ("putusan_end", False)


@pytest.mark.parametrize("said", ["Kembalikan", "return"])
def test_a_decision_is_named_in_either_language(said: str) -> None:
    done = sending.checked(LETTER, EXAMINE, Sent({}, said, "Angka belum cocok."))
    assert (done.flow and done.flow.id, done.goes_back) == ("putusan_susun", True)


def test_a_return_needs_no_fields_but_a_reason_and_keeps_what_was_typed() -> None:
    reason = "  Angka belum cocok. "
    assert sending.checked(LETTER, EXAMINE, Sent({}, "Return", reason)).reason == reason.strip()
    assert sending.checked(LETTER, EXAMINE, Sent(FILLED, "Return", reason)).answers == FILLED
    for nothing in ("", "  ", "ok"):
        with pytest.raises(errors.ReasonMissing):
            sending.checked(LETTER, EXAMINE, Sent(FILLED, "Return", nothing))


def test_going_on_needs_the_fields_and_no_reason() -> None:
    assert sending.checked(LETTER, EXAMINE, Sent(FILLED, "Setuju")).answers == FILLED
    with pytest.raises(errors.InvalidValues):
        sending.checked(LETTER, EXAMINE, Sent({}, "Setuju"))


@pytest.mark.parametrize("said", ["Tidak", "putusan", "start_susun", "susun"])
def test_a_decision_that_is_not_drawn_is_refused_with_those_that_are(said: str) -> None:
    with pytest.raises(errors.DecisionUnknown) as refused:
        sending.checked(LETTER, EXAMINE, Sent(FILLED, said))
    assert refused.value.facts == {"decision": said, "choices": "Setuju, Kembalikan"}


@pytest.mark.parametrize("said", [None, ""])
def test_where_a_decision_is_drawn_one_has_to_be_taken(said: str | None) -> None:
    with pytest.raises(errors.DecisionMissing):
        sending.checked(LETTER, EXAMINE, Sent(FILLED, said))


def test_where_none_is_drawn_none_is_taken() -> None:
    assert sending.checked(LETTER, WRITE, Sent({})).flow is None
    with pytest.raises(errors.DecisionUnknown):
        sending.checked(LETTER, WRITE, Sent({}, "Setuju"))
