"""Reasons: what people write for those who read the history."""

from __future__ import annotations

from engine.errors import ReasonMissing
from engine.fields.kinds import Field, FieldType
from engine.fields.validation import validate

# A reason of one or two letters explains nothing to whoever reads the history.
SHORTEST = 3

_FIELD = Field("reason", FieldType.AREA)


def given(sent: str, act: str) -> str:
    """The reason of an act that needs one, as it is kept; `act` names it in the refusal.

    Raises ReasonMissing when it explains nothing, InvalidValues when it cannot be kept.
    """
    reason = kept(sent)
    if len(reason) < SHORTEST:
        raise ReasonMissing(decision=act)
    return reason


def kept(sent: str) -> str:
    """A reason as it is kept: checked like any long text of a form, without blanks around it.

    Raises InvalidValues when it cannot be kept.
    """
    return str(validate([_FIELD], {_FIELD.key: sent.strip()}).get(_FIELD.key, ""))
