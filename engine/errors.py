"""What can go wrong in the engine; a class's docstring is the message that people read.

AlurError
    Refused
        NotAllowed
        NotYours
        NotFound
        AlreadyExists
        AlreadyDone
        TakenByAnother
        StaleForm
        UnderReview
        OwnWork
        NothingChanged
        NobodyReached
        VersionCame
        NotInForce
        StepMoved
        SeveralBranches
        PlaceMissing
        PlaceInBranch
        WaySplits
        RowNeeded
        LastRow
        RowsNotNeighbours
        NotEarlier
        DecisionLost
        LaneUsed
        InstanceEnded
        PeriodRunning
        DecisionMissing
        DecisionUnknown
        ReasonMissing
        SignInRefused
        LockedOut
        PasswordTooWeak
        OldPasswordWrong
        RealOffice
        PostHeld
        CapacityUnfit
        RoleUnfit
        OwnAccount
        LastAdministrator
    BadInput
        BadName
        TitleMissing
        DraftTooLong
        BadPeriod
        BadHours
        BadImport
        InvalidValues
        BadCondition
        UndecidableCondition
        NoBundle
        BundleTooLarge
        BadBundle
        EngineRefused
        NotADiagram
        KeyUnfit
        EffectiveTooEarly
    Broken
        ChainBroken
        StateUnreadable
        TokenGone
        NoWorkingTime

Refused: a rule says no. BadInput: what was sent has to be corrected. Broken: something stored or
set up cannot be relied on. `{name}` in a docstring is filled from the keyword arguments given to
the class; pages translate `template` and fill in `facts` themselves.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
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


class Refused(AlurError):
    """A rule of this office does not allow this. Nothing was changed."""


class NotAllowed(Refused):
    """You may not {act}: this belongs to {who}. Nothing was changed."""


class NotYours(Refused):
    """This task is offered to a post that you do not hold today. Nothing was changed; your own
    tasks are in your inbox."""


class NotFound(Refused):
    """There is no {what} with the name or number {name}. Choose it from its list."""


class AlreadyExists(Refused):
    """The {what} {name} already exists. Nothing was changed; choose another name."""


class AlreadyDone(Refused):
    """This step was already completed by {name} at {at}. That entry stands; yours was not used."""


class TakenByAnother(Refused):
    """{name} is working on this step. Nothing was changed; ask {name} to hand it back first."""


class StaleForm(Refused):
    """{name} changed {what} at {at}, after you opened it. That change is kept and yours is not
    saved yet; compare the two and save again."""


class UnderReview(Refused):
    """This draft waits for approval since {at}, asked for by {name}. Nothing was changed; withdraw
    the request first, or wait for the answer."""


class OwnWork(Refused):
    """You wrote this draft or asked for its approval, so somebody else has to approve it. Nothing
    was changed."""


class NothingChanged(Refused):
    """This draft is the same as version {number}. Nothing was changed; there is nothing to
    approve."""


class NobodyReached(Refused):
    """On {day} nobody would receive: {steps}. Nothing was changed; give these posts a holder, or
    draw the steps in other lanes."""


class VersionCame(Refused):
    """Version {number} was published after this approval was asked for, so the draft may undo what
    it changed. Nothing was changed; return the draft, and let its makers compare."""


class NotInForce(Refused):
    """Version {number} is in force only from {day} on. Nothing was changed; move the instances
    then."""


class StepMoved(Refused):
    """{title} was moved to another step at {at}, so this one takes no more entries. What you typed
    was not sent; see its history for who moved it, and why."""


class SeveralBranches(Refused):
    """{title} stands in branches that run beside each other and cannot be moved. It stays as it
    is; move it once its branches have met."""


class PlaceMissing(Refused):
    """The step {row} of {title} is not in that version. It stays as it is; choose the step where
    it goes on."""


class PlaceInBranch(Refused):
    """The step {row} stands in a branch beside others, so no instance can be put there alone.
    Nothing was changed; choose a step before or after the branches."""


class WaySplits(Refused):
    """Row {row} does not lead on to exactly one next step. Nothing was changed; change it in the
    diagram."""


class RowNeeded(Refused):
    """Row {row} cannot be removed: a decision or a branching hangs on it. Nothing was changed; take
    its ways back first, or change it in the diagram."""


class LastRow(Refused):
    """This is the only row. Nothing was changed; an SOP has at least one step."""


class RowsNotNeighbours(Refused):
    """Row {row} cannot change places with its neighbour: more than one way joins them, or one of
    them leads back to the other. Nothing was changed; change it in the diagram."""


class NotEarlier(Refused):
    """Row {row} cannot lead back to that row, which does not always come before it. Nothing was
    changed; choose an earlier row."""


class DecisionLost(Refused):
    """The decision {name} leads on, not back. Nothing was changed; change it in the diagram."""


class LaneUsed(Refused):
    """The lane {lane} has rows or symbols in it. Nothing was changed; move these first."""


class InstanceEnded(Refused):
    """{title} ended at {at} and takes no more entries. What was recorded stays readable."""


class PeriodRunning(Refused):
    """{process} is already running for {period}. No second one was started; continue that one."""


class DecisionMissing(Refused):
    """This step ends with a decision. Nothing was sent; choose one of: {choices}."""


class DecisionUnknown(Refused):
    """{decision} is not a decision of this step. Nothing was sent; choose one of: {choices}."""


class ReasonMissing(Refused):
    """{decision} needs a reason. Nothing was sent; write what is to be done."""


class SignInRefused(Refused):
    """This login and password do not belong together. Check both and try again."""


class LockedOut(Refused):
    """Sign-in is paused until {until} after {count} failed attempts. Try again then, or ask the
    operator."""


class PasswordTooWeak(Refused):
    """This password is easy to guess. The old one is still valid; choose at least {length}
    characters that are not a common password or your own name."""


class OldPasswordWrong(Refused):
    """The old password is not the right one. It is still valid; type it again."""


class RealOffice(Refused):
    """This office holds real records, so no demonstration was loaded. Use an empty database."""


class PostHeld(Refused):
    """{name} holds {post} as {capacity} from {from_date} to {to_date}. Nothing was changed; end
    that holding first, or choose other days."""


class CapacityUnfit(Refused):
    """Nobody holds {post} as {capacity}. Nothing was changed; choose one of: {choices}."""


class RoleUnfit(Refused):
    """The role {role} cannot be granted like this. Staff are those who hold a post, and an
    administrator is one for all SOPs."""


class OwnAccount(Refused):
    """You cannot close your own account. Nothing was changed; ask another administrator."""


class LastAdministrator(Refused):
    """{name} is the last administrator. Nothing was changed; make somebody else administrator
    first."""


class BadInput(AlurError):
    """What was sent cannot be used. Nothing was changed; correct it and send it again."""


class BadName(BadInput):
    """The {what} cannot be "{name}". Nothing was changed; write {rule}."""


class TitleMissing(BadInput):
    """The title is empty or longer than 200 letters, or the period longer than 60. Nothing was
    started; correct it."""


class DraftTooLong(BadInput):
    """What you typed is longer than 200,000 characters and was not kept as a draft. Shorten it
    before you leave this page."""


class BadPeriod(BadInput):
    """The period from {from_date} to {to_date} cannot be used. Nothing was changed; choose a last
    day that is not before the first one."""


class BadHours(BadInput):
    """These working hours cannot be used: {reason}. Nothing was changed; write them such as
    07:30-12:00."""


class BadImport(BadInput):
    """This file cannot be imported yet: {count} of its rows are refused. Nothing was changed;
    correct these rows and send the whole file again."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        self.problems = list(problems)
        super().__init__(count=len(self.problems))


