"""Posts are added by rules."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from engine import organisation
from engine.errors import (
    AlreadyExists,
    BadName,
)
from tests.engine.organisation.hiring import (
    NOW,
    ani,
    last,
)


def test_a_post_is_added_without_a_holder(session: Session) -> None:
    assert [post.key for post in organisation.unheld(session, NOW)] == ["kepala", "tim"]
    assert last(session) == (
        "post_added",
        {"kind": "group", "name": "Tim", "post": "tim", "via": "web"},
    )


def test_a_key_is_given_to_one_post(session: Session) -> None:
    with pytest.raises(AlreadyExists):
        organisation.add_post(session, ani(session), "tim", "Tim Dua", "group", "", NOW)


@pytest.mark.parametrize("wrong", [("A b", "A", "single"), ("a", " ", "single"), ("a", "A", "duo")])
def test_a_post_needs_a_key_a_name_and_a_kind(session: Session, wrong: tuple[str, ...]) -> None:
    with pytest.raises(BadName):
        organisation.add_post(session, ani(session), *wrong, "", NOW)
