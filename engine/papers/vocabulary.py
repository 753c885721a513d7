"""The names that a paper's text may use. They are Indonesian, since owners of SOPs write them.

Whoever fills a text gives each of them a value; None is what is not known yet, and prints as a
dotted line. Every text is ready to be printed: dates in words, numbers with a decimal comma.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict, cast

from engine.fields.kinds import Field, FieldType, taking

Text = str | None

Answers = Mapping[str, Any]
"""Answers by field key, in words: a text, a list of texts (checks), a list of mappings by column
(rows), or None. It holds every field that the SOP has, answered or not."""


class Kantor(TypedDict):
    """The office: its name on one line, and its address with telephone and the like."""

    nama: Text
    alamat: Text


class Sop(TypedDict):
    """The SOP: its title, its number, and the clauses of its legal basis as they stand in it."""

    nama: Text
    nomor: Text
    dasar_hukum: list[str]


class Pelaksanaan(TypedDict):
    """The instance: its title, its period in words and the year of it; when it was started, by
    whom, and of which post."""

    judul: Text
    periode: Text
    tahun: Text
    mulai: Text
    oleh: Text
    jabatan: Text


class Langkah(TypedDict):
    """The latest completion of a step; one not yet completed is left out. `no` is the row."""

    no: Text
    nama: Text
    jabatan: Text
    orang: Text
    waktu: Text
    isian: Answers


class Jawaban(TypedDict):
    """An answer to a field that several steps ask: what, by which post and person, to whom."""

    isi: Any
    dari: Text
    nama: Text
    kepada: Text
    waktu: Text


class Naskah(TypedDict):
    """Another paper of the instance, as it was before the step that makes this one: its name, the
    number that its signature gave it, and the date of that version; where none is signed, or the
    signature became void, the date of its newest version."""

    nama: Text
    nomor: Text
    tanggal: Text


class Baris(TypedDict):
    """An indicator in a table (`lalu`: of the quarter before, `tahun`: of the whole year).

    `no` is its place in the table, `urut` its line where the table is read by division.
    """

    no: Text
    urut: Text
    kode: Text
    sasaran: Text
    indikator: Text
    formula: Text
    satuan: Text
    arah: Text
    konsolidasi: Text
    frekuensi: Text
    target_tahun: Text
    target: Text
    bidang: Text
    sumber: Text
    isian: Text
    realisasi: Text
    capaian: Text
    predikat: Text
    capaian_tahun: Text
    predikat_tahun: Text
    capaian_lalu: Text
    selisih: Text
    bukti: Text
    pendorong: Text
    penghambat: Text
    tindak_lanjut: Text
    catatan: Text


class Kelompok(TypedDict):
    """The indicators of one division."""

    bidang: Text
    baris: list[Baris]


class Jumlah(TypedDict):
    """How many indicators have a predicate."""

    predikat: Text
    banyak: Text


class Tabel(TypedDict):
    """A table of indicators, and what is counted over all of it.

    `batas` is the achievement in per cent above which none counts, `skala` where the predicates
    come from: with them the mean can be reckoned again.
    """

    tahun: Text
    triwulan: Text
    kelompok: list[Kelompok]
    baris: list[Baris]
    jumlah: list[Jumlah]
    terukur: Text
    rata_rata: Text
    predikat: Text
    batas: Text
    skala: Text


class Context(TypedDict):
    """All names. `setiap` and `tabel` are by field key, `naskah` by the code of a paper, and a text
    calls them: setiap('arahan'), naskah('D7')."""

    kantor: Kantor
    sop: Sop
    pelaksanaan: Pelaksanaan
    nomor: Text
    tanggal: Text
    isian: Answers
    langkah: list[Langkah]
    setiap: Mapping[str, list[Jawaban]]
    tabel: Mapping[str, Tabel | None]
    naskah: Mapping[str, Naskah | None]


NAMES = frozenset(Context.__annotations__)

WORDS = "Contoh isian"


def example(
    fields: Iterable[Field], tables: Iterable[str] = (), papers: Mapping[str, str] | None = None
) -> Context:
    """A value for every name, to check a text by.

    `fields` are those of all steps, `tables` the keys of those that hold a table of indicators,
    `papers` the names of the SOP's papers by their codes.
    """
    known = {field.key: _answer(field) for field in taking(list(fields))}
    step = Langkah(no="1", nama=WORDS, jabatan=WORDS, orang=WORDS, waktu=WORDS, isian=known)
    return Context(
        kantor=Kantor(nama="Dinas Contoh", alamat="Jalan Contoh Nomor 1"),
        sop=Sop(nama="Pelayanan Contoh", nomor="800/001", dasar_hukum=[WORDS, WORDS]),
        pelaksanaan=Pelaksanaan(
            judul=WORDS,
            periode="Triwulan III 2026",
            tahun="2026",
            mulai="1 Oktober 2026",
            oleh=WORDS,
            jabatan=WORDS,
        ),
        nomor="800/1/CONTOH/2026",
        tanggal="9 Oktober 2026",
        isian=known,
        langkah=[step, step],
        setiap={key: [_said(value)] * 2 for key, value in known.items()},
        tabel={key: _table() for key in tables},
        naskah={code: _paper(name) for code, name in (papers or {}).items()},
    )


def blank(context: Context) -> Context:
    """The same names with no value at all, as a paper's first draft may have it."""
    emptied = {name: _emptied(value) for name, value in context.items()}
    none: dict[str, Any] = {
        "langkah": [],
        "setiap": dict.fromkeys(context["setiap"], []),
        "tabel": dict.fromkeys(context["tabel"]),
        "naskah": dict.fromkeys(context["naskah"]),
    }
    return cast(Context, emptied | none)


def _emptied(value: Any) -> Any:
    return dict.fromkeys(value) if isinstance(value, Mapping) else None


def _answer(field: Field) -> Any:
    if field.type is FieldType.ROWS:
        return [{column.key: _answer(column) for column in taking(field.columns)}] * 2
    return [WORDS, WORDS] if field.type is FieldType.CHECKS else WORDS


def _said(value: Any) -> Jawaban:
    return Jawaban(isi=value, dari=WORDS, nama=WORDS, kepada=WORDS, waktu=WORDS)


def _paper(name: str) -> Naskah:
    return Naskah(nama=name, nomor="800/9/CONTOH/2026", tanggal="9 Oktober 2026")


def _table() -> Tabel:
    row = cast(Baris, dict.fromkeys(Baris.__annotations__, "99,31"))
    return Tabel(
        tahun="2026",
        triwulan="III",
        kelompok=[Kelompok(bidang=WORDS, baris=[row, row])] * 2,
        baris=[row] * 4,
        jumlah=[Jumlah(predikat="Sangat Tinggi", banyak="4")],
        terukur="4",
        rata_rata="99,31",
        predikat="Sangat Tinggi",
        batas="120",
        skala=WORDS,
    )