class InvalidValues(BadInput):
    """These answers cannot be accepted yet: {fields}. Nothing was changed; correct them and send
    the form again."""

    def __init__(self, errors: Mapping[str, Sequence[FieldProblem]]) -> None:
        self.errors = {key: list(problems) for key, problems in errors.items()}
        keys = list(self.errors)
        super().__init__(fields=", ".join(keys[:5]) + " …" * (len(keys) > 5))


class BadCondition(BadInput):
    """The condition "{condition}" cannot be used: {reason} ("{part}"). Rewrite it."""


class UndecidableCondition(BadInput):
    """The condition "{condition}" has no answer: {reason} ("{part}"). Nothing was changed; correct
    the answer it reads, or ask the owner of the SOP to correct the condition."""


class NoBundle(BadInput):
    """{path} is neither a BPMN file nor a folder with a process.bpmn. Nothing was changed; name
    one of these."""


class BundleTooLarge(BadInput):
    """{path} holds more than 100 files or 5 MB. Nothing was changed; remove what does not belong to
    the SOP."""


class BadBundle(BadInput):
    """This SOP cannot be published yet: {count} parts of it are refused. The draft is kept; follow
    what stands beside each part."""

    def __init__(self, verdicts: Sequence[object]) -> None:
        self.verdicts = list(verdicts)
        super().__init__(count=len(self.verdicts))


class EngineRefused(BadInput):
    """The engine cannot run this diagram: {detail}. Nothing was changed; correct the drawing."""


class NotADiagram(BadInput):
    """This is no BPMN diagram that can be read ({reason}). Nothing was saved, and what is open in
    your browser is still there."""


class KeyUnfit(BadInput):
    """The process id "{key}" does not name this SOP. Nothing was changed; give the process the key
    of its SOP: small letters, digits and hyphens, at most 80."""


class EffectiveTooEarly(BadInput):
    """A version cannot take effect before today ({today}). Nothing was changed; choose today or a
    later day."""


class Broken(AlurError):
    """Something stored or set up cannot be relied on. Nothing was changed; tell the operator."""


class ChainBroken(Broken):
    """The record {stream} does not match its seal from entry {seq} on. Nothing was changed; keep
    the database as it is and tell the operator and the auditor."""


class StateUnreadable(Broken):
    """The stored position of {title} cannot be read ({detail}). Nothing was changed and its record
    is intact; tell the operator."""


class TokenGone(Broken):
    """The step {token} is not waiting in the stored state. Nothing was changed; tell the
    operator."""


class NoWorkingTime(Broken):
    """The calendar has no working time in the {days} days from {date}. Enter the working hours and
    days off in the settings."""


@dataclass(frozen=True)
class FieldProblem:
    """One reason why an answer is not accepted: its code in `fields.problems` and its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class RowProblem:
    """Why a row of an imported file is refused; lines are counted from 1, the header included."""

    line: int
    error: AlurError


class _Facts(dict[str, object]):
    # An error that fails while it is being told would hide what really happened.
    def __missing__(self, name: str) -> str:
        return "{" + name + "}"
