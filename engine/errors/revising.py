"""What can go wrong when an SOP is drawn, changed as a table, approved or published."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors.kinds import BadInput, Broken, Refused


class UnderReview(Refused):
    """This draft waits for approval since {at}, asked for by {name}. Nothing was changed; withdraw
    the request first, or wait for the answer."""


class DraftExists(Refused):
    """“{name}” has a draft already, and an SOP has one at a time. Nothing was changed; finish that
    draft, or give it up, and then come again."""


class OwnWork(Refused):
    """You wrote this draft or asked for its approval, so somebody else has to approve it. Nothing
    was changed."""


class NothingChanged(Refused):
    """This draft is the same as version {number}. Nothing was changed; there is nothing to
    approve."""


class NobodyReached(Refused):
    """On {day} nobody would receive: {steps}. Nothing was changed; ask an administrator to give a
    holder to {posts}, and to add first what is missing of these posts; or draw the steps in other
    lanes."""


class DraftAltered(Broken):
    """The draft of {key} is not what the record says that approval was asked for. Nothing was put
    in force; keep the database as it is and tell the operator and the auditor."""


class VersionCame(Refused):
    """Version {number} was published after this approval was asked for, so the draft may undo what
    it changed. Nothing was changed; return the draft, and let its makers compare."""


class MayUndo(Refused):
    """This bundle may undo version {number}, which {name} approved on {at}. Nothing was changed;
    put what that version changed into the bundle, and publish it with --over {last}."""


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


class BadCondition(BadInput):
    """The condition "{condition}" cannot be used: {reason} ("{part}"). Rewrite it."""


class NoBundle(BadInput):
    """{path} is neither a BPMN file nor a folder with a process.bpmn. Nothing was changed; name
    one of these."""


class FileTwice(BadInput):
    """{path} holds two files of one name. Nothing was changed; pack it anew, each file once."""


class BadPaper(BadInput):
    """The text of a paper cannot be used: {code}, {detail} (line {line}). Nothing was changed;
    correct the text."""


class BundleTooLarge(BadInput):
    """{path} holds more than {files} files or {megabytes} MB. Nothing was changed; remove what does
    not belong to the SOP."""


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

    def __init__(self, reason: str, verdict: object = None) -> None:
        self.verdict = verdict
        super().__init__(reason=reason)


class DiagramTooLarge(BadInput):
    """This diagram holds more than an SOP may. {reason} Nothing was saved; take from it what is too
    much."""


class KeyUnfit(BadInput):
    """The process id "{key}" does not name this SOP. Nothing was changed; give the process the key
    of its SOP: small letters, digits and hyphens, at most 80."""


class EffectiveTooEarly(BadInput):
    """A version cannot take effect before today ({today}). Nothing was changed; choose today or a
    later day."""


class NothingToDraw(Refused):
    """This diagram cannot be drawn here: it has no steps and events, or more than an SOP may have.
    Nothing was changed; write its rows as a table, or bring a diagram that has a drawing."""
