"""Whoever verifies a paper is told what is known of the file in hand, and nothing beyond that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine import documents
from engine.database import Database
from engine.models import DocumentVersion
from engine.press import child
from tests.copies import SCAN, add_copy, newest
from tests.engine.test_paper_copies import undo
from tests.office import start, walk
from tests.webui.test_copy_pages import verify
from tests.webui.test_documents import sign
from webui.papers import sheets

PLAN, DECREE = "D1", "D4"


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """The browser of somebody who has not signed in."""
    return app.test_client()


@pytest.fixture
def decree(office: Database) -> DocumentVersion:
    """A decree that has just been signed, with the bytes that were signed."""
    instance = start(office).instance_id
    walk(office, instance, until="T8")
    sign(office, instance, "kadis", {"arahan": "Laksanakan."})
    return newest(office, instance, DECREE)


def version(office: Database, of: DocumentVersion, code: str, which: int = 0) -> DocumentVersion:
    with office.reading() as session:
        return documents.of_instance(session, of.instance_id)[code][which]


def printed(office: Database, of: DocumentVersion) -> bytes:
    with office.reading() as session:
        return sheets.pdf(session, of)


@contextmanager
def crowded(*places: child.Places) -> Iterator[None]:
    """While all places to ask are taken by others."""
    with ExitStack() as taken:
        for one in places:
            while one.asking.acquire(blocking=False):
                taken.callback(one.asking.release)
        yield


def test_the_file_of_a_paper_that_nobody_signs_is_never_called_altered(
    office: Database, decree: DocumentVersion, stranger: FlaskClient
) -> None:
    plan = version(office, decree, PLAN)
    data = printed(office, plan)
    alone = verify(stranger, "", data)
    assert "tidak dikenal di sini" in alone and "ketik juga kodenya" in alone
    with_code = verify(stranger, plan.token, data)
    assert "sama persis, bita demi bita, dengan cetakan versi ini" in with_code
    assert "naskah tanpa tanda tangan" in with_code and "onsep" not in with_code
    other = verify(stranger, plan.token, data + b" ")
    assert "tidak dapat dibandingkan" in other
    assert all("bukan yang dibuat di sini" not in one for one in (alone, with_code, other))


def test_a_draft_that_was_initialled_since_it_was_printed_cannot_be_compared(
    office: Database, decree: DocumentVersion, stranger: FlaskClient
) -> None:
    page = verify(stranger, version(office, decree, DECREE, -1).token, b"%PDF-1.7 dulu")
    assert "tidak dapat dibandingkan" in page and ">konsep<" in page


def test_a_paper_shows_the_digest_of_a_file_only_where_the_file_is_kept(
    office: Database, decree: DocumentVersion, stranger: FlaskClient
) -> None:
    plan = version(office, decree, PLAN)
    page = stranger.get(f"/periksa/{plan.token}").text
    assert "SHA-256 berkas" not in page and plan.digest.hex() in page
    page = stranger.get(f"/periksa/{decree.token}").text
    assert (decree.sha256 or b"").hex() in page and decree.digest.hex() in page


def test_a_void_paper_is_called_void_before_all_else_also_where_its_file_is_the_same(
    office: Database, decree: DocumentVersion, stranger: FlaskClient
) -> None:
    data = printed(office, decree)
    undo(office, decree)
    for page in (verify(stranger, decree.token, data), verify(stranger, "", data)):
        assert page.index("Gugur sejak") < page.index("Berkas sama")
        assert re.search(r"<dt>Keadaan</dt><dd[^>]*>gugur<", page)
        assert '"note done"' not in page


def test_what_was_printed_of_a_paper_that_became_void_is_not_called_altered(
    office: Database, stranger: FlaskClient
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T9")
    signed = newest(office, instance, DECREE)
    data = printed(office, signed)
    undo(office, signed)
    page = verify(stranger, signed.token, data)
    assert "Gugur sejak" in page and "tidak dapat dibandingkan" in page
    assert "bukan yang dibuat di sini" not in page


def test_a_copy_is_what_the_office_says_and_no_confirmation(
    office: Database, decree: DocumentVersion, stranger: FlaskClient
) -> None:
    add_copy(office, decree, "kasubag", kind="certified")
    page = verify(stranger, "", SCAN)
    assert "Kantor ini menyimpan berkas ini sebagai naskah bertanda tangan dari" in page
    assert "Sistem tidak memeriksa tanda tangan di dalamnya" in page
    assert "ditambahkan oleh Meranti Contoh, Kasubag Perencanaan" in page
    assert "yang menambahkannya bukan penanda tangan" in page and '"note done"' not in page


def test_a_form_sent_empty_is_told_what_to_do(stranger: FlaskClient) -> None:
    page = verify(stranger, "")
    assert "Belum ada yang diperiksa" in page and "atau pilih berkasnya" in page


def test_strangers_set_papers_anew_in_few_places_and_keep_nobody_from_printing(
    office: Database, decree: DocumentVersion, stranger: FlaskClient
) -> None:
    plan = version(office, decree, PLAN)
    data = printed(office, plan)
    with crowded(child.STRANGERS):
        assert "terlalu banyak dokumen" in verify(stranger, plan.token, data)
        assert child.CHECKS.asking.acquire(blocking=False)
        child.CHECKS.asking.release()
        assert printed(office, plan) == data
    with crowded(child.PEOPLE):
        assert "sama persis" in verify(stranger, plan.token, data)
    with crowded(child.CHECKS, child.STRANGERS, child.PEOPLE):
        assert "sama persis" in verify(stranger, plan.token, data)
