"""What the check says on pages: by rows and names, in the reader's words, where it is mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.diagram import reading
from engine.diagram.checks import check
from engine.diagram.verdicts import refusals
from engine.diagram.xml import Unreadable
from engine.errors import BadPaper
from tests.office import KEY
from webui import refusal_words
from webui.offices_on_disk import shipped_sops
from webui.views import element_names

DRAFT = f"/sop/{KEY}/rancangan"
BAD = sorted((Path(__file__).parents[1] / "diagrams/bad").glob("*.bpmn"))
TEXTS = sorted((Path(__file__).parents[1] / "texts/bad").glob("*.md"))
SHIPPED = (shipped_sops()[0] / "process.bpmn").read_text()
# What only those say who programmed the libraries, or draw diagrams all day.
JARGON = re.compile(
    r"user task|exclusive|gateway|isExecutable|default|well-formed|Expected|expected|unexpected"
    r"|condition|not written|[Uu]nsupported operand|Start tag"
)

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def in_indonesian(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers={"Cookie": "lang=id"}):
        yield


@pytest.fixture
def in_english(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers={"Cookie": "lang=en"}):
        yield


def said(diagram: str, text: bytes = b"---\nkind: surat\n---\nIsi.\n") -> list[dict[str, str]]:
    """What is refused of a diagram, in words."""
    data = diagram.encode()
    named = element_names.of(reading.read(data), reading.names(data))
    found = refusals(check(data, {"papers/laporan.md": text}))
    return [refusal_words.verdict(verdict, named) for verdict in found]


def name_of(part: str, diagram: str = SHIPPED) -> str:
    data = diagram.encode()
    return element_names.of(reading.read(data), reading.names(data))(part)


def test_a_row_is_called_by_its_number_and_name(in_indonesian: None) -> None:
    assert name_of("T10") == "baris 10 (Melaksanakan pengukuran indikator kinerja)"


def test_an_arrow_is_called_by_the_rows_that_it_joins_and_its_decision(in_indonesian: None) -> None:
    flow = next(f for f in reading.read(SHIPPED.encode()).flows if f.source == "G12")
    assert re.fullmatch(r"panah dari baris 12 ke baris \d+ \(.+\)", name_of(flow.id))


def test_lanes_decisions_and_what_cannot_run_are_called_by_their_names(in_indonesian: None) -> None:
    lane = reading.read(SHIPPED.encode()).lanes[0]
    assert name_of(lane.id) == f"jalur “{lane.name}”"
    assert name_of("G12").startswith("keputusan ")
    strange = SHIPPED.replace("</bpmn:process>", '<bpmn:task id="x" name="Kirim"/></bpmn:process>')
    strange = strange.replace("bpmn:task", "bpmn:sendTask")
    assert name_of("x", strange) == "“Kirim”"


def test_names_are_those_of_the_reader(in_english: None) -> None:
    assert name_of("T10").startswith("row 10 (Measure")


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_what_is_wrong_with_a_diagram_is_said_in_an_offices_words(
    in_indonesian: None, path: Path
) -> None:
    data = path.read_bytes()
    try:
        named = element_names.of(reading.read(data), reading.names(data))
    except Unreadable:
        named = str
    for verdict in refusals(check(data)):
        told = refusal_words.verdict(verdict, named)
        words = told["message"] + told["remedy"]
        # The tag of what cannot run is told as the file has it.
        assert JARGON.findall(words.replace(verdict.facts.get("detail", "-"), "")) == []
        assert "{" not in words


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_is_wrong_with_a_text_is_said_in_an_offices_words(
    in_indonesian: None, path: Path
) -> None:
    lanes = (Path(__file__).parents[1] / "diagrams/good/lanes.bpmn").read_text()
    found = said(lanes, path.read_bytes())
    assert found and not any(JARGON.search(one["message"] + one["remedy"]) for one in found)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{{ }}", "ada yang kurang sebelum “}}”"),
        ("{% if kantor %}", "“if” belum ditutup dengan “endif”"),
        ("{{ kantor sop }}", "di situ seharusnya “}}”, bukan “sop”"),
        ("{% endfor %}", "“endfor” tidak dikenal atau tidak pada tempatnya"),
        ("{{ 1 / 0 }}", "ada pembagian dengan nol"),
        ("{{ 1 < 'a' }}", "nilai yang berlainan jenis dijumlahkan atau dibandingkan"),
        ("{{ f(a=1, 2) }}", "ada yang tidak tertulis semestinya (pesan aslinya: “"),
    ],
)
def test_the_complaints_about_a_text_name_its_line_and_the_sign(
    in_indonesian: None, written: str, told: str
) -> None:
    lanes = (Path(__file__).parents[1] / "diagrams/good/lanes.bpmn").read_text()
    (found,) = said(lanes, f"---\nkind: surat\n---\n\n{written}\n".encode())
    assert "baris 5" in found["message"] and told in found["message"]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("", "baris 1, kolom 1: berkas ini kosong atau sama sekali bukan XML"),
        ("<a>\n<b></a>", "baris 2, kolom 8: unsur b tidak ditutup"),
        ("<a>\n", "isinya terputus sebelum akhir"),
        ("<a x='1'\nx='2'/>", "atribut x tertulis dua kali"),
        ("<a>x & y</a>", "tanda & berdiri sendiri"),
        ("<a><!-- <![CDATA[ --><b:c/></a>", "awalan b tidak dinyatakan"),
    ],
)
def test_what_is_no_diagram_is_refused_in_the_readers_words_with_its_place(
    client_of: SignIn, file: str, told: str
) -> None:
    owner = client_of("pemilik")
    owner.post(f"{DRAFT}/mulai", data={"number": "1"})
    answer = owner.post(f"{DRAFT}/simpan", json={"xml": file, "edition": 1})
    assert answer.status_code == 422 and told in answer.get_json()["said"]


def test_a_condition_that_is_none_is_said_to_be_so_in_the_readers_words(
    in_indonesian: None,
) -> None:
    conditions = (Path(__file__).parents[1] / "diagrams/good/conditions.bpmn").read_text()
    broken = conditions.replace("nilai &gt;= 60 and lulus", "nilai &gt;&gt;= 91")
    messages = [one["message"] for one in said(broken)]
    assert any("penulisannya bukan sebuah syarat (“nilai >>= 91”)" in said for said in messages)


def test_a_paper_that_cannot_be_filled_is_refused_in_the_readers_words(in_indonesian: None) -> None:
    bad = BadPaper(code="paper-expression", detail="division by zero", line=4)
    said = refusal_words.error(bad, ZoneInfo("Asia/Makassar"), "id")
    assert "baris 4" in said and "ada pembagian dengan nol" in said
    assert "Tidak ada yang berubah." in said and "division" not in said


# --- on the page ----------------------------------------------------------------------------------


def broken(client: FlaskClient, old: str, new: str) -> str:
    """The page of a draft in whose diagram something was replaced."""
    client.post(f"{DRAFT}/mulai", data={"number": "1"})
    xml = client.get(f"{DRAFT}/process.bpmn").text
    assert old in xml
    client.post(f"{DRAFT}/simpan", json={"xml": xml.replace(old, new, 1), "edition": 1})
    return client.get(DRAFT).text


def test_each_refusal_leads_to_where_it_is_mended(client_of: SignIn) -> None:
    owner = client_of("pemilik")
    page = broken(owner, 'duration="P3D"', 'duration="tiga hari"')
    assert f'<a href="{DRAFT}/tabel/T10">Ubah dalam tabel' in page
    assert "Baris 10 (Melaksanakan pengukuran indikator kinerja)" in page


def test_what_only_the_drawing_mends_is_shown_in_the_diagram(client_of: SignIn) -> None:
    page = broken(client_of("pemilik"), 'sourceRef="T5" targetRef="T6"', 'sourceRef="T5"')
    shown = re.findall(rf'<a href="{DRAFT}/diagram#([^"]+)">Tunjukkan dalam diagram', page)
    flow = next(f for f in reading.read(SHIPPED.encode()).flows if f.source == "T5")
    assert flow.id in shown


def test_what_only_follows_is_one_entry_that_names_its_rows(client_of: SignIn) -> None:
    page = broken(
        client_of("pemilik"), 'sourceRef="T5" targetRef="T6"', 'sourceRef="T7" targetRef="T6"'
    )
    listed = page[page.index('id="refused"') : page.index('id="changes"')]
    assert "Karena itu" in listed and listed.index("Jalan terhenti") < listed.index("Karena itu")
    assert re.search(r"<summary>Karena itu \d+ bagian lain", listed)
    assert re.search(r"<li><a [^>]+>Baris 9 \(", listed[listed.index("Karena itu") :])


def test_who_only_reads_is_led_nowhere(client_of: SignIn) -> None:
    broken(client_of("pemilik"), 'duration="P3D"', 'duration="tiga hari"')
    page = client_of("kadis").get(DRAFT).text
    assert "baris 10 (" in page and "Ubah dalam tabel" not in page
