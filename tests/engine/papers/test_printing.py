"""Sheets as PDF: what stands on them, and what never does."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine.errors import Crowded, TooManyPages
from engine.papers import Kind
from engine.papers.blocks import Items, Part, Table
from engine.papers.markdown import blocks
from engine.papers.printing import pdf, pictures
from engine.papers.sheet import Letterhead, Paraf, Sheet, Signature, Verification
from engine.press import child
from engine.press.printing import MOST_DRAWN

reads_pdfs = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdftotext")

TEXT = """# RENCANA KERJA
# TRIWULAN III

| | |
|---|---|
| Hal | Pengukuran |

## Tujuan
Mengukur *indikator* kinerja.

| No | Indikator | Capaian |
|--:|---|--:|
| **Bidang** | | |
| 1 | KTP-el | 99,31 |
"""


def sheet(text: str = TEXT, kind: Kind = Kind.LEMBAR) -> Sheet:
    return Sheet(
        kind=kind,
        title="Rencana Kerja",
        blocks=blocks(text, decree=kind is Kind.KEPUTUSAN),
        at=datetime(2026, 10, 9, tzinfo=UTC),
        letterhead=Letterhead("PEMERINTAH KABUPATEN TAPIN", ("DINAS A", "DAN B"), "Jalan #1"),
        signatures=(Signature("Plt. KEPALA DINAS", "Dadap Contoh", "1970 *1*", "Rantau"),),
        said="CONTOH",
    )


def pages(printed: Sheet, *options: str) -> list[str]:
    """The words of each page, in one line."""
    command = ["pdftotext", *(options or ["-layout"]), "-", "-"]
    done = subprocess.run(command, input=pdf(printed), capture_output=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]


def test_of_a_paper_without_end_no_pages_are_drawn_and_its_pdf_is_made() -> None:
    long = sheet("a\n\n***\n\n" * MOST_DRAWN + "b")
    with pytest.raises(TooManyPages, match=f"{MOST_DRAWN + 1} pages"):
        pictures(long)
    assert len(pictures(sheet("a\n\n***\n\nb"))) == 2
    assert pdf(long).startswith(b"%PDF")


def test_whoever_prints_waits_for_no_pages_of_a_draft() -> None:
    with ExitStack() as taken:
        while child.CHECKS.asking.acquire(blocking=False):
            taken.callback(child.CHECKS.asking.release)
        with pytest.raises(Crowded):
            pictures(sheet("# Ramai"))
        assert pdf(sheet("# Ramai")).startswith(b"%PDF")


@reads_pdfs
def test_letterhead_title_words_and_tables_are_printed() -> None:
    (page,) = pages(sheet())
    assert "PEMERINTAH KABUPATEN TAPIN" in page and "DINAS A" in page and "Jalan #1" in page
    assert "RENCANA KERJA TRIWULAN III Hal : Pengukuran Tujuan" in page
    assert "No Indikator Capaian Bidang 1 KTP-el 99,31" in page
    assert page.endswith("CONTOH Halaman 1 dari 1")


@reads_pdfs
def test_who_signs_stands_below_with_room_for_a_pen() -> None:
    (page,) = pages(sheet())
    assert "Rantau, …" in page and "Plt. KEPALA DINAS, Dadap Contoh NIP 1970 *1*" in page
    assert "sistem" not in page


@reads_pdfs
@pytest.mark.parametrize("kind", [Kind.LEMBAR, Kind.TABEL])
def test_who_signs_with_a_pen_has_18_millimetres_above_the_name(kind: Kind) -> None:
    command = ["pdftotext", "-bbox", "-", "-"]
    done = subprocess.run(command, input=pdf(sheet(kind=kind)), capture_output=True, check=True)
    found = re.findall(r'yMin="([\d.]+)".*yMax="([\d.]+)">(.*)</word>', done.stdout.decode())
    at = {word: (float(top), float(bottom)) for top, bottom, word in found}
    assert (at["Dadap"][0] - at["DINAS,"][1]) / 72 * 25.4 > 18


@reads_pdfs
@pytest.mark.parametrize("kind", [Kind.LEMBAR, Kind.KEPUTUSAN, Kind.SURAT, Kind.TABEL])
def test_all_who_signed_stand_below_the_last_of_them_last(kind: Kind) -> None:
    days = [f"{day} Oktober 2026" for day in (7, 8, 9)]
    three = [
        Signature("KEPALA", name, "", "Rantau", day, f"{day} 10.15")
        for name, day in zip(("Ani", "Budi", "Cici"), days, strict=True)
    ]
    where = Verification("https://alur.example.id/v/7KQ2", "7KQ2-M8XD")
    (page,) = pages(replace(sheet(kind=kind), signatures=tuple(three), verification=where), "-raw")
    for one in three:
        assert f"Disetujui dalam sistem oleh {one.name}, KEPALA, pada {one.approved}." in page
    below = page.partition("Disetujui")[0]
    assert below.index("Ani") < below.index("Budi") < below.index("Cici")


@reads_pdfs
def test_an_approval_says_what_it_is_and_is_not() -> None:
    one = Signature("KEPALA\nDINAS", "Dadap", "", "Rantau", "9 Oktober 2026", "9 Oktober, 10.15")
    where = Verification("https://alur.example.id/v/7KQ2", "7KQ2-M8XD")
    (page,) = pages(replace(sheet(), signatures=(one,), verification=where), "-raw")
    assert "Disetujui dalam sistem oleh Dadap, KEPALA DINAS, pada 9 Oktober, 10.15." in page
    assert "Kode verifikasi: 7KQ2-M8XD" in page and "https://alur.example.id/v/7KQ2" in page
    assert "bukan tanda tangan elektronik tersertifikasi" in page
    assert "BSrE" not in page and "sertifikat elektronik" not in page


@reads_pdfs
def test_a_draft_has_its_parafs_and_its_mark_on_every_page() -> None:
    parafs = (Paraf("Kasubag", "Meranti", "5 Okt"), Paraf("Sekretaris", "Waru"))
    draft = replace(sheet(TEXT + "\n***\nDua."), parafs=parafs, watermark=("KONSEP",))
    words = " ".join(pages(draft))
    assert "Jabatan Nama Paraf Tanggal" in words and "Sekretaris Waru" in words
    found = pages(draft, "-raw")
    assert len(found) == 2 and all("KONSEP" in page.replace(" ", "") for page in found)


DECREE = """# KEPUTUSAN
## Menimbang
a. bahwa satu;
## MEMUTUSKAN
## KESATU
Membentuk Tim.

