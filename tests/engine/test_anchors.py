"""Ends of chains noted elsewhere show what a chain that was rewritten with its end hides."""

import pytest
from sqlalchemy import select, text, update

from engine import anchors, records
from engine.database import Database
from engine.errors import BadAnchor
from engine.models import Record, Setting, Stream
from engine.records import Head
from tests.office import start, walk


def noted(office: Database) -> list[Head]:
    """The ends of all chains, by way of a file."""
    with office.reading() as session:
        return anchors.read("\n".join(map(anchors.line, anchors.heads(session))))


def gone(office: Database, known: list[Head]) -> list[tuple[int, int]]:
    with office.reading() as session:
        return [(head.stream, head.seq) for head in anchors.gone(session, known)]


def rewrite(office: Database, instance: int) -> None:
    """Change what a record says, and its chain with its end, as whoever owns the database can."""
    with office.writing() as session:
        for trigger in ("update", "delete"):
            suffix = " ON record" if session.get_bind().dialect.name == "postgresql" else ""
            session.execute(text(f"DROP TRIGGER record_no_{trigger}{suffix}"))
        home = session.scalar(select(Setting.value).where(Setting.key == "office_id"))
        last = records.genesis(str(home), instance)
        of_it = select(Record).where(Record.stream_id == instance).order_by(Record.seq)
        for one in session.scalars(of_it):
            one.body = one.body.replace("Uji", "Ulang")
            last = one.hash = records.link(
                last, instance, one.seq, one.at, one.kind, one.actor_id, one.body
            )
        session.execute(update(Stream).where(Stream.id == instance).values(hash=last))


def test_what_was_noted_stays_while_chains_go_on(office: Database) -> None:
    instance, known = start(office).instance_id, noted(office)
    walk(office, instance, until="T3")
    assert known and gone(office, known) == []


def test_a_chain_rewritten_with_its_end_is_whole_and_yet_found(office: Database) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T3")
    known = noted(office)
    rewrite(office, instance)
    with office.reading() as session:
        assert all(broken is None for *_, broken in records.verify(session))
    assert gone(office, known) == [(instance, 3)]


@pytest.mark.parametrize("line", ["1 2", "a 2 00", "1 2 xyz", "1 2 00 3"])
def test_a_line_that_notes_no_end_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(BadAnchor) as refused:
        anchors.read(f"1 1 00\n{line}")
    assert refused.value.facts["line"] == 2


def test_an_end_is_shown_by_its_number_and_sixteen_digits() -> None:
    assert anchors.mark(Head(7, 11, bytes(range(32)))) == "11: 0001 0203 0405 0607"
