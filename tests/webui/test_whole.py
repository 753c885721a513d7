"""Approving a first version: all that it says stands on the page, and posts are called by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from engine import bundles, organisation, reviewing
from engine.database import Database
from engine.drafts import opened
from tests.engine.revising import NOTE, OTHER, begin, first_edition
from tests.office import KEY, acting
from tests.webui.test_revision_pages import bring
from tests.webui.test_sop_pages import NEW
from tests.webui.test_succession_pages import words

SignIn = Callable[[str], FlaskClient]

DRAFT = f"/sop/{OTHER}/rancangan"
STEP = '<alur:step row="1" provenance="T" confidence="0.9">'
FORM = (
    '<alur:field key="nilai" type="number" label="Nilai" required="true" minimum="0" maximum="9"/>'
    '<alur:field key="jenis" type="choice" label="Jenis"><alur:option value="tidak" label="Ya"/>'
    '<alur:option value="ya" label="Tidak"/></alur:field>'
    '<alur:field key="sebab" type="text" label="Sebab" shownWhen="nilai &gt; 5"/>'
)


def first(owner: FlaskClient, *replacements: tuple[str, str]) -> None:
    """Bring an SOP that is new, its diagram changed."""
    text = NEW[bundles.DIAGRAM].decode()
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new, 1)
    files = NEW | {bundles.DIAGRAM: text.encode()}
    assert bring(owner, "sop.zip", bundles.zipped(files)).location == DRAFT


def ask(office: Database) -> None:
    with office.writing() as session:
        who = acting(session, "pemilik")
        edition = opened(session, who, OTHER).row.edition
        reviewing.ask(session, who, OTHER, edition, NOTE, who.today, datetime.now(UTC))


@pytest.fixture
def pages(office: Database, client_of: SignIn) -> Callable[..., list[str]]:
    """Asks for the approval of a first version: what the draft and the approval say to the head."""

    def asked(*replacements: tuple[str, str]) -> list[str]:
        first(client_of("pemilik"), *replacements)
        ask(office)
        head = client_of("kadis")
        return [words(head, path) for path in (DRAFT, f"{DRAFT}/sahkan")]

    return asked


def test_every_step_of_a_first_version_is_told_to_whoever_approves_it(
    pages: Callable[..., list[str]],
) -> None:
    for page in pages():
        for told in (
            "1. Menyusun laporan Uraian kegiatan, seperti dicetak Menyusun laporan kinerja",
            "2. Memeriksa laporan",
            "Makna penyelesaian Diparaf",
            "Waktu baku 30 menit",
            "Naskah yang dibuat laporan Laporan",
            "“Setuju”: lanjut ke Selesai",
            "“Kembalikan”: kembali ke 1 (Pelaksana)",
            "Naskah baru: Laporan",
            "Yang boleh memulai Sekretaris (sekretaris)",
        ):
            assert told in page, told


def test_what_a_first_version_asks_is_told_with_values_bounds_and_conditions(
    pages: Callable[..., list[str]],
) -> None:
    for page in pages((STEP, STEP + FORM)):
        assert "Nilai: angka; wajib; batas bawah 0; batas atas 9" in page
        assert "Jenis: pilih satu; Ya (tidak), Tidak (ya)" in page
        assert "Sebab: teks sebaris; tampil bila nilai > 5" in page


def test_a_lane_that_is_named_otherwise_than_its_post_is_told(
    pages: Callable[..., list[str]],
) -> None:
    for page in pages():
        assert "Jalur “Kepala” berarti jabatan Kepala Dinas (kepala-dinas)" in page
        assert "Pelaksana Sekretaris (sekretaris)" in page


def test_no_key_is_told_where_lane_and_post_have_the_same_name(
    pages: Callable[..., list[str]],
) -> None:
    for page in pages(('name="Kepala"', 'name="Kepala Dinas"')):
        assert "Jalur “Kepala" not in page and "(kepala-dinas)" not in page


def test_posts_that_approving_would_make_are_told(pages: Callable[..., list[str]]) -> None:
    for page in pages((STEP, STEP + '<alur:notify post="hantu"/>')):
        assert "Jabatan baru, dibuat saat disahkan: hantu (hantu)" in page
        assert "Diberi tahu hantu (hantu), jabatan baru" in page


def test_the_printed_draft_lies_beside_the_password(office: Database, client_of: SignIn) -> None:
    first(client_of("pemilik"))
    ask(office)
    head = client_of("kadis")
    page = head.get(f"{DRAFT}/sahkan").text
    assert f'href="{DRAFT}/cetak.pdf"' in page
    assert head.get(f"{DRAFT}/cetak.pdf").mimetype == "application/pdf"


def test_a_new_step_of_a_revision_is_told_as_a_whole(office: Database, client_of: SignIn) -> None:
    owner, path = client_of("pemilik"), f"/sop/{KEY}/rancangan"
    begin(office)
    xml = owner.get(f"{path}/process.bpmn").text
    assert "Isi lengkap langkah baru" not in words(owner, path)
    xml = re.sub(r"\bT10\b", "T10x", xml)
    owner.post(f"{path}/simpan", json={"xml": xml, "edition": first_edition(office)})
    page = words(owner, path)
    new = page.partition("Isi lengkap langkah baru")[2].partition("Dampak bila disahkan")[0]
    assert new.count("Makna penyelesaian") == 1 and "Waktu baku 3 hari" in new


# --- a post that nobody can hold yet ----------------------------------------------------------


GHOST = ('post="sekretaris"', 'post="operator-layanan"'), ('name="Pelaksana"', 'name="Operator"')


def test_a_post_that_a_draft_names_is_offered_to_the_administrator_and_added_at_a_press(
    office: Database, client_of: SignIn
) -> None:
    first(client_of("pemilik"), *GHOST)
    admin, path = client_of("admin"), "/pengelolaan/jabatan"
    page = admin.get(path).text
    assert 'value="operator-layanan"' in page and "dipakai rancangan Contoh" in page
    sent = {"key": "operator-layanan", "name": "Operator", "name_en": "", "kind": "single"}
    assert admin.post(path, data=sent).status_code == 303
    page = admin.get(path).text
    assert "dipakai rancangan" not in page and "operator-layanan" in page
    with office.reading() as session:
        assert organisation.wanted(session) == []


def test_what_keeps_a_draft_from_approval_names_the_post_and_whom_to_ask(
    client_of: SignIn,
) -> None:
    owner = client_of("pemilik")
    first(owner, *GHOST)
    assert "Menyusun laporan (Operator, operator-layanan)" in words(owner, DRAFT)
    values = {"edition": 1, "note": NOTE, "effective": ""}
    answer = owner.post(f"{DRAFT}/ajukan", data=values)
    said = "mintalah administrator mengisi jabatan Operator (operator-layanan)"
    assert answer.status_code == 422 and said in answer.text
