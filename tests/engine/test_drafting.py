"""Drafts of an SOP: begun, saved without losing anybody's work, approved by a second person."""

from __future__ import annotations

import json
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import (
    bundles,
    drafting,
    drafts,
    errors,
    organisation,
    publishing,
    records,
    reviewing,
    versions,
)
from engine.database import Database
from engine.diagram.renaming import with_key
from engine.diagram.verdicts import acceptable
from engine.models import Draft, Record, Sop
from engine.permissions import Role
from engine.records import Fact
from tests.office import KEY, acting, evidence
from webui.offices_on_disk import shipped_sops

NOTE = "Judul pool diperjelas."
TEXT = "papers/rencana-kerja.md"


def begin(office: Database) -> None:
    with office.writing() as session:
        drafting.begin(session, acting(session, "pemilik"), KEY, 1, datetime.now(UTC))


def diagram(office: Database) -> bytes:
    with office.reading() as session:
        return drafts.opened(session, acting(session, "pemilik"), KEY).diagram


def save(office: Database, name: str, edition: int, login: str = "pemilik") -> int:
    """Save the shipped diagram with another name of the pool."""
    old = diagram(office).decode()
    start = old.index('name="', old.index("<bpmn:participant")) + len('name="')
    changed = old[:start] + name + old[old.index('"', start) :]
    with office.writing() as session:
        who = acting(session, login)
        return drafting.save(session, who, KEY, changed.encode(), edition, datetime.now(UTC))


def ask(office: Database, edition: int, days: int = 0) -> None:
    with office.writing() as session:
        who = acting(session, "pemilik")
        effective = who.today + timedelta(days=days)
        reviewing.ask(session, who, KEY, edition, NOTE, effective, datetime.now(UTC))


def approve(
    office: Database, login: str = "kadis", request: int | None = None
) -> publishing.Publication:
    with office.writing() as session:
        asked = request or requested(session)
        who = acting(session, login)
        about = (KEY, asked, evidence(session, who), datetime.now(UTC))
        return reviewing.approve(session, who, *about)


def requested(session: Session) -> int:
    return session.scalars(select(Draft.asked_seq)).one() or 0


def facts(office: Database) -> list[str]:
    with office.reading() as session:
        stream = session.scalar(select(Sop.id).where(Sop.key == KEY))
        found = select(Record.kind).where(Record.stream_id == stream).order_by(Record.seq)
        return list(session.scalars(found))


def test_a_draft_begins_as_the_version_it_comes_from(office: Database) -> None:
    begin(office)
    with office.reading() as session:
        draft = drafts.opened(session, acting(session, "pemilik"), KEY)
        base = versions.in_force(session, KEY, acting(session, "pemilik").today)
        assert draft.base == base and draft.files == bundles.load(session, base.bundle)
    with pytest.raises(errors.AlreadyExists):
        begin(office)


def test_a_save_counts_the_edition_and_an_unchanged_one_does_not(office: Database) -> None:
    begin(office)
    assert save(office, "Dinas", 1) == 2
    assert save(office, "Dinas", 2) == 2


def test_a_drawing_is_judged_as_a_save_would_be_and_nothing_is_kept(office: Database) -> None:
    begin(office)
    before, told = diagram(office), facts(office)
    broken = before.replace(b'targetRef="T15"', b'targetRef="T99"', 1)
    with office.reading() as session:
        found = drafting.judge(session, acting(session, "pemilik"), KEY, broken)
    assert not acceptable(found)
    assert (diagram(office), facts(office)) == (before, told)
    with office.reading() as session:
        draft = drafts.opened(session, acting(session, "pemilik"), KEY)
        assert acceptable(draft.verdicts())


def test_a_drawing_that_could_not_be_saved_is_not_judged(office: Database) -> None:
    begin(office)
    too_large = diagram(office) + b" " * bundles.MOST_BYTES
    for login, sent, refusal in (
        ("kasubag", diagram(office), errors.NotFound),
        ("kadis", diagram(office), errors.NotAllowed),
        ("pemilik", b"<html/>", errors.NotADiagram),
        ("pemilik", too_large, errors.NotADiagram),
    ):
        with office.reading() as session, pytest.raises(refusal):
            drafting.judge(session, acting(session, login), KEY, sent)
    ask(office, save(office, "Dinas", 1))
    with office.reading() as session, pytest.raises(errors.UnderReview):
        drafting.judge(session, acting(session, "pemilik"), KEY, diagram(office))


