"""The texts that ship: each can be filled, with everything answered and with nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine import papers
from engine.diagram import reading
from engine.diagram.process import Process
from engine.fields.kinds import Field, FieldType
from engine.measurement.reading import fill
from engine.papers import Context
from engine.papers.blocks import Table
from tests.engine.measurement.samples import SAMPLE
from webui.offices_on_disk import shipped_sops
from webui.papers import tables

(FOLDER,) = shipped_sops()
TEXTS = sorted(FOLDER.glob("papers/*.md"))


def rows(key: str, *columns: str) -> Field:
    fields = tuple(Field(column, FieldType.TEXT) for column in columns)
    return Field(key, FieldType.ROWS, columns=fields)


# What the texts read and the diagram does not ask yet.
AWAITED = (
    *(Field(key, FieldType.AREA) for key in ("tujuan", "dasar", "pertimbangan", "ringkasan")),
    *(Field(key, FieldType.AREA) for key in ("hambatan", "tindak_lanjut")),
    *(Field(key, FieldType.TEXT) for key in ("sifat", "pembiayaan", "nomor_agenda")),
    rows("jadwal", "kegiatan", "mulai", "selesai", "penanggung_jawab"),
    rows("pembagian", "bidang", "indikator", "sumber"),
    rows("anggota_tim", "nama", "jabatan", "kedudukan"),
    rows("penerima", "nama", "jabatan", "jumlah", "tanggal", "jam", "cara"),
)


@pytest.fixture(scope="module")
def process() -> Process:
    return reading.read((FOLDER / "process.bpmn").read_bytes())


@pytest.fixture(scope="module")
def context(process: Process) -> Context:
    asked = [field for node in process.user_tasks if node.step for field in node.step.fields]
    named = {paper.code: paper.name for paper in process.papers}
    return papers.example([*AWAITED, *asked], tables=["indikator"], papers=named)


def test_every_paper_of_the_diagram_that_names_a_text_has_it(process: Process) -> None:
    named = {paper.file for paper in process.papers if paper.file}
    assert {text.relative_to(FOLDER).as_posix() for text in TEXTS} == named


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_each_text_can_be_filled(text: Path, context: Context) -> None:
    assert papers.tried(text.read_text(), context).faults == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_no_answer_widens_a_table_beyond_its_head(text: Path, context: Context) -> None:
    found = papers.filled(papers.read(text.read_text()), context)
    tables = [block for block in found if isinstance(block, Table)]
    assert tables
    assert all(len(row) in (1, len(table.align)) for table in tables for row in table.rows)


@pytest.mark.parametrize("name", ["draft-hasil", "dokumen-hasil"])
def test_a_result_says_what_its_mean_counts(name: str, context: Context) -> None:
    (text,) = [one for one in TEXTS if one.stem.startswith(name)]
    said = str(papers.filled(papers.read(text.read_text()), context))
    assert "Capaian di atas 120 persen dihitung 120 persen" in said


def test_what_is_not_said_of_a_recipient_is_left_to_the_pen(context: Context) -> None:
    (text,) = [one for one in TEXTS if one.stem == "tanda-terima"]
    unsaid = dict.fromkeys(("jumlah", "tanggal", "jam", "cara"))
    recipient = unsaid | {"nama": "Contoh", "jabatan": "Camat"}
    isian = {**context["isian"], "penerima": [recipient]}
    found = papers.filled(papers.read(text.read_text()), {**context, "isian": isian})
    (table,) = [block for block in found if isinstance(block, Table) and block.head]
    assert [bool(cell) for cell in table.rows[0]] == [True, True, True, *[False] * 4]


def test_of_a_form_only_the_cells_that_are_still_to_be_filled_in_are_blank(
    context: Context,
) -> None:
    (text,) = [one for one in TEXTS if one.stem.startswith("form-")]
    quarter = fill(replace(SAMPLE, quarter=4), [{"id": "IK01", "realisation_4": "99,4"}])
    one = quarter.rows[1].indicator
    off = replace(quarter.rows[1], indicator=replace(one, quarter_targets=(None,) * 4))
    told = tables.told(replace(quarter, rows=(quarter.rows[0], off, *quarter.rows[2:])))
    found = papers.filled(papers.read(text.read_text()), {**context, "tabel": {"indikator": told}})
    (table,) = [block for block in found if isinstance(block, Table)]
    said = {
        row[1][0].text[-5:-1]: [bool(cell) for cell in row[5:]] for row in table.rows if row[1:]
    }
    assert said.pop("IK01") == [True] * 7 and said.pop("IK02") == [True] * 7
    assert {any(cells) for cells in said.values()} == {False}
