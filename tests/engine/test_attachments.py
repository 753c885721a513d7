"""Files are one's own until they are sent, and then stay with the step of their instance."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from engine import errors, moving, uploads
from engine.completion import complete
from engine.database import Database
from engine.fields.files import File
from engine.fields.kinds import Field, FieldType
from engine.locking import Locked, locked
from engine.models import Attachment, Content, Upload
from engine.sending import Sent
from engine.uploads import Judged
from tests.office import REASON, acting, start, waiting

PLAN, PHOTO = b"%PDF-1.7 rencana", b"%PDF-1.7 foto"


@pytest.fixture
def item(office: Database) -> int:
    """An item of a team, whose form takes files."""
    return put_at_team(office, start(office).instance_id)


def put_at_team(office: Database, instance: int) -> int:
    with office.writing() as session:
        order = moving.Order(acting(session, "pemilik"), REASON, datetime.now(UTC))
        moving.to_step(session, order, instance, "T10")
    return waiting(office, instance)[0].item.id


def field_of(item: Locked) -> Field:
    return next(field for field in item.step.fields if field.type is FieldType.FILE)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def upload(office: Database, item: int, login: str, *several: bytes) -> None:
    with office.writing() as session:
        found = locked(session, acting(session, login), item)
        for data in several:
            new = Judged(File(sha(data), "a.pdf", "application/pdf", len(data)), data)
            uploads.upload(session, found, field_of(found), new, datetime.now(UTC))


def send(office: Database, item: int, login: str, *named: bytes) -> None:
    with office.writing() as session:
        who = acting(session, login)
        key = field_of(locked(session, who, item)).key
        complete(session, who, item, Sent({key: [sha(d) for d in named]}), datetime.now(UTC))


def sent(office: Database) -> list[bytes]:
    """The bytes of all files that stay with a step, each as often as it was sent."""
    with office.reading() as session:
        asked = select(Content.bytes).join(Attachment, Attachment.sha256 == Content.sha256)
        return list(session.scalars(asked.order_by(Attachment.id)))


def test_what_is_named_stays_and_nothing_else_does(office: Database, item: int) -> None:
    upload(office, item, "tim1", PLAN, PHOTO)
    upload(office, item, "tim2", PHOTO)
    send(office, item, "tim1", PLAN)
    assert sent(office) == [PLAN]
    with office.reading() as session:
        assert session.scalars(select(Upload)).all() == []
        kept = select(Content).where(Content.sha256 == hashlib.sha256(PHOTO).digest())
        assert session.scalars(kept).all() == []


def test_what_a_colleague_has_not_sent_is_not_there_to_be_named(
    office: Database, item: int
) -> None:
    upload(office, item, "tim2", PLAN)
    with pytest.raises(errors.InvalidValues) as refused:
        send(office, item, "tim1", PLAN)
    ((problem,),) = refused.value.errors.values()
    assert problem.code == "file_unfound" and sent(office) == []


def test_the_same_file_is_kept_once_however_often_it_is_uploaded(
    office: Database, item: int
) -> None:
    for _ in range(2):
        upload(office, item, "tim1", PLAN, PLAN)
    with office.reading() as session:
        assert len(session.scalars(select(Upload)).all()) == 1


def test_what_an_earlier_round_sent_may_be_sent_again_by_a_colleague(
    office: Database, item: int
) -> None:
    upload(office, item, "tim1", PLAN)
    send(office, item, "tim1", PLAN)
    with office.reading() as session:
        instance = session.scalars(select(Attachment.instance_id)).one()
    send(office, put_at_team(office, instance), "tim2", PLAN)
    assert sent(office) == [PLAN, PLAN]


def test_what_another_instance_sent_is_not_there_to_be_named(office: Database, item: int) -> None:
    upload(office, item, "tim1", PLAN)
    send(office, item, "tim1", PLAN)
    other = put_at_team(office, start(office).instance_id)
    with pytest.raises(errors.InvalidValues):
        send(office, other, "tim1", PLAN)


def test_nobody_uploads_to_what_is_not_his(office: Database, item: int) -> None:
    with pytest.raises(errors.NotYours):
        upload(office, item, "kasubag", PLAN)
    send(office, item, "tim1")
    with pytest.raises(errors.AlreadyDone):
        upload(office, item, "tim1", PLAN)