def test_a_save_of_an_edition_that_is_no_longer_the_newest_is_refused_and_loses_nothing(
    office: Database,
) -> None:
    begin(office)
    save(office, "Pertama", 1)
    with pytest.raises(errors.StaleForm) as refusal:
        save(office, "Kedua", 1)
    assert "Sungkai Contoh" in refusal.value.message and b"Pertama" in diagram(office)


def test_of_two_who_save_at_once_one_is_told(office: Database) -> None:
    begin(office)
    outcomes: Counter[str] = Counter()

    def press(name: str) -> None:
        try:
            save(office, name, 1)
        except errors.StaleForm:
            outcomes["told"] += 1
        else:
            outcomes["saved"] += 1

    threads = [threading.Thread(target=press, args=(f"Nama {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == {"saved": 1, "told": 7}


def test_what_cannot_be_read_is_not_saved(office: Database) -> None:
    begin(office)
    with office.writing() as session, pytest.raises(errors.NotADiagram):
        who = acting(session, "pemilik")
        drafting.save(session, who, KEY, b"<html/>", 1, datetime.now(UTC))


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
        assert drafting.save(session, who, KEY, broken, 1, datetime.now(UTC)) == 2
    with pytest.raises(errors.BadBundle):
        ask(office, 2)


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


def test_dropping_a_draft_keeps_its_saves_in_the_record(office: Database) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    with office.writing() as session:
        who = acting(session, "pemilik")
        drafting.drop(session, who, KEY, 2, datetime.now(UTC))
        digest = bytes.fromhex(json.loads(last_body(session))["digest"])
        assert b"Disdukcapil" in bundles.load(session, digest)[bundles.DIAGRAM]
    with office.reading() as session:
        assert drafts.find(session, acting(session, "pemilik"), KEY) is None
        assert all(first is None for *_, first in records.verify(session))


def last_body(session: Session) -> str:
    return session.scalar(select(Record.body).where(Record.kind == Fact.DRAFT_DROPPED)) or "{}"


def test_an_approval_is_of_the_request_that_was_read(office: Database) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    ask(office, 2, days=90)
    with office.reading() as session:
        read = requested(session)
    with office.writing() as session:
        reviewing.withdraw(session, acting(session, "pemilik"), KEY, datetime.now(UTC))
    ask(office, 2)
    with pytest.raises(errors.StaleForm):
        approve(office, request=read)


def test_an_edition_is_never_another_drafts(office: Database) -> None:
    begin(office)
    save(office, "Pertama", 1)
    with office.writing() as session:
        who = acting(session, "pemilik")
        drafting.drop(session, who, KEY, 2, datetime.now(UTC))
    begin(office)
    for old in (1, 2):
        with pytest.raises(errors.StaleForm):
            save(office, "Kedua", old)


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


def publish(office: Database, paper: bytes, over: int | None = None) -> int:
    with office.writing() as session:
        owner, now = acting(session, "pemilik"), datetime.now(UTC)
        version = versions.numbered(
            session, versions.in_force(session, KEY, owner.today).process_id, 1
        )
        files = dict(bundles.load(session, version.bundle)) | {"papers/x.md": paper}
        return publishing.publish(session, owner, files, NOTE, now, owner.today, over).number


def test_publishing_does_not_undo_an_approved_version_unasked(office: Database) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    ask(office, 2)
    approve(office)
    for over in (None, 1):
        with pytest.raises(errors.MayUndo) as refused:
            publish(office, b"x", over)
        assert refused.value.facts["number"] == 2 and "Contoh" in str(refused.value.facts["name"])
    assert publish(office, b"x", 2) == 3
    with pytest.raises(errors.MayUndo):
        publish(office, b"y")
    with office.reading() as session:
        bodies = session.scalars(select(Record.body).where(Record.kind == "version_published"))
        assert [json.loads(body).get("over") for body in bodies] == [None, None, 2]


def test_publishing_names_no_version_that_is_not_the_last(office: Database) -> None:
    assert publish(office, b"x") == 2
    with pytest.raises(errors.MayUndo):
        publish(office, b"y", 1)
    assert publish(office, b"y") == 3


def begin_new(office: Database, key: str, login: str = "pemilik") -> None:
    renamed = with_key(diagram_in_force(office), key)
    with office.writing() as session:
        drafting.begin_new(session, acting(session, login), key, renamed, datetime.now(UTC))


def diagram_in_force(office: Database) -> bytes:
    with office.reading() as session:
        version = versions.in_force(session, KEY, acting(session, "pemilik").today)
        return bundles.load(session, version.bundle)[bundles.DIAGRAM]


def test_a_new_sop_is_a_draft_only_and_seen_by_those_who_may_edit(office: Database) -> None:
    begin_new(office, "surat-keluar")
    with office.reading() as session:
        draft = drafts.opened(session, acting(session, "pemilik"), "surat-keluar")
        assert (draft.row.edition, draft.base) == (1, None)
        assert drafts.begun(session, acting(session, "pemilik")) == ["surat-keluar"]
        assert drafts.begun(session, acting(session, "kasubag")) == []


def test_a_new_sop_takes_no_key_that_is_taken_or_cannot_be_one(office: Database) -> None:
    with pytest.raises(errors.AlreadyExists):
        begin_new(office, KEY)
    with pytest.raises(errors.BadName):
        begin_new(office, "Surat Keluar")
    with pytest.raises(errors.NotAllowed):
        begin_new(office, "surat-keluar", "kasubag")


def test_an_edit_is_made_of_the_newest_diagram_only(office: Database) -> None:
    begin(office)
    save(office, "Pertama", 1)

    def plan(files: bundles.Files) -> bundles.Changes:
        # Nothing is locked meanwhile: others save.
        save(office, "Kedua", 2)
        return {bundles.DIAGRAM: files[bundles.DIAGRAM].replace(b"Pertama", b"Ketiga")}

    with office.reading() as session:
        who = acting(session, "pemilik")
        with pytest.raises(errors.StaleForm):
            drafting.prepared(session, who, KEY, plan, 1)
        made = drafting.prepared(session, who, KEY, plan, 2)
    assert b"Ketiga" in (made[bundles.DIAGRAM] or b"") and b"Kedua" in diagram(office)
    with office.writing() as session, pytest.raises(errors.StaleForm):
        drafting.change(session, acting(session, "pemilik"), KEY, made, 2, datetime.now(UTC))


# --- texts ---------------------------------------------------------------------------------------


def write(office: Database, text: bytes | None, edition: int, login: str = "pemilik") -> int:
    """Save the text of a paper, or take it away."""
    with office.writing() as session:
        who = acting(session, login)
        return drafting.change(session, who, KEY, {TEXT: text}, edition, datetime.now(UTC))


def texts(office: Database) -> bundles.Files:
    with office.reading() as session:
        return drafts.opened(session, acting(session, "pemilik"), KEY).files


def test_a_text_is_saved_beside_the_diagram(office: Database) -> None:
    begin(office)
    before, edition = texts(office), first_edition(office)
    assert write(office, b"---\nkind: surat\n---\nBaru.", edition) == edition + 1
    assert texts(office) == dict(before) | {TEXT: b"---\nkind: surat\n---\nBaru."}
    assert facts(office)[-1] == Fact.DRAFT_SAVED
    assert write(office, None, edition + 1) == edition + 2
    assert TEXT not in texts(office)


def test_of_two_who_save_a_text_at_once_one_is_told(office: Database) -> None:
    begin(office)
    edition = first_edition(office)
    write(office, b"satu", edition)
    with pytest.raises(errors.StaleForm):
        write(office, b"dua", edition)
    assert texts(office)[TEXT] == b"satu"


def test_a_draft_with_a_text_that_cannot_be_filled_is_not_sent_for_approval(
    office: Database,
) -> None:
    begin(office)
    edition = write(office, b"---\nkind: surat\n---\n{{ 1 / 0 }}", first_edition(office))
    with pytest.raises(errors.BadBundle) as refused:
        ask(office, edition)
    assert [verdict.code for verdict in refused.value.verdicts] == ["paper-expression"]


def test_an_approver_does_not_write_texts(office: Database) -> None:
    begin(office)
    with pytest.raises(errors.NotAllowed):
        write(office, b"x", first_edition(office), "kadis")


def test_a_draft_cannot_grow_beyond_what_an_sop_may_hold(office: Database) -> None:
    begin(office)
    with pytest.raises(errors.BundleTooLarge):
        write(office, b"a" * bundles.MOST_BYTES, first_edition(office))


def test_texts_go_out_and_come_in_as_a_folder_and_as_a_zip(tmp_path: Path) -> None:
    (folder,) = shipped_sops()
    files = bundles.read_folder(folder)
    assert sum(path.startswith("papers/") for path in files) > 1
    assert bundles.read_file("paket.zip", bundles.zipped(files)) == files
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert bundles.read_folder(tmp_path) == files


def first_edition(office: Database) -> int:
    with office.reading() as session:
        return session.scalars(select(Draft.edition)).one()
