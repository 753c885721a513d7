"""A table of indicators in the words that fill a paper's text."""

from __future__ import annotations

from collections.abc import Sequence

from engine.fields.numbers import as_read, plain
from engine.measurement.indicators import Entry
from engine.measurement.measuring import Achievement, Measured
from engine.measurement.summary import summary
from engine.measurement.table import Row, Table
from engine.papers.vocabulary import Baris, Jumlah, Kelompok, Tabel, Text
from webui import indicator_words as say
from webui.language import gettext
from webui.words import NUMERALS


def told(table: Table) -> Tabel:
    """A table measured in its quarter: all rows, by division, and what they come to."""
    measured = table.measured()
    total = summary(measured, table.settings.scale)
    rows = [
        _row(table, number, row, found)
        for number, (row, found) in enumerate(zip(table.rows, measured, strict=True), 1)
    ]
    groups = _by_division(rows)
    mean = table.settings.scale.predicate(total.mean).label if total.mean is not None else None
    return Tabel(
        tahun=str(table.year),
        triwulan=NUMERALS[str(table.quarter)],
        kelompok=groups,
        baris=rows,
        jumlah=[
            Jumlah(predikat=predicate.label, banyak=str(count))
            for predicate, count in total.predicates.items()
        ],
        terukur=str(sum(total.predicates.values())),
        rata_rata=say.value(total.mean),
        predikat=mean,
        batas=as_read(plain(table.settings.cap)),
        skala=table.settings.scale.name,
    )


def _by_division(rows: Sequence[Baris]) -> list[Kelompok]:
    """The rows by division, and on each the line on which it stands so."""
    divisions = list(dict.fromkeys(row["bidang"] for row in rows))
    for line, row in enumerate(sorted(rows, key=lambda row: divisions.index(row["bidang"])), 1):
        row["urut"] = str(line)
    return [
        Kelompok(bidang=one, baris=[row for row in rows if row["bidang"] == one])
        for one in divisions
    ]


def _row(table: Table, number: int, row: Row, found: Measured) -> Baris:
    indicator, entry = row.indicator, row.figures.at(table.quarter)
    return Baris(
        no=str(number),
        urut=None,
        kode=indicator.id,
        sasaran=indicator.goal or None,
        indikator=indicator.name,
        formula=indicator.definition or None,
        satuan=indicator.unit,
        arah=say.choice(indicator.direction.value),
        konsolidasi=say.choice(indicator.consolidation.value),
        frekuensi=say.choice(indicator.frequency.value),
        target_tahun=say.target(indicator.year_target),
        target=say.target(indicator.quarter_targets[table.quarter - 1]),
        bidang=indicator.division or None,
        sumber=indicator.source or None,
        isian=say.figure(entry.realisation),
        realisasi=say.value(found.realisation),
        capaian=_rate(found.achievement),
        predikat=_predicate(found.achievement),
        capaian_tahun=_rate(found.of_year),
        predikat_tahun=_predicate(found.of_year),
        capaian_lalu=_rate(found.previous),
        selisih=say.value(found.difference),
        bukti=_proof(entry),
        pendorong=entry.driving or None,
        penghambat=entry.hindering or None,
        tindak_lanjut=entry.follow_up or None,
        catatan=None,
    )


def _proof(entry: Entry) -> Text:
    """What is said to prove a figure, and below it the names of its files."""
    names = ", ".join(file.name for file in entry.files)
    files = gettext("Files: %(names)s", names=names) if names else ""
    return "\n".join(filter(None, (entry.evidence, files))) or None


def _rate(found: Achievement | None) -> Text:
    return None if found is None else say.value(found.raw)


def _predicate(found: Achievement | None) -> Text:
    return None if found is None else found.predicate.label
