"""Copies that were signed outside stand beside the paper made here, and are never taken away."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from engine import (
    copying,
    documents,
    history,
    instances,
    moving,
    organisation,
    paper_copies,
    records,
    sealing,
    witnessing,
)
from engine.database import Database
from engine.errors import (
    CopyNotYours,
    CopyOfItself,
    InvalidValues,
    NoCopyOf,
    NotAllowed,
    NotFound,
    PasswordNeeded,
    SameCopy,
    TooManyCopies,
)
from engine.models import DocumentVersion
from engine.paper_copies import Copied, Kind
from engine.records import Fact
from engine.uploads import SentFile
from tests.copies import PNG, SCAN, add_copy, newest
from tests.engine.test_media import archive
from tests.engine.test_witnessing import unseal
from tests.office import REASON, acting, evidence, start, walk

DECREE = "D4"


@pytest.fixture
def decree(office: Database) -> DocumentVersion:
    """A signed decree of an instance that has ended."""
    instance = start(office).instance_id
    walk(office, instance)
    return newest(office, instance, DECREE)


def copies(office: Database, version: DocumentVersion) -> list[Copied]:
    with office.reading() as session:
        return paper_copies.of_instance(session, version.instance_id).get(version.id, [])


def undo(office: Database, version: DocumentVersion) -> None:
    """Put the instance back before the signature."""
    with office.writing() as session:
        order = moving.Order(acting(session, "pemilik"), REASON, datetime.now(UTC))
        moving.to_step(session, order, version.instance_id, "T5")


def test_who_makes_a_paper_adds_a_copy_long_after_the_instance_has_ended(
    office: Database, decree: DocumentVersion
) -> None:
    add_copy(office, decree, "sekretaris", note=" Map  7 ")
    (one,) = copies(office, decree)
    assert (one.row.kind, one.name, one.size) == ("scan", "Waru Contoh", len(SCAN))
    assert one.row.sha256 == hashlib.sha256(SCAN).digest() and one.row.note == "Map 7"
    with office.reading() as session:
        (told,) = history.of_kinds(session, decree.instance_id, [Fact.COPY_ADDED])
        assert paper_copies.kept(session, acting(session, "auditor"), one.row.id)[1] == SCAN
    assert told.body["post"] == "Sekretaris" and told.body["copy"]["paper"] == DECREE
    assert told.body["copy"]["n"] == decree.n and told.seq == one.row.seq


def test_a_signed_paper_of_a_stopped_instance_takes_one_too(office: Database) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T9")
    with office.writing() as session:
        instances.stop(session, acting(session, "pemilik"), instance, REASON, datetime.now(UTC))
    version = newest(office, instance, DECREE)
    add_copy(office, version, "kadis")
    assert len(copies(office, version)) == 1
    with office.reading() as session:
        assert list(witnessing.astray(session)) == []


def test_of_several_copies_the_newest_counts_and_the_earlier_stay(
    office: Database, decree: DocumentVersion
) -> None:
    add_copy(office, decree, "kadis")
    add_copy(office, decree, "kadis", SCAN + b"2", Kind.CERTIFIED)
    add_copy(office, decree, "kadis")
    assert [one.row.kind for one in copies(office, decree)] == ["scan", "certified", "scan"]
    with pytest.raises(SameCopy):
        add_copy(office, decree, "kadis")
    with office.reading() as session:
        found = paper_copies.by_content(session, hashlib.sha256(SCAN).digest())
    assert found and found.row.id == copies(office, decree)[0].row.id


def counts(office: Database, version: DocumentVersion) -> str:
    """Who added the copy that counts."""
    found = paper_copies.counting(copies(office, version))
    return found.name if found else ""


def test_what_a_signer_added_is_not_displaced_by_anybody_else(
    office: Database, decree: DocumentVersion
) -> None:
    add_copy(office, decree, "sekretaris")
    assert counts(office, decree) == "Waru Contoh"
    add_copy(office, decree, "kadis")
    add_copy(office, decree, "kasubag", SCAN + b"palsu", Kind.CERTIFIED)
    assert counts(office, decree) == "Dadap Contoh"
    assert [one.is_signers for one in copies(office, decree)] == [False, True, False]
    with pytest.raises(SameCopy):
        add_copy(office, decree, "sekretaris", SCAN + b"palsu")


def test_who_files_a_paper_that_others_sign_adds_its_scan(
    office: Database, decree: DocumentVersion
) -> None:
    result = newest(office, decree.instance_id, "D7")
    add_copy(office, result, "pelaksana")
    (one,) = copies(office, result)
    assert not one.is_signers and one.post
    add_copy(office, result, "kadis")
    assert counts(office, result) == "Dadap Contoh"


def test_a_copy_is_the_act_of_a_person_who_gave_the_password(
    office: Database, decree: DocumentVersion
) -> None:
    new, now = copying.judged(Kind.SCAN, SentFile("a.pdf", SCAN), ""), datetime.now(UTC)
    with office.writing() as session, pytest.raises(PasswordNeeded):
        copying.add(session, acting(session, "kadis"), decree.id, new, None, now)
    assert copies(office, decree) == []
    add_copy(office, decree, "kadis")
    with office.reading() as session:
        (told,) = history.of_kinds(session, decree.instance_id, [Fact.COPY_ADDED])
    assert told.body["proof"] == "password" and told.body["signs"]


def test_which_copy_is_newer_is_told_by_its_record_and_by_no_number_of_its_own(
    office: Database, decree: DocumentVersion
) -> None:
    add_copy(office, decree, "kadis")
    add_copy(office, decree, "kadis", SCAN + b"2")
    newer, older = (one.row.id for one in copies(office, decree))
    with office.writing() as session:
        unseal(session, "paper_copy")
        for now, then in ((older, -1), (newer, older), (-1, newer)):
            told = {"now": now, "then": then}
            session.execute(text("UPDATE paper_copy SET id = :then WHERE id = :now"), told)
    sums = [one.row.sha256 for one in copies(office, decree)]
    assert sums[0] == hashlib.sha256(SCAN + b"2").digest()


def test_a_swap_of_which_copy_is_newer_is_found(office: Database, decree: DocumentVersion) -> None:
    add_copy(office, decree, "kadis")
    add_copy(office, decree, "kadis", SCAN + b"2")
    newer, older = (one.row.seq for one in copies(office, decree))
    with office.writing() as session:
        unseal(session, "paper_copy")
        total = {"total": newer + older}
        session.execute(text("UPDATE paper_copy SET seq = :total - seq"), total)
    with office.reading() as session:
        assert list(witnessing.astray(session)) == [("copy", decree.instance_id)]


def test_nobody_adds_copies_without_end_or_keeps_others_from_adding_one(
    office: Database, decree: DocumentVersion
) -> None:
    for number in range(copying.MOST):
        add_copy(office, decree, "kasubag", SCAN + bytes([number]))
    with pytest.raises(TooManyCopies):
        add_copy(office, decree, "kasubag", b"%PDF-1.7 satu lagi")
    add_copy(office, decree, "kadis")
    assert counts(office, decree) == "Dadap Contoh"


@pytest.mark.parametrize("login", ["tim1", "pemilik", "auditor", "admin"])
def test_nobody_else_adds_one(office: Database, decree: DocumentVersion, login: str) -> None:
    wanted = CopyNotYours if login == "tim1" else NotAllowed
    other = newest(office, decree.instance_id, "D7")
    with pytest.raises(wanted):
        add_copy(office, other, login)
    assert copies(office, other) == []


def test_who_holds_the_post_no_more_adds_none(office: Database, decree: DocumentVersion) -> None:
    now = datetime.now(UTC)
    with office.writing() as session:
        admin, who = acting(session, "admin"), acting(session, "sekretaris")
        day = acting(session, "sekretaris").today
        organisation.end_holding(session, admin, who.held[0].id, day - timedelta(days=1), now)
        # As begun before: the visit was opened while the post was still held.
        new = copying.judged(Kind.SCAN, SentFile("a.pdf", SCAN), "")
        with pytest.raises(CopyNotYours, match="Kepala Dinas"):
            copying.add(session, who, decree.id, new, evidence(session, who), now)


def test_who_may_not_read_the_instance_learns_nothing_of_it(
    office: Database, decree: DocumentVersion
) -> None:
    add_copy(office, decree, "kadis")
    (one,) = copies(office, decree)
    with office.writing() as session:
        now = datetime.now(UTC)
        admin, person = acting(session, "admin"), acting(session, "pelaksana")
        day = person.today - timedelta(days=1)
        for held in person.held:
            organisation.end_holding(session, admin, held.id, day, now)
    with office.reading() as session:
        with pytest.raises(NotFound):
            paper_copies.kept(session, acting(session, "pelaksana"), one.row.id)
        with pytest.raises(NotFound):
            paper_copies.kept(session, acting(session, "auditor"), one.row.id + 1)


def test_only_a_signed_paper_whose_signature_stands_takes_one(
    office: Database, decree: DocumentVersion
) -> None:
    with office.reading() as session:
        made = documents.of_instance(session, decree.instance_id)
    draft, uploaded = made[DECREE][-1], made["D10"][0]
    for version, login in ((draft, "kadis"), (uploaded, "pelaksana")):
        with pytest.raises(NoCopyOf):
            add_copy(office, version, login)
    add_copy(office, decree, "kadis")
    undo(office, decree)
    assert [one.is_void for one in copies(office, decree)] == [True]
    with pytest.raises(NoCopyOf):
        add_copy(office, decree, "kadis", SCAN + b"2")


def test_the_file_that_was_made_here_is_no_copy_of_itself(
    office: Database, decree: DocumentVersion
) -> None:
    with office.writing() as session:
        session.execute(
            text("INSERT INTO content (sha256, size, bytes) VALUES (:s, 1, :b)"),
            {
                "s": hashlib.sha256(b"%PDF-1.7 sendiri").digest(),
                "b": b"%PDF-1.7 sendiri",
            },
        )
        unseal(session, "document_version")
        session.get_one(DocumentVersion, decree.id).sha256 = hashlib.sha256(
            b"%PDF-1.7 sendiri"
        ).digest()
    with pytest.raises(CopyOfItself):
        add_copy(office, decree, "kadis", b"%PDF-1.7 sendiri")


WIDE = PNG[:16] + (60_000).to_bytes(4) + PNG[20:]
BAD = {
    "nothing": (b"", "file_empty"),
    "a page called .pdf": (b"<html><script>alert(1)</script>", "file_unknown"),
    "20 MB": (b"%PDF-" + b"0" * 20_000_000, "file_too_large"),
    "a document": (archive("word/document.xml"), "file_unknown"),
    "half a picture": (PNG[:9], "picture_broken"),
    "a picture without its end": (PNG[:-4], "picture_cut_off"),
    "a photograph without its end": (
        b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x03\x00\x02\xff\xda\x00\x02\x00",
        "picture_cut_off",
    ),
    "a picture that unpacks without end": (WIDE, "picture_too_wide"),
}


@pytest.mark.parametrize("data, code", BAD.values(), ids=BAD)
def test_what_is_no_scan_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InvalidValues) as refused:
        copying.judged(Kind.SCAN, SentFile("sk.pdf", data), "")
    assert [one.code for one in refused.value.errors["file"]] == [code]


def test_a_signing_service_gives_back_a_pdf_and_a_scan_may_be_a_picture() -> None:
    new = copying.judged(Kind.SCAN, SentFile("../sk.HTML", PNG), "")
    assert new.judged.file.name == "sk.HTML.png"
    with pytest.raises(InvalidValues, match="file"):
        copying.judged(Kind.CERTIFIED, SentFile("sk.pdf", PNG), "")
    with pytest.raises(InvalidValues, match="kind"):
        copying.judged("bsre", SentFile("sk.pdf", SCAN), "")
    with pytest.raises(InvalidValues, match="note"):
        copying.judged(Kind.SCAN, SentFile("sk.pdf", SCAN), "x" * 301)


def test_the_bytes_of_a_copy_that_are_gone_or_changed_are_found(
    office: Database, decree: DocumentVersion
) -> None:
    add_copy(office, decree, "kadis")
    sha = hashlib.sha256(SCAN)
    with office.reading() as session:
        assert list(sealing.changed_contents(session)) == []
        assert all(first is None for *_, first in records.verify(session))
    with office.writing() as session:
        unseal(session, "content")
        session.execute(
            text("UPDATE content SET bytes = :b WHERE sha256 = :s"),
            {
                "b": b"%PDF-1.7 lain",
                "s": sha.digest(),
            },
        )
    with office.reading() as session:
        assert list(sealing.changed_contents(session)) == [sha.hexdigest()]
