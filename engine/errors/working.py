"""What can go wrong when a step is done, or an instance started, stopped or moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.errors.kinds import BadInput, Broken, CellProblem, FieldProblem, NotAllowed, Refused


class NotYours(NotAllowed):
    """This task is offered to a post that you do not hold today. Nothing was changed; your own
    tasks are in your inbox."""


class AlreadyDone(Refused):
    """This step was already completed by {name} at {at}. That entry stands; yours was not used."""


class TakenByAnother(Refused):
    """{name} is working on this step. Nothing was changed; ask {name} to hand it back first."""


class NotInForce(Refused):
    """Version {number} is in force only from {day} on. Nothing was changed; move the instances
    then."""


class Superseded(Refused):
    """Version {number} is not in force: version {now} is. Nothing was changed; move the instances
    to that one, or bring version {number} back as a draft and have it approved."""


class OnThatVersion(Refused):
    """{title} goes by version {number} already. Nothing was changed, and nothing is to be done."""


class StepMoved(Refused):
    """{title} was moved to another step at {at}, so this one takes no more entries. What you typed
    was not sent; see its history for who moved it, and why."""


class SeveralBranches(Refused):
    """{title} stands in branches that run beside each other and can be neither moved nor placed.
    It stays as it is; wait until its branches have met."""


class PlaceMissing(Refused):
    """The step {row} of {title} is not in that version. It stays as it is; choose the step where
    it goes on."""


class PlaceNeedless(Refused):
    """The step {row} of {title} is in that version, too, so it goes on there. Nothing was changed;
    move it without choosing a step, and place it at another one then."""


class PlaceInBranch(Refused):
    """The step {row} stands in a branch beside others, so no instance can be put there alone.
    Nothing was changed; choose a step before or after the branches."""


class InstanceEnded(Refused):
    """{title} ended at {at} and takes no more entries. What was recorded stays readable."""


class PeriodUnknown(BadInput):
    """“{text}” looks like a period and is none. Nothing was started; write 2026-TW1 to 2026-TW4,
    2026-S1, 2026-S2, 2026, or words of your own."""


class PeriodRunning(Refused):
    """{process} is already running for {period}. No second one was started; continue that one."""


class OutputMissing(Refused):
    """This step makes the paper {paper}, and it is not there yet. Nothing was sent; upload it with
    the step."""


class PaperChanged(Refused):
    """The paper {paper} has changed since it was printed to be signed. Nothing was sent; read it
    and sign again."""


class NoCopyOf(Refused):
    """Only a paper that is signed or enacted here, and whose approval stands, has a copy. Nothing
    was kept."""


class CopyNotYours(NotAllowed):
    """A copy of this paper is added by whoever holds a post that makes it or works with it:
    {posts}. Nothing was kept."""


class SameCopy(Refused):
    """This very file is kept as a copy already, and would count no more and no less if it were
    kept again. Nothing was changed."""


class CopyOfItself(Refused):
    """This is, byte for byte, the file that was made here, and nothing that was signed outside.
    Nothing was kept; send the scan, or what the signing service gave back."""


class TooManyCopies(Refused):
    """You have added {most} copies of this version, and may add no more. Nothing was kept;
    somebody else who holds a post that works with this paper can add it."""


class ShownChanged(Refused):
    """Something was recorded here after you opened this page. Nothing was sent; read the papers as
    they are now, and approve again."""


class DecisionMissing(Refused):
    """This step ends with a decision. Nothing was sent; choose one of: {choices}."""


class DecisionUnknown(Refused):
    """{decision} is not a decision of this step. Nothing was sent; choose one of: {choices}."""


class ReasonMissing(Refused):
    """{decision} needs a reason. Nothing was sent; write what is to be done."""


class TitleMissing(BadInput):
    """The title is empty or longer than {letters} letters, or the period longer than
    {period_letters}. Nothing was started; correct it."""


class DraftTooLong(BadInput):
    """What you typed is longer than {millions} million characters and was not kept as a draft.
    Shorten it before you leave this page."""


class InvalidValues(BadInput):
    """These answers cannot be accepted yet: {fields}. Nothing was changed; correct them and send
    the form again."""

    def __init__(self, errors: Mapping[str, Sequence[FieldProblem]]) -> None:
        self.errors = {key: list(problems) for key, problems in errors.items()}
        keys = list(self.errors)
        super().__init__(fields=", ".join(keys[:5]) + " …" * (len(keys) > 5))


class BadTable(BadInput):
    """This table cannot be accepted yet: {count} of its cells are refused. Nothing was changed;
    correct them and send it again."""

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        self.problems = list(problems)
        super().__init__(count=len(self.problems))


class BadSheet(BadInput):
    """This file cannot be read as a table of indicators: {reason}. Nothing was changed; use the
    sheet that this page hands out, saved as XLSX."""


class TableChanged(Refused):
    """The table of indicators was changed after you checked it, by somebody who fills it in too or
    in another window. Nothing was sent; look at the table as it is now, then send it again."""


class ArrangedByAnother(Refused):
    """{name} changed this table at {at}, after you opened it. Nothing of yours was kept; open the
    table as it is now, and do there what you meant to do."""


class UndecidableCondition(BadInput):
    """The condition "{condition}" has no answer: {reason} ("{part}"). Nothing was changed; correct
    the answer it reads, or ask the owner of the SOP to correct the condition."""


class StateUnreadable(Broken):
    """The stored position of {title} cannot be read ({detail}). Nothing was changed and its record
    is intact; tell the operator."""


class TokenGone(Broken):
    """The step {token} is not waiting in the stored state. Nothing was changed; tell the
    operator."""


class Crowded(Refused):
    """Too many papers and files are being worked on at this moment. Nothing was changed; try again
    in a minute."""


class TooLargeForPdf(BadInput):
    """This is too large to become a PDF here. Nothing was printed; print its page from the
    browser, or shorten its texts."""


class TooManyPages(BadInput):
    """This paper has {count} pages; at most {most} are shown here. Nothing was changed; save the
    text, and open the PDF to read it."""


class PdfNotMade(Broken):
    """The PDF could not be made. Nothing was changed; print the page from the browser, and tell
    the operator."""
