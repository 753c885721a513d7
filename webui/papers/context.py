"""What an instance holds, in the Indonesian words that fill a paper's text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from engine import calendars, documents, indicators, instance_view, periods, versions
from engine.diagram import graph
from engine.diagram.identity import Paper
from engine.diagram.process import Process
from engine.diagram.step import Step
from engine.dossier import Completed
from engine.fields.kinds import Field, FieldType, taking
from engine.measurement.table import Table
from engine.models import DocumentVersion
from engine.offices import Office
from engine.papers.vocabulary import (
    Answers,
    Context,
    Jawaban,
    Kantor,
    Langkah,
    Naskah,
    Pelaksanaan,
    Sop,
    Tabel,
)
from engine.versions import Course, Definition
from webui import forms, words
from webui.language import speaking
from webui.papers import tables

LANGUAGE = "id"

Codes = frozenset[str] | None


@dataclass(frozen=True)
class Material:
    """What a paper is made of: an instance, what is completed there, its own number and date.

    `tables` are those, by their sha256, that are not kept before the paper is.
    """

    instance_id: int
    definition: Definition
    completed: Sequence[Completed]
    number: str = ""
    dated: datetime | None = None
    tables: Mapping[str, Table] = field(default_factory=dict)


def context(session: Session, material: Material, office: Office, reads: Codes) -> Context:
    """Every name that a text may use; None for what is not known yet.

    Of the other papers only those that it reads, or all of them (None).
    """
    with speaking(LANGUAGE):
        return _context(session, material, office, reads)


def _context(session: Session, material: Material, office: Office, reads: Codes) -> Context:
    zone, process = calendars.zone(session), material.definition.process
    told = Words(process, zone, versions.course(session, material.instance_id))
    return Context(
        kantor=Kantor(nama=office.name, alamat=office.address or None),
        sop=Sop(
            nama=process.identity.title or process.name,
            nomor=process.identity.number or None,
            dasar_hukum=[clause.text for clause in process.identity.block("legalBasis")],
        ),
        pelaksanaan=_instance(session, material, zone),
        nomor=material.number or None,
        tanggal=told.date(material.dated) if material.dated else None,
        isian=told.latest(material.completed),
        langkah=[told.step(one) for one in material.completed],
        setiap={field.key: told.each(field, material.completed) for field in told.fields},
        tabel=_tables(session, told, material),
        naskah=_papers(session, told, material, reads),
    )


def _instance(session: Session, material: Material, zone: ZoneInfo) -> Pelaksanaan:
    found = instance_view.summary(session, material.instance_id)
    quarter = periods.quarter(found.period)
    started = found.started_at.astimezone(zone)
    process = material.definition.process
    first = process.lane.get(process.start.lane)
    return Pelaksanaan(
        judul=found.title,
        periode=words.period(found.period) or None,
        tahun=str(quarter[0] if quarter else started.year),
        mulai=words.written_date(started.date(), LANGUAGE),
        oleh=found.starter,
        jabatan=first.name if first else None,
    )


class Words:
    """Says answers, posts and moments of one instance, each as its version was when it was given.

    `fields` are those of which the texts of a process speak, and so the keys of all that is said.
    """

    def __init__(self, process: Process, zone: ZoneInfo, course: Course) -> None:
        self.zone, self.course = zone, course
        steps = [node.step for node in process.user_tasks if node.step]
        self.fields = [field for step in steps for field in taking(step.fields)]

    def asked(self, one: Completed) -> list[Field]:
        """The fields of a step that were answered, as it asked for them."""
        step = self.then(one).node[one.node].step or Step()
        return [field for field in taking(step.fields) if field.key in one.answers]

    def then(self, one: Completed) -> Process:
        """The process by which a step was completed."""
        return self.course.at(one.seq).process

    def date(self, at: datetime) -> str:
        return words.written_date(at.astimezone(self.zone).date(), LANGUAGE)

    def moment(self, at: datetime) -> str:
        return words.written_moment(at, self.zone, LANGUAGE)

    def latest(self, completed: Sequence[Completed]) -> Answers:
        """The latest answer to every field of the SOP."""
        said = {f.key: _said(f, one.answers[f.key]) for one in completed for f in self.asked(one)}
        return {field.key: said.get(field.key) for field in self.fields}

    def tables(self, completed: Sequence[Completed]) -> dict[str, str]:
        """The sums of the newest tables, by the keys of their fields."""
        return {
            field.key: one.answers[field.key]["sha256"]
            for one in completed
            for field in indicators.tables(self.asked(one))
        }

    def step(self, one: Completed) -> Langkah:
        definition = self.course.at(one.seq)
        return Langkah(
            no=definition.rows[one.node],
            nama=definition.process.node[one.node].name,
            jabatan=words.capacity(one.capacity) + one.post,
            orang=one.name,
            waktu=self.moment(one.at),
            isian=self.latest([one]),
        )

    def each(self, field: Field, completed: Sequence[Completed]) -> list[Jawaban]:
        """The answers of all steps that answered a field, in their order."""
        return [
            Jawaban(
                isi=_said(asked, one.answers[asked.key]),
                dari=words.capacity(one.capacity) + one.post,
                nama=one.name,
                kepada=_next(self.then(one), one.node),
                waktu=self.moment(one.at),
            )
            for one in completed
            for asked in self.asked(one)
            if asked.key == field.key
        ]


def _tables(session: Session, told: Words, material: Material) -> dict[str, Tabel | None]:
    """The newest table of each field that has one."""
    none: dict[str, Tabel | None] = {one.key: None for one in indicators.tables(told.fields)}
    newest, known = told.tables(material.completed), material.tables
    return none | {
        key: tables.told(known.get(sha) or indicators.of(session, sha))
        for key, sha in newest.items()
    }


def _papers(
    session: Session, told: Words, material: Material, reads: Codes
) -> dict[str, Naskah | None]:
    """Papers of the SOP by their codes, as they were before the step that was completed last."""
    named = [p for p in material.definition.process.papers if reads is None or p.code in reads]
    if not named:
        return {}
    until = material.completed[-1].seq if material.completed else 0
    made = documents.of_instance(session, material.instance_id)
    earlier = {code: [one for one in all_ if one.seq < until] for code, all_ in made.items()}
    void = documents.void(session, material.instance_id, until)
    numbers = documents.numbers(session, material.instance_id)
    return {p.code: _paper(told, p, earlier.get(p.code, []), void, numbers) for p in named}


def _paper(
    told: Words,
    paper: Paper,
    made: Sequence[DocumentVersion],
    void: Collection[int],
    numbers: Mapping[str, str],
) -> Naskah:
    """A paper by its versions, the newest first; its signature dates it, and gives its number."""
    final = next((one for one in made if one.is_final and one.id not in void), None)
    dated = final or next(iter(made), None)
    return Naskah(
        nama=paper.name,
        nomor=numbers.get(paper.code) if final else None,
        tanggal=told.date(dated.made_at) if dated else None,
    )


def _next(process: Process, node: str) -> str:
    """The posts to which a step hands on."""
    ahead = [flow for flow in process.outgoing[node] if not graph.is_return(process, flow)]
    nodes = [process.node[n] for flow in ahead for n in graph.next_steps(process, flow)]
    lanes = [process.lane[n.lane].name for n in nodes if n.lane in process.lane]
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
