"""Drafts of an SOP: begun, saved without losing anybody's work, given up."""

from __future__ import annotations

import json
import threading
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import (
    bundles,
    draft_saving,
    drafting,
    drafts,
    errors,
    records,
    versions,
)
from engine.database import Database
from engine.diagram.renaming import with_key
from engine.diagram.verdicts import acceptable
from engine.models import Record
from engine.records import Fact
from tests.engine.revising import (
    TEXT,
    ask,
    begin,
    diagram,
    facts,
    first_edition,
    save,
    write,
)
from tests.office import KEY, acting


def test_a_draft_begins_as_the_version_it_comes_from(office: Database) -> None:
    begin(office)
    with office.reading() as session:
        draft = drafts.opened(session, acting(session, "pemilik"), KEY)
        base = versions.in_force(session, KEY, acting(session, "pemilik").today)
        assert draft.base == base and draft.files == bundles.load(session, base.bundle)
    with pytest.raises(errors.DraftExists):
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
        found = draft_saving.judge(session, acting(session, "pemilik"), KEY, broken)
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
            draft_saving.judge(session, acting(session, login), KEY, sent)
    ask(office, save(office, "Dinas", 1))
    with office.reading() as session, pytest.raises(errors.UnderReview):
        draft_saving.judge(session, acting(session, "pemilik"), KEY, diagram(office))


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
        draft_saving.save(session, who, KEY, b"<html/>", 1, datetime.now(UTC))


def test_a_diagram_that_holds_too_much_becomes_no_draft(office: Database) -> None:
    begin(office)
    tasks = "".join(f'<bpmn:userTask id="U{n}"/>' for n in range(200)).encode()
    crowded = diagram(office).replace(b"</bpmn:process>", tasks + b"</bpmn:process>")
    other = crowded.replace(KEY.encode(), b"sop-lain")
    with office.writing() as session, pytest.raises(errors.DiagramTooLarge, match="at most 200"):
        draft_saving.save(session, acting(session, "pemilik"), KEY, crowded, 1, datetime.now(UTC))
    with pytest.raises(errors.DiagramTooLarge), office.writing() as session:
        files = {bundles.DIAGRAM: other}
        drafting.bring(session, acting(session, "pemilik"), files, datetime.now(UTC))


def test_dropping_a_draft_keeps_its_saves_in_the_record(office: Database) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    with office.writing() as session:
        who = acting(session, "pemilik")
        draft_saving.drop(session, who, KEY, 2, datetime.now(UTC))
        digest = bytes.fromhex(json.loads(last_body(session))["digest"])
        assert b"Disdukcapil" in bundles.load(session, digest)[bundles.DIAGRAM]
    with office.reading() as session:
        assert drafts.find(session, acting(session, "pemilik"), KEY) is None
        assert all(first is None for *_, first in records.verify(session))


def last_body(session: Session) -> str:
    return session.scalar(select(Record.body).where(Record.kind == Fact.DRAFT_DROPPED)) or "{}"


def test_an_edition_is_never_another_drafts(office: Database) -> None:
    begin(office)
    save(office, "Pertama", 1)
    with office.writing() as session:
        who = acting(session, "pemilik")
        draft_saving.drop(session, who, KEY, 2, datetime.now(UTC))
    begin(office)
    for old in (1, 2):
        with pytest.raises(errors.StaleForm):
            save(office, "Kedua", old)


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
        begun = drafts.begun(session, acting(session, "pemilik"))
        assert begun == [drafts.Begun("surat-keluar", True)]
        assert drafts.begun(session, acting(session, "kasubag")) == []


def test_a_new_sop_takes_no_key_that_is_taken_or_cannot_be_one(office: Database) -> None:
    with pytest.raises(errors.AlreadyExists):
        begin_new(office, KEY)
    with pytest.raises(errors.BadName):
        begin_new(office, "Surat Keluar")
    with pytest.raises(errors.NotAllowed):
        begin_new(office, "surat-keluar", "kasubag")


def test_a_new_sop_that_was_given_up_is_begun_again_with_its_history(office: Database) -> None:
    begin_new(office, "surat-keluar")
    with office.writing() as session:
        who, now = acting(session, "pemilik"), datetime.now(UTC)
        draft_saving.drop(session, who, "surat-keluar", 1, now)
    begin_new(office, "surat-keluar")
    assert facts(office, "surat-keluar") == [
        Fact.DRAFT_BEGUN,
        Fact.DRAFT_DROPPED,
        Fact.DRAFT_BEGUN,
    ]
    with pytest.raises(errors.AlreadyExists):
        begin_new(office, "surat-keluar")


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
            draft_saving.prepared(session, who, KEY, plan, 1)
        made = draft_saving.prepared(session, who, KEY, plan, 2)
    assert b"Ketiga" in (made[bundles.DIAGRAM] or b"") and b"Kedua" in diagram(office)
    with office.writing() as session, pytest.raises(errors.StaleForm):
        draft_saving.change(session, acting(session, "pemilik"), KEY, made, 2, datetime.now(UTC))


# --- texts ---------------------------------------------------------------------------------------


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


def test_an_approver_does_not_write_texts(office: Database) -> None:
    begin(office)
    with pytest.raises(errors.NotAllowed):
        write(office, b"x", first_edition(office), "kadis")


def test_a_draft_cannot_grow_beyond_what_an_sop_may_hold(office: Database) -> None:
    begin(office)
    with pytest.raises(errors.BundleTooLarge, match="100 files or 5 MB"):
        write(office, b"a" * bundles.MOST_BYTES, first_edition(office))
