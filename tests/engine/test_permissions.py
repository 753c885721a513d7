"""Who may do what in an office, as it was agreed; the program's own table has to say the same."""

from __future__ import annotations

from datetime import date

import pytest

from engine.actors import Actor, Granted, Held
from engine.errors import NotAllowed
from engine.permissions import PUBLIC, May, Role, allows

# "anybody" has not signed in; "a_person" has, but holds no post and was granted no role.
AGREED = """
                              anybody  a_person  staff  owner  approver  auditor  administrator
sign in                         yes      yes      yes    yes     yes       yes        yes
verify a paper                  yes      yes      yes    yes     yes       yes        yes
use one's own account            -       yes      yes    yes     yes       yes        yes
complete work items              -        -       yes     -       -         -          -
add a copy of a paper            -        -       yes     -       -         -          -
start an instance                -        -       yes    yes      -         -          -
start an instance of any SOP     -        -        -     yes      -         -          -
read instances                   -        -       yes    yes     yes       yes        yes
read all instances               -        -        -     yes      -        yes        yes
stop an instance                 -        -        -     yes      -         -         yes
move or place an instance        -        -        -     yes      -         -         yes
read SOPs                        -        -       yes    yes     yes       yes        yes
read the history of SOPs         -        -        -     yes     yes       yes        yes
read drafts of SOPs              -        -        -     yes     yes        -          -
edit the draft of an SOP         -        -        -     yes      -         -          -
approve an SOP                   -        -        -     yes     yes        -          -
publish an SOP                   -        -        -     yes      -         -          -
administer people and posts      -        -        -      -       -         -         yes
"""
HEADER, *LINES = AGREED.strip("\n").splitlines()
COLUMNS = HEADER.split()
ROWS = {act: cells for act, *cells in (line.rsplit(maxsplit=len(COLUMNS)) for line in LINES)}
ONE, OTHER = 7, 8


def is_allowed(column: str, act: May) -> bool:
    """What the program says for one cell."""
    if column == "anybody":
        return act in PUBLIC
    return allows(frozenset(() if column == "a_person" else {Role(column)}), act)


def acting(*granted: Granted, held: tuple[Held, ...] = ()) -> Actor:
    return Actor(1, "budi", "Budi", "id", 0, held, granted, date(2026, 10, 1), "web")


POST = Held(1, 1, "kepala", "Kepala", "Head", "definitif", "", date(9999, 1, 1))


@pytest.mark.parametrize("act", May)
def test_the_program_allows_what_was_agreed_and_nothing_else(act: May) -> None:
    agreed = [cell == "yes" for cell in ROWS[act.value]]
    assert [is_allowed(column, act) for column in COLUMNS] == agreed


def test_every_act_and_every_role_was_agreed_on() -> None:
    assert sorted(ROWS) == sorted(act.value for act in May)
    assert set(COLUMNS) == {"anybody", "a_person", *Role}


def test_roles_add_up() -> None:
    both = acting(Granted(Role.OWNER, None), Granted(Role.AUDITOR, None))
    assert both.may(May.EDIT) and both.may(May.READ_ALL_INSTANCES)
    assert not both.may(May.WORK) and not both.may(May.ADMINISTER)


def test_whoever_holds_a_post_is_staff_for_every_sop() -> None:
    staff = acting(held=(POST,))
    assert staff.roles == {Role.STAFF}
    assert staff.may(May.READ_SOPS, ONE) and staff.sops(May.READ_SOPS) is None


def test_a_role_for_one_sop_opens_its_pages_but_no_other_sop() -> None:
    owner = acting(Granted(Role.OWNER, ONE), held=(POST,))
    assert owner.may(May.EDIT) and owner.may(May.EDIT, ONE)
    assert owner.sops(May.EDIT) == {ONE}
    with pytest.raises(NotAllowed):
        owner.need(May.EDIT, OTHER)


def test_a_role_for_every_sop_counts_beside_one_for_one_sop() -> None:
    owner = acting(Granted(Role.OWNER, ONE), Granted(Role.OWNER, None))
    assert owner.may(May.EDIT, OTHER) and owner.sops(May.EDIT) is None


def test_a_refusal_names_the_act_and_who_may() -> None:
    with pytest.raises(NotAllowed) as refused:
        acting(held=(POST,)).need(May.STOP)
    assert refused.value.facts == {"act": "stop an instance", "who": "administrator, owner"}
