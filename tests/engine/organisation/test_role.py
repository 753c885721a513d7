"""Roles are granted and ended by rules."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import actors, organisation
from engine.errors import (
    AlreadyExists,
    LastAdministrator,
    RoleUnfit,
)
from engine.models import Grant
from engine.permissions import Role
from tests.engine.organisation.hiring import (
    NOW,
    TODAY,
    ani,
    last,
    publish,
)


def test_a_role_is_granted_and_ended_at_once(session: Session) -> None:
    grant = organisation.grant_role(session, ani(session), "budi", Role.OWNER, NOW)
    assert actors.actor(session, "budi", TODAY, "web").roles == {Role.OWNER}
    organisation.end_grant(session, ani(session), grant, NOW)
    assert actors.actor(session, "budi", TODAY, "web").roles == frozenset()
    assert last(session)[0] == "role_ended"


def test_a_role_may_be_limited_to_one_sop(session: Session) -> None:
    publish(session, ani(session).id)
    organisation.grant_role(session, ani(session), "budi", Role.OWNER, NOW, sop="sop-uji")
    limits = {row.person.login: row.sop for row in organisation.grants(session, NOW)}
    assert limits == {"ani": None, "budi": "sop-uji"}


def test_a_role_is_granted_once(session: Session) -> None:
    organisation.grant_role(session, ani(session), "budi", Role.AUDITOR, NOW)
    with pytest.raises(AlreadyExists):
        organisation.grant_role(session, ani(session), "budi", Role.AUDITOR, NOW)


@pytest.mark.parametrize(("role", "sop"), [(Role.STAFF, None), (Role.ADMINISTRATOR, "sop-uji")])
def test_some_roles_are_not_granted(session: Session, role: Role, sop: str | None) -> None:
    publish(session, ani(session).id)
    with pytest.raises(RoleUnfit):
        organisation.grant_role(session, ani(session), "budi", role, NOW, sop)


def test_the_last_administrator_stays_one(session: Session) -> None:
    grant = session.scalars(select(Grant.id)).one()
    with pytest.raises(LastAdministrator):
        organisation.end_grant(session, ani(session), grant, NOW)


def test_another_administrator_may_follow(session: Session) -> None:
    grant = session.scalars(select(Grant.id)).one()
    organisation.grant_role(session, ani(session), "budi", Role.ADMINISTRATOR, NOW)
    organisation.end_grant(session, ani(session), grant, NOW)
    assert [row.person.login for row in organisation.grants(session, NOW)] == ["budi"]
