"""Who may do what: one table, checked in the engine and declared on every route.

Staff is whoever holds a post today; the other roles are granted, for every SOP or for one. What
depends on a post besides (this item, an instance of this SOP) is asked where the thing is read.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is in the office."""

    STAFF = "staff"
    OWNER = "owner"
    APPROVER = "approver"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class May(StrEnum):
    """An act that needs permission."""

    SIGN_IN = "sign in"
    USE_ACCOUNT = "use one's own account"
    WORK = "complete work items"
    ADD_COPIES = "add a copy of a paper"
    READ_SOPS = "read SOPs"
    READ_SOP_HISTORY = "read the history of SOPs"
    READ_DRAFTS = "read drafts of SOPs"
    START = "start an instance"
    START_ANY = "start an instance of any SOP"
    READ_INSTANCES = "read instances"
    READ_ALL_INSTANCES = "read all instances"
    STOP = "stop an instance"
    MOVE = "move or place an instance"
    EDIT = "edit the draft of an SOP"
    APPROVE = "approve an SOP"
    PUBLISH = "publish an SOP"
    ADMINISTER = "administer people and posts"
    VERIFY_PAPERS = "verify a paper"


EVERYONE = frozenset(Role)

TABLE: dict[May, frozenset[Role]] = {
    May.WORK: frozenset({Role.STAFF}),
    # Of the papers that a step of a post held today makes or works with: see `copying.add`.
    May.ADD_COPIES: frozenset({Role.STAFF}),
    May.READ_SOPS: EVERYONE,
    May.READ_SOP_HISTORY: frozenset({Role.OWNER, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR}),
    May.READ_DRAFTS: frozenset({Role.OWNER, Role.APPROVER}),
    # Staff begin where they hold the post in whose lane the SOP starts: see `catalogue.may_start`.
    May.START: frozenset({Role.STAFF, Role.OWNER}),
    May.START_ANY: frozenset({Role.OWNER}),
    # Those of the SOPs in which one holds a post: see `readers.readable`.
    May.READ_INSTANCES: EVERYONE,
    May.READ_ALL_INSTANCES: frozenset({Role.OWNER, Role.AUDITOR, Role.ADMINISTRATOR}),
    May.STOP: frozenset({Role.OWNER, Role.ADMINISTRATOR}),
    May.MOVE: frozenset({Role.OWNER, Role.ADMINISTRATOR}),
    May.EDIT: frozenset({Role.OWNER}),
    # Never the person who made the draft: see `reviewing.approve`.
    May.APPROVE: frozenset({Role.OWNER, Role.APPROVER}),
    May.PUBLISH: frozenset({Role.OWNER}),
    May.ADMINISTER: frozenset({Role.ADMINISTRATOR}),
}

# What anybody may do who has not signed in.
PUBLIC = frozenset({May.SIGN_IN, May.VERIFY_PAPERS})

# What anybody may do who has signed in, even without a post or a role.
PERSONAL = frozenset({May.USE_ACCOUNT})


def allows(roles: frozenset[Role], act: May) -> bool:
    """Whether one of a signed-in person's roles may do it."""
    return act in PUBLIC | PERSONAL or bool(TABLE[act] & roles)