***
# SUSUNAN TIM
"""


@reads_pdfs
def test_a_decree_is_signed_before_its_annex_and_below_it() -> None:
    found = pages(sheet(DECREE, Kind.KEPUTUSAN))
    assert "Menimbang : a. bahwa satu; MEMUTUSKAN: KESATU : Membentuk Tim." in found[0]
    assert [page.count("Ditetapkan di Rantau") for page in found] == [1, 1]
    assert "SUSUNAN TIM" in found[1] and "SUSUNAN TIM" not in found[0]


PARTS = {
    "a title": ("KEPUTUSAN TENTANG TIM PENYUSUN DAN PENERAPAN SAKIP " * 5 + "AKHIR", "AKHIR"),
    "a long list": ("a. bahwa satu tim dibentuk;\n" * 40, "b. bahwa satu tim dibentuk;"),
}


@reads_pdfs
@pytest.mark.parametrize(("said", "kept"), PARTS.values(), ids=PARTS)
def test_the_end_of_a_page_never_parts_a_term_of_a_decree_from_what_it_says(
    said: str, kept: str
) -> None:
    text = f"## MEMUTUSKAN\n## Menetapkan\n{said}\n## KESATU\nMembentuk Tim.\n"
    on = set()
    for above in range(30, 42):
        found = pages(sheet("Kata.\n\n" * above + text, Kind.KEPUTUSAN), "-raw")
        (at,) = [n for n, page in enumerate(found) if "Menetapkan" in page]
        assert kept in found[at] and "MEMUTUSKAN:" in found[at]
        on.add(at)
    assert on == {0, 1}


@reads_pdfs
def test_a_letter_bears_its_date_above() -> None:
    (page,) = pages(sheet("Dengan hormat.", Kind.SURAT))
    assert page.index("Rantau, …") < page.index("Dengan hormat.") and page.count("Rantau") == 1


@reads_pdfs
def test_the_head_of_a_long_table_is_repeated() -> None:
    rows = "| 1 | KTP-el | 99,31 |\n" * 90
    found = pages(replace(sheet(TEXT + rows, Kind.TABEL), landscape=True))
    assert len(found) > 2 and all("No Indikator Capaian" in page for page in found[:-1])
    assert all("Rencana Kerja" in page for page in found[1:])


@pytest.mark.parametrize(
    ("size", "landscape", "millimetres"),
    [("f4", False, (215, 330)), ("f4", True, (330, 215)), ("a4", False, (210, 297))],
)
def test_papers_have_their_sizes(size: str, landscape: bool, millimetres: tuple[int, int]) -> None:
    data = pdf(replace(sheet(), size=size, landscape=landscape))
    box = re.search(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", data)
    assert box and tuple(round(float(n) / 72 * 25.4) for n in box.groups()) == millimetres


@pytest.mark.parametrize("text", [TEXT, "Tanpa judul.", "### Langsung\n\n# Judul", "*a*"])
def test_the_file_is_accessible_and_the_same_each_time(text: str) -> None:
    data = pdf(sheet(text))
    assert data == pdf(sheet(text))
    assert b"pdfuaid:part>1<" in data and b"20261009" in data


@reads_pdfs
def test_texts_are_never_taken_for_commands() -> None:
    typed = '#panic("x") $a_b$ @z // /* juga */ \\\\'
    (page,) = pages(
        replace(sheet(), title=typed, said=typed, signatures=(Signature(typed, typed),))
    )
    assert page.count('#panic("x") $a_b$ @z // /* juga */') == 3


def test_whatever_is_nested_is_printed() -> None:
    text = "# A\n## Mengingat\n1. a\n   - b\n\n     | x | y |\n     |---|--:|\n     | 1 | 2 |\n"
    found = blocks(text, decree=True)
    assert isinstance(found[1], Part) and isinstance(found[1].blocks[0], Items)
    (below,) = (b for b in found[1].blocks[0].items[0] if isinstance(b, Items))
    assert any(isinstance(b, Table) for b in below.items[0])
    assert pdf(sheet(text, Kind.KEPUTUSAN)).startswith(b"%PDF-")


def test_the_title_on_further_pages_is_shown_below_the_line_too() -> None:
    long = sheet("Kata.\n\n" * 90)
    above, below = (pictures(replace(long, title=title))[1] for title in ("m", "m_"))
    assert above != below


PARAFS = (Paraf("Kasubag", "Meranti", "5 Okt"), Paraf("Sekretaris", ""))
GROUPED = "".join(
    ("| **Bidang** | | |\n" if n % 5 == 1 else "") + f"| {n} | Indikator ke-{n} | 99,31 |\n"
    for n in range(1, 41)
)


def of_rows(count: int, kind: Kind, below: str) -> Sheet:
    """A draft of so many rows by division, with its parafs and room for a signature."""
    lines = GROUPED.splitlines(keepends=True)
    end = lines.index(f"| {count} | Indikator ke-{count} | 99,31 |\n") + 1
    head = "# FORM\n\n| No | Indikator | Capaian |\n|--:|---|--:|\n"
    made = sheet(head + "".join(lines[:end]) + f"\n{below}", kind)
    return replace(made, parafs=PARAFS, landscape=kind is Kind.TABEL)


@reads_pdfs
@pytest.mark.parametrize("below", ["", "Kolom capaian diisi oleh bidang."])
@pytest.mark.parametrize("kind", [Kind.LEMBAR, Kind.TABEL])
def test_who_initials_and_signs_never_stands_on_a_page_without_the_last_rows(
    kind: Kind, below: str
) -> None:
    broken = 0
    for count in range(8, 41, 2):
        *earlier, last = pages(of_rows(count, kind, below))
        broken += bool(earlier)
        assert f"Indikator ke-{count}" in last and "Sekretaris" in last and below in last
        assert f"Indikator ke-{count - 1}" in last or "Bidang" in last
    assert broken


@reads_pdfs
def test_the_head_of_a_group_stays_with_its_first_row() -> None:
    for above in range(12):
        text = "Kata.\n\n" * above + "| No | Indikator | Capaian |\n|--:|---|--:|\n" + GROUPED
        for page in pages(sheet(text))[:-1]:
            assert not re.sub(r" CONTOH Halaman.*", "", page).endswith("Bidang")


@reads_pdfs
def test_who_signs_never_stands_on_a_page_without_the_last_paragraph() -> None:
    found = [pages(sheet("Kata.\n\n" * above + "Kata terakhir.")) for above in range(20, 46)]
    assert any(len(found) > 1 for found in found)
    assert all("Kata terakhir." in last and "Dadap" in last for *_, last in found)
