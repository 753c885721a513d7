"""An SOP of another kind, with posts and papers of its own, run from its folder to its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine import (
    attachments,
    bundles,
    documents,
    filing,
    instances,
    items,
    moving,
    planning,
    publishing,
    sealing,
    uploads,
    witnessing,
)
from engine.completion import complete
from engine.database import Database
from engine.diagram import reading
from engine.diagram.checks import check
from engine.diagram.process import Process
from engine.diagram.verdicts import acceptable
from engine.fields.answers import example
from engine.item_rows import Row
from engine.models import DocumentVersion
from engine.organisation import begin_holding
from engine.sending import Sent
from tests.office import REASON, acting, choices, evidence, holder, upload_files, waiting
from webui.app import create_app
from webui.papers import pressing, sheets

FOLDER = Path(__file__).parents[1] / "bundles/penanganan-surat"
FILES = bundles.read(FOLDER)
LETTER: Process = reading.read(FILES[bundles.DIAGRAM])
REGISTRAR, HEAD, DRAFTER = "pelaksana", "sekretaris", "tim1"
TWO = ("satu.pdf", "dua.pdf")
PEOPLE = {"agendaris": REGISTRAR, "pimpinan": HEAD, "konseptor": DRAFTER}


@pytest.fixture
def letter(office: Database) -> Iterator[int]:
    """A running instance of the SOP, its posts held by people of the office."""
    begun = begin(office, FILES)
    with create_app(office, "only for tests").test_request_context():
        yield begun


def begin(office: Database, files: Mapping[str, bytes]) -> int:
    """Publish a bundle of this SOP, give its posts to people, and start it."""
    now = datetime.now(UTC)
    today = now.date() - timedelta(days=1)
    with office.writing() as session:
        owner, admin = acting(session, "pemilik"), acting(session, "admin")
        done = publishing.publish(session, owner, files, "Baru", now, today)
        assert sorted(done.new_posts) == sorted(PEOPLE)
        for lane in LETTER.lanes:
            capacity = "definitif" if lane.kind == "single" else "anggota"
            login = PEOPLE[lane.post]
            begin_holding(session, admin, login, lane.post, capacity, "SK", today, now)
    with office.writing() as session:
        who = acting(session, REGISTRAR)
        return instances.start(session, who, LETTER.key, "Undangan", None, now).instance_id


@pytest.fixture
def scans(office: Database) -> Iterator[int]:
    """An instance whose letter came as two files, which the step with the paraf approves too."""
    old = b'inputs="JAWAB" outputs="JAWAB" />'
    new = b'inputs="JAWAB MASUK" outputs="JAWAB MASUK" />'
    diagram = FILES[bundles.DIAGRAM].replace(old, new, 1)
    begun = begin(office, {**FILES, bundles.DIAGRAM: diagram})
    with create_app(office, "only for tests").test_request_context():
        send(office, waiting(office, begun)[0], files=TWO)
        yield begun


@pytest.fixture
def twice(office: Database) -> Iterator[int]:
    """An instance whose answer two steps sign, one after the other."""
    diagram = FILES[bundles.DIAGRAM].replace(b'meaning="paraf"', b'meaning="tanda_tangan"', 1)
    begun = begin(office, {**FILES, bundles.DIAGRAM: diagram})
    with create_app(office, "only for tests").test_request_context():
        yield begun


def send(
    office: Database,
    row: Row,
    decision: str | None = None,
    reason: str = "",
    files: tuple[str, ...] = ("surat.pdf",),
    **typed: str,
) -> None:
    """Complete an item as a page does: what it signs is printed before."""
    now = datetime.now(UTC)
    with office.writing() as session:
        who = acting(session, holder(session, row.item.post_id))
        view = items.view(session, who, row.item.id)
        values = {f.key: example(f) for f in view.step.fields if f.takes_answer}
        values |= upload_files(session, who, view, *files) | typed
    with office.reading() as session:
        sent = Sent(values, decision, reason, evidence(session, who))
        printed = pressing.pressed(session, who, row.item.id, sent, now)
    with office.writing() as session:
        complete(session, who, row.item.id, replace(sent, pressed=printed), now)


def run(office: Database, instance: int, returns: int) -> None:
    """Complete what waits until the instance ends, leading back so often where one can."""
    while rows := waiting(office, instance):
        ways = choices(office, rows[0])
        back = next((way.flow.name for way in ways if way.returns), None)
        ahead = next((way.flow.name for way in ways if not way.returns), None)
        if back and returns:
            returns -= 1
            send(office, rows[0], back, REASON)
        else:
            send(office, rows[0], ahead)


def made(office: Database, instance: int) -> dict[str, list[DocumentVersion]]:
    with office.reading() as session:
        return documents.of_instance(session, instance)


def test_the_bundle_is_accepted_and_every_paper_can_be_made() -> None:
    found = check(FILES[bundles.DIAGRAM], FILES)
    assert acceptable(found)
    codes = {v.element: v.code for v in found if v.code.startswith("paper-")}
    assert sorted(codes.values()) == ["paper-fills", "paper-fills", "paper-uploaded"]


def test_the_letter_runs_to_its_end_and_leaves_its_papers(office: Database, letter: int) -> None:
    run(office, letter, returns=1)
    papers = made(office, letter)
    assert papers.keys() == {paper.code for paper in LETTER.papers}
    assert [v.made_from for v in papers["MASUK"]] == ["upload"]
    final, *drafts = papers["JAWAB"]
    assert final.is_final and drafts and not any(draft.is_final for draft in drafts)


def test_the_signed_letter_has_the_number_of_its_own_register(
    office: Database, letter: int
) -> None:
    run(office, letter, returns=0)
    year = datetime.now(UTC).year
    with office.reading() as session:
        assert documents.number(session, letter, "JAWAB") == f"000.1/1/TU/{year}"
        assert documents.number(session, letter, "DISPO") == ""


def test_every_paper_can_be_printed_and_says_who_signed(office: Database, letter: int) -> None:
    run(office, letter, returns=0)
    for versions_of in made(office, letter).values():
        with office.reading() as session:
            newest = session.merge(versions_of[0], load=False)
            assert sheets.pdf(session, newest).startswith(b"%PDF")
    final = made(office, letter)["JAWAB"][0]
    with office.reading() as session:
        sheet = sheets.of_version(session, session.get_one(DocumentVersion, final.id))
    (signature,) = sheet.signatures
    assert signature.approved and signature.post == LETTER.lane[LETTER.nodes[-1].lane].name


def test_who_signs_after_another_makes_a_version_that_bears_both_signatures(
    office: Database, twice: int
) -> None:
    run(office, twice, returns=0)
    both, first, draft = made(office, twice)["JAWAB"]
    assert both.is_final and first.is_final and not draft.is_final and both.digest == first.digest
    with office.reading() as session:
        shown = [sheets.of_version(session, one) for one in (both, first)]
        kept = [documents.kept(session, one) for one in (both, first)]
        given = [documents.approvals(session, one) for one in (both, first)]
        assert list(witnessing.astray(session)) == []
    assert [len(one.signatures) for one in shown] == [2, 1] == [len(some) for some in given]
    assert all(one.approved and one.version is None for one in shown[0].signatures)
    assert kept[0] and kept[1] and kept[0] != kept[1]


def test_each_print_is_verified_by_the_signatures_that_it_bears(
    office: Database, twice: int
) -> None:
    run(office, twice, returns=0)
    both, first, _ = made(office, twice)["JAWAB"]
    stranger = create_app(office, "only for tests").test_client()
    for one, signatures in ((both, 2), (first, 1)):
        page = stranger.get(f"/periksa/{one.token}").text
        assert page.count("Ditandatangani:") == signatures
        assert ("Ada versi lebih baru" in page) == (one is first)


def test_who_signs_what_he_adds_to_stands_beside_who_signed_it_before(office: Database) -> None:
    adding = b'outputs="JAWAB" /><alur:field key="isi" type="area" label="Isi" />'
    head, _, last = FILES[bundles.DIAGRAM].rpartition(b'outputs="JAWAB" />')
    diagram = (head + adding + last).replace(b'meaning="paraf"', b'meaning="tanda_tangan"', 1)
    instance = begin(office, {**FILES, bundles.DIAGRAM: diagram})
    with create_app(office, "only for tests").test_request_context():
        for _ in range(4):
            ahead = [w.flow.name for w in choices(office, waiting(office, instance)[0])]
            send(office, waiting(office, instance)[0], ahead[0] if ahead else None)
        send(office, waiting(office, instance)[0], isi="Diubah oleh yang terakhir.")
        both, first, *_ = made(office, instance)["JAWAB"]
        with office.reading() as session:
            sheet = sheets.of_version(session, both)
    assert both.digest != first.digest
    assert [one.version for one in sheet.signatures] == [first.n, None]


def test_an_approval_covers_every_file_of_a_paper_and_the_record_names_them(
    office: Database, scans: int
) -> None:
    run(office, scans, returns=0)
    scan, again = made(office, scans)["MASUK"]
    with office.reading() as session:
        given = [documents.approvals(session, one) for one in (scan, again)]
        assert [[one.approval.meaning for one in some] for some in given] == [["paraf"]] * 2
        assert list(witnessing.astray(session)) == []


def test_the_same_files_sent_again_are_no_new_versions(office: Database, scans: int) -> None:
    with office.writing() as session:
        order = moving.Order(acting(session, "pemilik"), REASON, datetime.now(UTC))
        moving.to_step(session, order, scans, LETTER.user_tasks[0].id)
    send(office, waiting(office, scans)[0], files=TWO)
    assert [one.file_name for one in made(office, scans)["MASUK"]] == ["dua.pdf", "satu.pdf"]


def test_a_column_that_is_called_sha256_makes_no_file_of_a_row(office: Database) -> None:
    column = b'<alur:field key="kepada" type="text" label="Kepada" />'
    both = column + column.replace(b"kepada", b"sha256")
    diagram = FILES[bundles.DIAGRAM].replace(column, both)
    instance = begin(office, {**FILES, bundles.DIAGRAM: diagram})
    with create_app(office, "only for tests").test_request_context():
        run(office, instance, returns=0)
    with office.reading() as session:
        assert list(witnessing.astray(session)) == []
        assert list(sealing.changed_contents(session)) == []


def test_a_row_with_all_the_keys_of_a_file_is_no_file() -> None:
    row = {"sha256": "a" * 64, "name": "b", "type": "c", "size": "4"}
    assert list(attachments.named_in([row])) == []
    assert list(attachments.named_in([row | {"size": 4}])) == [uploads.File("a" * 64, "b", "c", 4)]


def test_an_approval_is_bound_to_the_content_of_every_file_of_a_paper() -> None:
    one, two = (planning.Planned("MASUK", bytes([n]) * 32, n) for n in (1, 2))
    told = [filing.bound({}, None, plans) for plans in ([one, two], [two, one], [two])]
    assert told[0] == told[1] != told[2]
