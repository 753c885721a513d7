"""What papers say of the office, and how it measures."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from engine import contents, offices
from engine.actors import Actor
from engine.measurement.settings import Settings
from engine.models import Setting
from engine.organisation import acting
from engine.records import Fact, canonical
from engine.texts import tidy
from engine.uploads import Judged


def change_office(
    session: Session,
    actor: Actor,
    address: str,
    place: str,
    now: datetime,
    government: str = "",
) -> None:
    """Change the address, the place where papers are signed, and the government; "" leaves any out.

    Nothing is recorded when nothing differs.
    """
    write = acting.begin(session, actor, now)
    said = {"government": government, "address": address, "place": place}
    found, wanted = offices.office(session), {key: tidy(text) for key, text in said.items()}
    after = {key: text for key, text in wanted.items() if text != getattr(found, key)}
    if not after:
        return
    before = {key: getattr(found, key) for key in after}
    for key, text in after.items():
        session.merge(Setting(key=key, value=text))
    write(Fact.OFFICE_CHANGED, {"before": before, "after": after})


def set_emblem(session: Session, actor: Actor, new: Judged | None, now: datetime) -> None:
    """Give the office an emblem that was judged, or take it away; final papers stay as printed.

    Nothing is recorded when nothing differs.
    """
    write = acting.begin(session, actor, now)
    before, after = offices.office(session).emblem, new.file if new else None
    if before == after:
        return
    contents.keep(session, [new.data] if new else [])
    told = [vars(one) if one else None for one in (before, after)]
    session.merge(Setting(key=offices.EMBLEM, value=canonical(told[1])))
    body = {"before": {offices.EMBLEM: told[0]}, "after": {offices.EMBLEM: told[1]}}
    write(Fact.OFFICE_CHANGED, body)


def set_measurement(session: Session, actor: Actor, own: Settings, now: datetime) -> None:
    """Say how the office measures from now on; tables that were set up keep their own settings.

    Nothing is recorded when nothing differs.
    """
    write = acting.begin(session, actor, now)
    before, after = (one.to_json() for one in (offices.measurement(session), own))
    if before == after:
        return
    session.merge(Setting(key=offices.MEASUREMENT, value=canonical(after)))
    body = {"before": {offices.MEASUREMENT: before}, "after": {offices.MEASUREMENT: after}}
    write(Fact.OFFICE_CHANGED, body)
