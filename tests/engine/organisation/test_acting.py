"""Only an administrator changes the organisation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from engine import actors, organisation
from engine.errors import (
    NotAllowed,
)
from engine.measurement import settings
from engine.permissions import Role
from tests.engine.organisation.hiring import (
    NOW,
    TODAY,
)

Act = Callable[[Session, actors.Actor], object]

ACTS: dict[str, Act] = {
    "add_person": lambda s, a: organisation.add_person(s, a, "dewi", "Dewi", "", NOW),
    "change_person": lambda s, a: organisation.change_person(s, a, "budi", NOW, name="B"),
    "close_person": lambda s, a: organisation.close_person(s, a, "budi", NOW),
    "add_post": lambda s, a: organisation.add_post(s, a, "b", "B", "single", "", NOW),
    "begin_holding": lambda s, a: organisation.begin_holding(
        s, a, "budi", "kepala", "plt", "", TODAY, NOW
    ),
    "end_holding": lambda s, a: organisation.end_holding(s, a, 1, TODAY, NOW),
    "grant_role": lambda s, a: organisation.grant_role(s, a, "budi", Role.OWNER, NOW),
    "end_grant": lambda s, a: organisation.end_grant(s, a, 1, NOW),
    "add_day_off": lambda s, a: organisation.add_day_off(s, a, TODAY, "a", "A", NOW),
    "remove_day_off": lambda s, a: organisation.remove_day_off(s, a, TODAY, NOW),
    "set_hours": lambda s, a: organisation.set_hours(s, a, TODAY, {}, NOW),
    "remove_hours": lambda s, a: organisation.remove_hours(s, a, TODAY, NOW),
    "import_csv": lambda s, a: organisation.import_csv(s, a, "login\n", NOW),
    "change_office": lambda s, a: organisation.change_office(s, a, "", "Rantau", NOW),
    "set_measurement": lambda s, a: organisation.set_measurement(s, a, settings.default(), NOW),
}


@pytest.mark.parametrize("act", ACTS)
def test_only_an_administrator_changes_the_organisation(session: Session, act: str) -> None:
    with pytest.raises(NotAllowed):
        ACTS[act](session, actors.actor(session, "budi", TODAY, "web"))
