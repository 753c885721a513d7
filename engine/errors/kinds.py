"""The kinds of what can go wrong, the problems of single entries, and what goes wrong anywhere."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field


class AlurError(Exception):
    """Something went wrong, and nothing was changed."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.message)

    @property
    def template(self) -> str:
        """The message on one line with its placeholders, which is also its key for translation."""
        return " ".join(inspect.cleandoc(type(self).__doc__ or "").split())

    @property
    def message(self) -> str:
        """The message in English; a placeholder without a fact is left standing."""
        return self.template.format_map(_Facts(self.facts))


class _Facts(dict[str, object]):
    # An error that fails while it is being told would hide what really happened.
    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


class Refused(AlurError):
    """A rule of this office does not allow this. Nothing was changed."""


class BadInput(AlurError):
    """What was sent cannot be used. Nothing was changed; correct it and send it again."""


class Broken(AlurError):
    """Something stored or set up cannot be relied on. Nothing was changed; tell the operator."""


class NotAllowed(Refused):
    """You may not {act}: this belongs to {who}. Nothing was changed."""


class NotFound(Refused):
    """There is no {what} with the name or number {name}. Choose it from its list."""


class LoginUnknown(NotFound):
    """Nobody has the login {login}, or the account is closed. Nothing was done; write another."""


class AlreadyExists(Refused):
    """The {what} {name} already exists. Nothing was changed; choose another name."""


class StaleForm(Refused):
    """{name} changed {what} at {at}, after you opened it. That change is kept and yours is not
    saved yet; compare the two and save again."""


class BadName(BadInput):
    """The {what} cannot be "{name}". Nothing was changed; write {rule}."""


@dataclass(frozen=True)
class FieldProblem:
    """One reason why an answer is not accepted: its code in `fields.problems` and its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class CellProblem:
    """Why a cell of an indicator table is refused: where, a code of `measurement.problems`, facts.

    `row` is counted from 1 as it was sent, 0 for the table itself; `indicator` is the row's id, ""
    when it has none; `column` is "" when the row itself is refused.
    """

    row: int
    indicator: str
    column: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class RowProblem:
    """Why a row of an imported file is refused; lines are counted from 1, the header included."""

    line: int
    error: AlurError
