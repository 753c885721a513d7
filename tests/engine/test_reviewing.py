"""A second person approves a draft, as it was when approval was asked, or returns it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from engine import (
    bundles,
    draft_saving,
    drafting,
    drafts,
    errors,
    organisation,
    publishing,
    reviewing,
    versions,
)
from engine.database import Database
from engine.diagram.renaming import with_key
from engine.models import Draft, Record, Sop
from engine.permissions import Role
from engine.records import Fact
from tests.crowd import at_once
from tests.engine.revising import (
    LANES,
    NOTE,
    OTHER,
    approve,
    ask,
    begin,
    diagram,
    facts,
    first_edition,
    requested,
    save,
    write,
)
from tests.office import KEY, acting, evidence


def test_a_second_person_approves_and_the_draft_becomes_the_version_in_force(
    office: Database,
) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    ask(office, 2)
    done = approve(office)
    with office.reading() as session:
        who = acting(session, "kadis")
        version = versions.in_force(session, KEY, who.today)
        assert (done.number, version.number, version.note) == (2, 2, NOTE)
        assert version.approved_by == who.id != version.made_by
        assert drafts.find(session, acting(session, "pemilik"), KEY) is None
    assert facts(office)[1:] == [
        Fact.DRAFT_BEGUN,
        Fact.DRAFT_SAVED,
        Fact.APPROVAL_ASKED,
        Fact.VERSION_PUBLISHED,
    ]


def test_a_version_approved_for_a_later_day_leaves_the_former_in_force_until_then(
    office: Database,
) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    ask(office, 2, days=30)
    approve(office)
    with office.reading() as session:
        today = acting(session, "kadis").today
        assert versions.in_force(session, KEY, today).number == 1
        assert versions.in_force(session, KEY, today + timedelta(days=30)).number == 2


def test_nobody_approves_what_he_wrote_or_asked_for(office: Database) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    ask(office, 2)
    with pytest.raises(errors.OwnWork):
        approve(office, "pemilik")


@pytest.mark.parametrize("login", ["kasubag", "auditor", "admin"])
def test_nobody_else_edits_or_approves(office: Database, login: str) -> None:
    begin(office)
    with pytest.raises(errors.NotAllowed):
        save(office, "Lain", 1, login)
    with pytest.raises(errors.NotAllowed):
        approve(office, login)


def test_a_draft_under_review_is_not_changed(office: Database) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    ask(office, 2)
    with pytest.raises(errors.UnderReview):
        save(office, "Lain", 2)


def test_a_refusal_returns_the_draft_with_its_comment(office: Database) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    ask(office, 2)
    with office.writing() as session:
        who = acting(session, "kadis")
        about = (requested(session), "Sebut dasar hukumnya.")
        reviewing.refuse(session, who, KEY, *about, datetime.now(UTC))
    assert save(office, "Disdukcapil Tapin", 2) == 3
    with office.reading() as session:
        body = session.scalar(select(Record.body).where(Record.kind == Fact.APPROVAL_REFUSED))
    assert json.loads(body or "{}")["comment"] == "Sebut dasar hukumnya."


def test_asking_needs_a_change_a_note_and_a_day_to_come(office: Database) -> None:
    begin(office)
    with pytest.raises(errors.NothingChanged):
        ask(office, 1)
    save(office, "Disdukcapil", 1)
    with pytest.raises(errors.EffectiveTooEarly):
        ask(office, 2, days=-1)
    with office.writing() as session, pytest.raises(errors.ReasonMissing):
        who = acting(session, "pemilik")
        reviewing.ask(session, who, KEY, 2, " ", who.today, datetime.now(UTC))


def test_a_draft_that_the_check_refuses_is_saved_but_not_sent_for_approval(
    office: Database,
) -> None:
    begin(office)
    broken = diagram(office).replace(b'targetRef="T15"', b'targetRef="T99"', 1)
    with office.writing() as session:
        who = acting(session, "pemilik")
        assert draft_saving.save(session, who, KEY, broken, 1, datetime.now(UTC)) == 2
    with pytest.raises(errors.BadBundle):
        ask(office, 2)


def test_a_draft_with_a_text_that_cannot_be_filled_is_not_sent_for_approval(
    office: Database,
) -> None:
    begin(office)
    edition = write(office, b"---\nkind: surat\n---\n{{ 1 / 0 }}", first_edition(office))
    with pytest.raises(errors.BadBundle) as refused:
        ask(office, edition)
    assert [verdict.code for verdict in refused.value.verdicts] == ["paper-expression"]


def test_a_superseded_version_is_brought_back_as_a_draft(office: Database) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    ask(office, 2)
    approve(office)
    begin(office)
    with office.reading() as session:
        edition = drafts.opened(session, acting(session, "pemilik"), KEY).row.edition
    ask(office, edition)
    assert approve(office).number == 3


def test_an_approval_or_a_withdrawal_is_of_the_request_that_was_read(office: Database) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    ask(office, 2, days=90)
    with office.reading() as session:
        read = requested(session)
    with office.writing() as session:
        reviewing.withdraw(session, acting(session, "pemilik"), KEY, read, datetime.now(UTC))
    ask(office, 2)
    with pytest.raises(errors.StaleForm):
        approve(office, request=read)
    with pytest.raises(errors.StaleForm), office.writing() as session:
        reviewing.withdraw(session, acting(session, "pemilik"), KEY, read, datetime.now(UTC))


def test_whoever_saved_any_edition_does_not_approve(office: Database) -> None:
    with office.writing() as session:
        admin, now = acting(session, "admin"), datetime.now(UTC)
        organisation.grant_role(session, admin, "kadis", Role.OWNER, now)
    begin(office)
    save(office, "Oleh Kepala", 1, "kadis")
    save(office, "Oleh Pemilik", 2)
    ask(office, 3)
    with pytest.raises(errors.OwnWork):
        approve(office)


def test_whoever_brought_the_content_does_not_approve(office: Database) -> None:
    now = datetime.now(UTC)
    with office.writing() as session:
        organisation.grant_role(session, acting(session, "admin"), "kadis", Role.OWNER, now)
        base = versions.in_force(session, KEY, acting(session, "kadis").today)
        files = bundles.load(session, base.bundle)
        drafting.bring(session, acting(session, "kadis"), files, now)
        edition = session.scalars(select(Draft.edition)).one()
    ask(office, save(office, "Oleh Pemilik", edition))
    with pytest.raises(errors.OwnWork):
        approve(office)


def test_whoever_only_began_a_draft_from_a_version_may_approve(office: Database) -> None:
    with office.writing() as session:
        admin, now = acting(session, "admin"), datetime.now(UTC)
        organisation.grant_role(session, admin, "kadis", Role.OWNER, now)
        drafting.begin(session, acting(session, "kadis"), KEY, 1, now)
    ask(office, save(office, "Oleh Pemilik", 1))
    assert approve(office).number == 2


def test_an_approval_does_not_undo_a_version_that_came_meanwhile(office: Database) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    ask(office, 2)
    with office.writing() as session:
        owner, now = acting(session, "pemilik"), datetime.now(UTC)
        version = versions.in_force(session, KEY, owner.today)
        files = dict(bundles.load(session, version.bundle)) | {"papers/x.md": b"x"}
        publishing.publish(session, owner, files, NOTE, now, owner.today)
    with pytest.raises(errors.VersionCame):
        approve(office)


def test_what_was_asked_for_is_what_comes_into_force(office: Database) -> None:
    begin(office)
    ask(office, save(office, "Disdukcapil", 1))
    asked = diagram(office)
    approve(office)
    with office.reading() as session:
        version = versions.in_force(session, KEY, acting(session, "kadis").today)
        assert bundles.load(session, version.bundle)[bundles.DIAGRAM] == asked
        assert version.made_by == acting(session, "pemilik").id


def test_a_wrong_password_approves_nothing_and_leaves_the_request(office: Database) -> None:
    begin(office)
    ask(office, save(office, "Disdukcapil", 1))
    before = facts(office)
    with pytest.raises(errors.PasswordNeeded), office.writing() as session:
        who, now = acting(session, "kadis"), datetime.now(UTC)
        wrong = replace(evidence(session, who), is_right=False)
        reviewing.approve(session, who, KEY, requested(session), wrong, now)
    assert facts(office) == before
    assert approve(office).number == 2


def test_of_two_who_approve_at_once_one_puts_it_in_force(office: Database) -> None:
    with office.writing() as session:
        admin, now = acting(session, "admin"), datetime.now(UTC)
        organisation.grant_role(session, admin, "sekretaris", Role.APPROVER, now)
    begin(office)
    ask(office, save(office, "Disdukcapil", 1))
    with office.reading() as session:
        read = requested(session)
    acts = [partial(approve, office, login, read) for login in ("kadis", "sekretaris")]
    assert at_once(acts) == {"done": 1, "NotFound": 1}
    assert facts(office).count(Fact.VERSION_PUBLISHED) == 2


def test_an_approver_of_one_sop_approves_no_other(office: Database) -> None:
    with office.writing() as session:
        owner, admin, now = acting(session, "pemilik"), acting(session, "admin"), datetime.now(UTC)
        publishing.publish(session, owner, LANES, NOTE, now, owner.today)
        organisation.grant_role(session, admin, "sekretaris", Role.APPROVER, now, OTHER)
    begin(office)
    ask(office, save(office, "Disdukcapil", 1))
    with pytest.raises(errors.NotAllowed):
        approve(office, "sekretaris")


def test_a_version_approved_late_is_in_force_from_that_day_on(office: Database) -> None:
    begin(office)
    ask(office, save(office, "Disdukcapil", 1))
    with office.writing() as session:
        who = acting(session, "kadis")
        late = replace(who, today=who.today + timedelta(days=3))
        about = (requested(session), evidence(session, who), datetime.now(UTC))
        reviewing.approve(session, late, KEY, *about)
    with office.reading() as session:
        assert versions.in_force(session, KEY, late.today).effective_from == late.today


def test_a_return_needs_a_comment_and_the_request_that_was_read(office: Database) -> None:
    begin(office)
    ask(office, save(office, "Disdukcapil", 1))
    with office.writing() as session:
        who, now, read = acting(session, "kadis"), datetime.now(UTC), requested(session)
        with pytest.raises(errors.ReasonMissing):
            reviewing.refuse(session, who, KEY, read, " ", now)
        with pytest.raises(errors.StaleForm):
            reviewing.refuse(session, who, KEY, read - 1, "Belum.", now)
        reviewing.refuse(session, who, KEY, read, "Belum.", now)
        with pytest.raises(errors.NotFound):
            reviewing.refuse(session, who, KEY, read, "Belum.", now)


def test_a_return_is_told_until_approval_is_asked_for_again(office: Database) -> None:
    begin(office)
    ask(office, save(office, "Disdukcapil", 1))
    with office.writing() as session:
        about = (acting(session, "kadis"), KEY, requested(session), "Belum.", datetime.now(UTC))
        reviewing.refuse(session, *about)
    for n in range(2, 24):
        save(office, f"Disdukcapil {n}", n)
    assert last_comment(office) == "Belum."
    ask(office, save(office, "Disdukcapil Tapin", 24))
    assert last_comment(office) is None


def last_comment(office: Database) -> str | None:
    with office.reading() as session:
        sop = session.scalars(select(Sop.id).where(Sop.key == KEY)).one()
        returned = reviewing.last_return(session, sop)
    return returned and returned.body["comment"]


def test_a_request_is_taken_back_by_an_owner_once(office: Database) -> None:
    begin(office)
    ask(office, save(office, "Disdukcapil", 1))
    with office.writing() as session:
        now, read = datetime.now(UTC), requested(session)
        with pytest.raises(errors.NotAllowed):
            reviewing.withdraw(session, acting(session, "sekretaris"), KEY, read, now)
        reviewing.withdraw(session, acting(session, "pemilik"), KEY, read, now)
        with pytest.raises(errors.NotFound):
            reviewing.withdraw(session, acting(session, "pemilik"), KEY, read, now)
    assert facts(office)[-1] == Fact.APPROVAL_WITHDRAWN
    assert save(office, "Disdukcapil Tapin", 2) == 3


def test_approval_is_asked_for_the_newest_edition_and_once(office: Database) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    with pytest.raises(errors.StaleForm):
        ask(office, 1)
    ask(office, 2)
    with pytest.raises(errors.UnderReview):
        ask(office, 2)


def test_a_draft_whose_steps_reach_nobody_by_now_is_not_approved(office: Database) -> None:
    begin(office)
    ask(office, save(office, "Disdukcapil", 1), days=1)
    with office.writing() as session:
        admin, now = acting(session, "admin"), datetime.now(UTC)
        (head,) = acting(session, "kasubag").held
        organisation.end_holding(session, admin, head.id, admin.today, now)
    with pytest.raises(errors.NobodyReached):
        approve(office)
    assert facts(office)[-1] == Fact.APPROVAL_ASKED


def test_a_draft_whose_steps_reach_nobody_on_its_first_day_is_not_sent(office: Database) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    with office.writing() as session:
        admin, now = acting(session, "admin"), datetime.now(UTC)
        (head,) = acting(session, "kadis").held
        last = admin.today + timedelta(days=9)
        organisation.end_holding(session, admin, head.id, last, now)
    with pytest.raises(errors.NobodyReached):
        ask(office, 2, days=10)
    ask(office, 2, days=9)


def test_a_draft_that_names_another_sop_is_not_sent(office: Database) -> None:
    begin(office)
    with office.writing() as session:
        who, other = acting(session, "pemilik"), with_key(diagram(office), "surat-keluar")
        edition = draft_saving.save(session, who, KEY, other, 1, datetime.now(UTC))
    with pytest.raises(errors.KeyUnfit):
        ask(office, edition)
    with office.writing() as session:
        draft_saving.call(session, acting(session, "pemilik"), KEY, edition, datetime.now(UTC))
    with pytest.raises(errors.NothingChanged):
        ask(office, edition + 1)
