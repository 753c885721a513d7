"""What an instance holds, in the Indonesian words that fill a paper's text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from engine import calendars, history, indicators, periods
from engine.diagram import graph
from engine.diagram.process import Process
from engine.dossier import Completed
from engine.fields.kinds import Field, FieldType, taking
from engine.offices import Office
from engine.papers.vocabulary import (
    Answers,
    Context,
    Jawaban,
    Kantor,
    Langkah,
    Pelaksanaan,
    Sop,
    Tabel,
)
from engine.versions import Definition
from webui import forms, words
from webui.language import speaking
from webui.papers import tables

LANGUAGE = "id"


@dataclass(frozen=True)
class Holding:
    """An instance as a paper sees it: what it holds, and the number and date of that paper."""

    instance_id: int
    definition: Definition
    held: Sequence[Completed]
    number: str = ""
    dated: datetime | None = None


def context(session: Session, holding: Holding, office: Office) -> Context:
    """Every name that a text may use; None for what is not known yet."""
    with speaking(LANGUAGE):
        return _context(session, holding, office)


def _context(session: Session, holding: Holding, office: Office) -> Context:
    zone, process = calendars.zone(session), holding.definition.process
    told = _Words(process, zone)
    return Context(
        kantor=Kantor(nama=office.name, alamat=office.address or None),
        sop=Sop(
            nama=process.identity.title or process.name,
            nomor=process.identity.number or None,
            dasar_hukum=[clause.text for clause in process.identity.block("legalBasis")],
        ),
        pelaksanaan=_instance(session, holding, zone),
        nomor=holding.number or None,
        tanggal=told.date(holding.dated) if holding.dated else None,
        isian=told.latest(holding.held),
        langkah=[told.step(one, holding.definition) for one in holding.held],
        setiap={field.key: told.each(field, holding.held) for field in told.fields},
        tabel=_tables(session, told.fields, holding.held),
    )


def _instance(session: Session, holding: Holding, zone: ZoneInfo) -> Pelaksanaan:
    found = history.summary(session, holding.instance_id)
    quarter = periods.quarter(found.period)
    started = found.started_at.astimezone(zone)
    process = holding.definition.process
    first = process.lane.get(process.start.lane)
    return Pelaksanaan(
        judul=found.title,
        periode=words.period(found.period) or None,
        tahun=str(quarter[0] if quarter else started.year),
        mulai=words.written_date(started.date(), LANGUAGE),
        oleh=found.starter,
        jabatan=first.name if first else None,
    )


def _tables(
    session: Session, fields: Sequence[Field], held: Sequence[Completed]
) -> dict[str, Tabel | None]:
    """The newest table of each field that has one."""
    found: dict[str, Tabel | None] = {field.key: None for field in indicators.tables(fields)}
    for one in held:
        for key in found.keys() & one.answers.keys():
            found[key] = tables.told(indicators.of(session, one.answers[key]["sha256"]))
    return found


class _Words:
    """Says answers, posts and moments of one process."""

    def __init__(self, process: Process, zone: ZoneInfo) -> None:
        self.process, self.zone = process, zone
        steps = [node.step for node in process.user_tasks if node.step]
        self.fields = [field for step in steps for field in taking(step.fields)]

    def date(self, at: datetime) -> str:
        return words.written_date(at.astimezone(self.zone).date(), LANGUAGE)

    def moment(self, at: datetime) -> str:
        return words.written_moment(at, self.zone, LANGUAGE)

    def latest(self, held: Sequence[Completed]) -> Answers:
        """The latest answer to every field of the SOP."""
        given: dict[str, Any] = {}
        for one in held:
            given |= one.answers
        return _answers(self.fields, given)

    def step(self, one: Completed, definition: Definition) -> Langkah:
        node = self.process.node[one.node]
        return Langkah(
            no=definition.rows.get(one.node),
            nama=node.name,
            jabatan=words.capacity(one.capacity) + one.post,
            orang=one.name,
            waktu=self.moment(one.at),
            isian=_answers(self.fields, one.answers),
        )

    def each(self, field: Field, held: Sequence[Completed]) -> list[Jawaban]:
        """The answers of all steps that answered a field, in their order."""
        return [
            Jawaban(
                isi=_said(field, one.answers[field.key]),
                dari=words.capacity(one.capacity) + one.post,
                nama=one.name,
                kepada=self._next(one.node),
                waktu=self.moment(one.at),
            )
            for one in held
            if field.key in one.answers
        ]

    def _next(self, node: str) -> str:
        """The posts to which a step hands on."""
        flows = self.process.outgoing[node]
        ahead = [flow for flow in flows if not graph.is_return(self.process, flow)]
        nodes = [self.process.node[n] for f in ahead for n in graph.next_steps(self.process, f)]
        lanes = [self.process.lane[n.lane].name for n in nodes if n.lane in self.process.lane]
        return ", ".join(dict.fromkeys(lanes))


def _answers(fields: Iterable[Field], given: Mapping[str, Any]) -> Answers:
    return {field.key: _said(field, given.get(field.key)) for field in fields}


def _said(field: Field, answer: Any) -> Any:
    """An answer in words; None when there is none."""
    if answer is None:
        return None
    match field.type:
        case FieldType.INDICATORS:
            # A table is no answer to be read in a line: texts have it under `tabel`.
            return None
        case FieldType.ROWS:
            return [_answers(field.columns, row) for row in answer]
        case FieldType.CHECKS:
            named = {option.value: option.label for option in field.options}
            return [named.get(one, one) for one in answer]
        case FieldType.FILE:
            return [file["name"] for file in answer]
    return forms.text(field, answer, LANGUAGE)
