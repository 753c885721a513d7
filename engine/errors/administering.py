"""What can go wrong with accounts, posts, holdings, hours and the office's record."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors.kinds import BadInput, Broken, Refused, RowProblem


class SignInRefused(Refused):
    """This login and password do not belong together. Check both and try again."""


class SignInPaused(Refused):
    """Sign-in is paused until {until} after {count} failed attempts. Try again then, or ask the
    operator."""


class ProofPaused(Refused):
    """No password is looked at until {until}, after {count} wrong ones in a row. Nothing was sent;
    try again then, or ask an administrator for a new password."""


class PasswordTooWeak(Refused):
    """This password is easy to guess. The old one is still valid; choose at least {length}
    characters that are not a common password or your own name."""


class PasswordNeeded(Refused):
    """This takes your own password once more. Nothing was sent; type it again."""


class OldPasswordWrong(Refused):
    """The old password is not the right one. It is still valid; type it again."""


class BadAnchor(BadInput):
    """Line {line} of the noted ends is not a stream, a number and a hash. Nothing was compared; use
    a file as it was written."""


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


class ChainBroken(Broken):
    """The record {stream} does not match its seal from entry {seq} on. Nothing was changed; keep
    the database as it is and tell the operator and the auditor."""


class NewerDatabase(Broken):
    """A newer Alur has changed this database: its tables are at step {number}, this program knows
    {newest}. Nothing was changed; use the newer Alur, or restore a backup from before it."""


class NoWorkingTime(Broken):
    """The calendar has no working time in the {days} days from {date}. Enter the working hours and
    days off in the settings."""
