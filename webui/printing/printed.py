"""The printed SOP as plain data: what the page and the PDF both draw."""

from __future__ import annotations

from dataclasses import dataclass

from engine.diagram.process import Process
from engine.remembering import remembered
from engine.signatories import Change, Signatory
from webui.printing import duties, heights, metrics, procedure, rows, sheets, titles
from webui.printing.chart import Chart, Row, chart
from webui.printing.drawing import Drawing, drawings
from webui.printing.editions import UNWRITTEN, Edition
from webui.printing.heights import PADDING, Words
from webui.printing.paper import Columns, PaperSize, columns
from webui.printing.sheets import Passage, Sheet
from webui.words import capacity, written_date

BLOCKS = (
    ("legalBasis", "Dasar Hukum"),
    ("qualification", "Kualifikasi Pelaksana"),
    ("related", "Keterkaitan"),
    ("equipment", "Peralatan/Perlengkapan"),
    ("warning", "Peringatan"),
    ("recording", "Pencatatan dan Pendataan"),
)
DEFINITION = ("definition", "Pengertian")
"""No block of the form, but some SOPs have it; it stands below the others."""


@dataclass(frozen=True)
class Block:
    """A block of the identity, with its clauses."""

    heading: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Signed:
    """Who approves: the post with its capacity, name and NIP; "" where none is known."""

    post: str
    name: str
    nip: str


@dataclass(frozen=True)
class Front:
    """The identity page; `emblem` is a picture, a PNG or JPEG."""

    agency: tuple[str, ...]
    emblem: bytes | None
    facts: tuple[tuple[str, str], ...]
    signed: Signed
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class PrintedRow:
    """A row of the table; `sentence` says what its drawing shows."""

    number: str
    words: Words
    drawing: Drawing
    sentence: str


@dataclass(frozen=True)
class Joint:
    """A line of connectors, and what each leads to."""

    drawing: Drawing
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class PrintedSheet:
    """A page of the table."""

    above: Joint | None
    rows: tuple[PrintedRow, ...]
    below: Joint | None


@dataclass(frozen=True)
class PrintedSop:
    """All that is printed. Lengths are millimetres."""

    title: str
    number: str
    flow_title: str
    said: str
    watermark: tuple[str, ...]
    paper: PaperSize
    columns: Columns
    lanes: tuple[str, ...]
    front: Front
    sheets: tuple[PrintedSheet, ...]
    posts: tuple[str, ...]
    matrix: tuple[duties.Duties, ...]
    loads: tuple[duties.Load, ...]
    shared: str
    procedure: tuple[procedure.Paragraph, ...]
    changes: tuple[tuple[str, str, str, str, str], ...]


def printed(edition: Edition, paper: PaperSize) -> PrintedSop:
    """The printed SOP on a paper."""
    process = edition.process
    flow, at = chart(process), _columns(process, paper)
    return PrintedSop(
        title=titles.title(process),
        number=process.identity.number or UNWRITTEN,
        flow_title=titles.flow_title(process),
        said=edition.said,
        watermark=edition.watermark,
        paper=paper,
        columns=at,
        lanes=tuple(metrics.hyphenated(p.name, at.lanes[0] - 2 * PADDING) for p in flow.lanes),
        front=_front(edition),
        sheets=_sheets(process, paper, edition.is_draft),
        posts=tuple(lane.name for lane in flow.lanes),
        matrix=duties.matrix(flow),
        loads=(loads := duties.loads(flow, edition.day_minutes)),
        shared=duties.shared(loads),
        procedure=procedure.procedure(flow, rows.words(flow)),
        changes=tuple(map(_change, edition.changes)),
    )


def _columns(process: Process, paper: PaperSize) -> Columns:
    return columns(paper, len(chart(process).lanes))


def _front(edition: Edition) -> Front:
    identity, who = edition.process.identity, edition.signatory
    facts = (
        ("Nomor SOP", identity.number or UNWRITTEN),
        ("Tanggal Pembuatan", edition.created),
        ("Tanggal Revisi", edition.revised),
        ("Tanggal Efektif", edition.effective),
        ("Nama SOP", titles.title(edition.process)),
    )
    listed = BLOCKS + ((DEFINITION,) if identity.block(DEFINITION[0]) else ())
    return Front(
        agency=edition.head,
        emblem=edition.emblem,
        facts=facts,
        signed=Signed(capacity(who.capacity) + _titled(who), who.name, who.nip),
        blocks=tuple(
            Block(heading, tuple(clause.text for clause in identity.block(name)))
            for name, heading in listed
        ),
    )


def _titled(who: Signatory) -> str:
    """The post that signs; whoever approved without one is named alone."""
    return who.title or ("" if who.name else UNWRITTEN)


@remembered(64)
def _sheets(process: Process, paper: PaperSize, is_draft: bool) -> tuple[PrintedSheet, ...]:
    """The table's pages: of all that is printed, only they take long to draw."""
    flow, at = chart(process), _columns(process, paper)
    said = rows.fitted(rows.words(flow, is_draft=is_draft), at, heights.room(flow, paper))
    high = heights.heights(flow, said, at)
    found = sheets.sheets(flow, high, paper)
    drawn = [drawings(sheet, at) for sheet in found]
    # Only once arrows are drawn is it known which rows they make higher: break pages anew.
    higher = [d.least for parts in drawn for d in parts[1:-1] if d]
    high = list(map(max, high, higher))
    if (again := sheets.sheets(flow, high, paper)) != found:
        found, drawn = again, [drawings(sheet, at) for sheet in again]
    pairs = enumerate(zip(found, drawn, strict=True))
    return tuple(_sheet(flow, sheet, parts, number, said) for number, (sheet, parts) in pairs)


def _sheet(
    flow: Chart,
    sheet: Sheet,
    parts: list[Drawing | None],
    number: int,
    said: dict[str, Words],
) -> PrintedSheet:
    above, *middle, below = parts
    pairs = zip(sheet.rows, middle, strict=True)
    printed = (_row(flow, row, said, drawn) for row, drawn in pairs if drawn)
    up = tuple(p for p in sheet.passages if p.sheet < number)
    down = tuple(p for p in sheet.passages if p.sheet > number)
    return PrintedSheet(
        above=Joint(above, up) if above else None,
        rows=tuple(printed),
        below=Joint(below, down) if below else None,
    )


def _row(flow: Chart, row: Row, said: dict[str, Words], drawn: Drawing) -> PrintedRow:
    return PrintedRow(row.number, said[row.number], drawn, procedure.sentences(flow, row))


def _change(change: Change) -> tuple[str, str, str, str, str]:
    published, effective = (
        written_date(day, "id") for day in (change.published_on, change.effective_from)
    )
    return str(change.number), published, effective, change.approver, change.note
