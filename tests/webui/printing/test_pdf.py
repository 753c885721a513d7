"""The printed SOP as a PDF: its pages and words, safe from what the words say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest
from flask.testing import FlaskClient

from engine.diagram import reading
from engine.diagram.process import Process
from engine.errors import Crowded, TooLargeForPdf
from engine.signatories import Change, Signatory
from tests.engine.random_processes import a_random_process
from tests.office import KEY
from tests.pdfs import marks, pages, reads_pdfs
from tests.webui.printing import sops
from tests.webui.printing.laid import longer
from tests.webui.test_revision_pages import judge
from webui.printing import F4, PAPERS, Edition, PaperSize, printed
from webui.printing.pdf import pdf

SignIn = Callable[[str], FlaskClient]


def edition(process: Process, *watermark: str) -> Edition:
    return Edition(
        is_draft="RANCANGAN" in watermark,
        process=process,
        said="Versi 1, berlaku sejak 1 Oktober 2026",
        watermark=watermark,
        head=(process.identity.agency, process.identity.unit),
        created="28 September 2026",
        revised="–",
        effective="1 Oktober 2026",
        signatory=Signatory("Kepala Dinas", "plt", "Dadap #Contoh", "1970 *1*"),
        changes=(Change(1, date(2026, 9, 28), date(2026, 10, 1), "Dadap", "Naskah $1$."),),
        day_minutes=450,
        at=datetime(2026, 9, 28, tzinfo=UTC),
    )


def made(process: Process, paper: PaperSize = F4, *watermark: str) -> bytes:
    about = edition(process, *watermark)
    return pdf(printed(about, paper), about.at)


@reads_pdfs
def test_all_fifteen_rows_are_printed_with_their_words(
    process: Callable[[str], Process], paper: PaperSize
) -> None:
    shipped = process("shipped")
    words = " ".join(pages(made(shipped, paper))).replace("- ", "-")
    for node in shipped.user_tasks:
        assert node.step
        first, *_, last = node.step.wording.split()
        assert first in words and last in words
    assert [f" {n} " in words for n in range(1, 16)] == [True] * 15


@reads_pdfs
def test_pages_are_numbered_headed_and_lead_on_to_each_other(
    process: Callable[[str], Process],
) -> None:
    found = pages(made(process("shipped")))
    count = len(found)
    assert [f"Halaman {n} dari {count}" in page for n, page in enumerate(found, 1)] == [True] * 5
    assert "A: ke baris 9, halaman 3" in found[1] and "A: dari baris 8, halaman 2" in found[2]
    assert all("Mutu Baku" in page for page in found[1:3])
    assert all("800/054/SOP/DUKCAPIL/2022 · PENGUMPULAN" in page for page in found[1:])


@reads_pdfs
@pytest.mark.parametrize("more", [1, 5, 15])
def test_each_sheet_is_set_on_one_page(
    process: Callable[[str], Process], paper: PaperSize, more: int
) -> None:
    for watermark in ((), ("RANCANGAN",)):
        about = edition(longer(process("shipped"), more), *watermark)
        sop = printed(about, paper)
        found = pages(pdf(sop, about.at))
        assert len([page for page in found if "Mutu Baku" in page]) == len(sop.sheets)


@reads_pdfs
def test_identity_sums_and_changes_are_printed(process: Callable[[str], Process]) -> None:
    found = pages(made(process("shipped")))
    assert "Disahkan oleh Plt. Kepala Dinas" in found[0] and "NIP 1970 *1*" in found[0]
    assert "Seluruh prosedur 15 baris 3.045 6,77" in found[3]
    assert "1 28 September 2026 1 Oktober 2026 Dadap Naskah $1$." in found[3]
    assert "Tidak setuju: kembali ke baris 11" in found[4].replace("  ", " ")


@reads_pdfs
def test_a_watermark_stands_on_every_page(process: Callable[[str], Process]) -> None:
    assert all("RANCANGAN" in page for page in marks(made(process("shipped"), F4, "RANCANGAN")))
    assert not any("RANCANGAN" in page for page in marks(made(process("shipped"))))


@reads_pdfs
def test_texts_are_never_taken_for_commands(process: Callable[[str], Process]) -> None:
    words = " ".join(pages(made(process("odd"))))
    for text in ['#panic("x")', "*tebal*", "$a_b$", "`kode`", "<x>", "@z", "//", "/* juga */"]:
        assert text in words, text
    assert "Staf #1 *umum*" in words and "Kepala $x$ \\ Bidang" in words


def test_papers_have_their_sizes_lying(process: Callable[[str], Process]) -> None:
    sizes = {"f4": (330, 215), "a4": (297, 210)}
    for name, size in sizes.items():
        box = re.search(
            rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", made(process("odd"), PAPERS[name])
        )
        assert box and tuple(round(float(n) / 72 * 25.4) for n in box.groups()) == size


def test_the_file_is_accessible_titled_and_the_same_each_time(
    process: Callable[[str], Process],
) -> None:
    data = made(process("shipped"))
    assert data == made(process("shipped"))
    assert b"pdfuaid:part>1<" in data and b"/Lang(id" in data.replace(b"/Lang (", b"/Lang(")
    assert b"/MarkInfo" in data and b"20260928" in data


def test_the_typeface_is_ours_and_embedded(process: Callable[[str], Process]) -> None:
    fonts = set(re.findall(rb"/FontName ?/[A-Z]{6}\+([A-Za-z-]+)", made(process("shipped"))))
    assert fonts == {b"Archivo-Regular"}


def test_letters_that_no_font_has_do_not_keep_the_file_from_being_made() -> None:
    sop = sops.Table(["Staf"])
    sop.step("a", "1", 0, "Menulis 日本 ꦗꦮ → Ω")
    sop.then("start", "a", "end")
    assert made(reading.read(sop.bpmn())).startswith(b"%PDF-")


def test_an_sop_without_a_name_is_called_by_its_key() -> None:
    nameless = reading.read(a_random_process(Random(1), loops_around_blocks=False))
    assert b"pdfuaid:part>1<" in made(nameless)
    assert printed(edition(nameless), F4).flow_title == "SOP acak"


def test_a_large_text_is_printed_and_a_larger_one_refused_in_words(
    process: Callable[[str], Process],
) -> None:
    sop = sops.Table(["Staf"])
    sop.step("a", "1", 0, "kata " * 20_000 + "x" * 20_000)
    sop.then("start", "a", "end")
    assert made(reading.read(sop.bpmn())).startswith(b"%PDF-")
    about = edition(process("shipped"))
    endless = replace(printed(about, F4), title="x" * 4_000_000)
    with pytest.raises(TooLargeForPdf, match="too large"):
        pdf(endless, about.at)


def test_a_typesetter_that_others_keep_from_a_core_says_so_and_not_that_it_is_too_much(
    process: Callable[[str], Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    about = edition(process("long"))
    monkeypatch.setattr("engine.press.printing.SECONDS", 0.01)
    with pytest.raises(Crowded):
        pdf(printed(about, F4), about.at)


def test_a_version_is_given_as_a_file_to_whoever_reads_sops(client_of: SignIn) -> None:
    answer = client_of("pelaksana").get(f"/sop/{KEY}/cetak.pdf?kertas=a4")
    assert answer.data.startswith(b"%PDF-") and answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f"inline; filename={KEY}-1-a4.pdf"


@reads_pdfs
def test_a_draft_bears_its_mark_and_a_superseded_version_too(client_of: SignIn) -> None:
    owner, head = client_of("pemilik"), client_of("kadis")
    draft = f"/sop/{KEY}/rancangan"
    owner.post(f"{draft}/mulai", data={"number": "1"})
    xml = owner.get(f"{draft}/process.bpmn").text.replace(
        'printedTime="3 Hari"', 'printedTime="4 Hari"'
    )
    owner.post(f"{draft}/simpan", json={"xml": xml, "edition": 1})
    assert "cetak.pdf" in owner.get(draft).text
    assert all("RANCANGAN" in page for page in marks(owner.get(f"{draft}/cetak.pdf").data))
    owner.post(f"{draft}/ajukan", data={"edition": 2, "note": "Empat hari kerja.", "effective": ""})
    assert judge(head, "sahkan").status_code == 303
    old = marks(head.get(f"/sop/{KEY}/cetak.pdf?versi=1").data)
    assert all("TIDAKBERLAKU" in page and "DIGANTIKANVERSI2" in page for page in old)
    new = pages(head.get(f"/sop/{KEY}/cetak.pdf").data)
    assert "Empat hari kerja." in new[3] and "Versi 2, berlaku sejak" in new[0]


def test_a_draft_that_the_check_refuses_is_not_printed(client_of: SignIn) -> None:
    owner, draft = client_of("pemilik"), f"/sop/{KEY}/rancangan"
    owner.post(f"{draft}/mulai", data={"number": "1"})
    xml = owner.get(f"{draft}/process.bpmn").text.replace('targetRef="T15"', 'targetRef="T99"', 1)
    owner.post(f"{draft}/simpan", json={"xml": xml, "edition": 1})
    assert owner.get(f"{draft}/cetak.pdf").status_code == 422
    assert "cetak.pdf" not in owner.get(draft).text


def test_staff_get_no_draft(client_of: SignIn) -> None:
    client_of("pemilik").post(f"/sop/{KEY}/rancangan/mulai", data={"number": "1"})
    assert client_of("pelaksana").get(f"/sop/{KEY}/rancangan/cetak.pdf").status_code == 403
