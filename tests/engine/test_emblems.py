"""The office's emblem: only what papers can be printed with, kept once and told in the record."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta

import pytest

from engine import emblems, media, offices, organisation
from engine.database import Database
from engine.errors import InvalidValues
from engine.uploads import SentFile
from tests.drawing import JPEG, png
from tests.office import acting

NOW = datetime(2026, 10, 1, 8, tzinfo=UTC)
PACKED = zlib.compress(bytes(200_000_000))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def judged(data: bytes, name: str = "lambang.png") -> emblems.Judged:
    return emblems.judged(SentFile(name, data), NOW)


def give(office: Database, data: bytes | None, at: datetime) -> None:
    with office.writing() as session:
        new = judged(data) if data else None
        organisation.set_emblem(session, acting(session, "admin"), new, at)


def test_a_picture_is_known_by_what_it_holds_and_named_so() -> None:
    found = judged(png(), "../logo daerah.exe").file
    assert (found.name, found.type) == ("logo daerah.exe.png", media.PNG.type)


@pytest.mark.parametrize("data", [JPEG, JPEG + b"PK\3\4", png() + b"PK\3\4"])
def test_pictures_are_taken_whatever_stands_behind_them(data: bytes) -> None:
    assert judged(data).data == data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "required"),
        (SVG, "not_a_picture"),
        (b"%PDF-1.7", "not_a_picture"),
        (png() + b"\0" * emblems.LARGEST, "picture_too_large"),
        (png(2001, 1), "picture_too_wide"),
        (png(60, 70, 90, (b"iCCP", b"sRGB\0\0" + PACKED)), "picture_broken"),
        (png()[:20], "picture_broken"),
        (png()[:50], "picture_broken"),
        (JPEG[:-9], "picture_broken"),
        (b"\xff\xd8\xff\xc0\0\x0b\x08\0\x10\0\x10\1\1\x11\0", "picture_broken"),
    ],
)
def test_what_papers_cannot_be_printed_with_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InvalidValues) as refused:
        judged(data)
    assert [one.code for one in refused.value.errors["emblem"]] == [code]


def test_the_emblem_is_kept_and_known_as_it_was(office: Database) -> None:
    before = datetime.now(UTC)
    days = [before + timedelta(days=n) for n in range(4)]
    for data, at in ((png(grey=1), days[1]), (png(grey=2), days[2]), (None, days[3])):
        give(office, data, at)
    with office.reading() as session:
        then = [offices.as_of(session, at) for at in days]
        found = [emblems.picture(session, one) for one in then]
        told = [entry.body["after"]["emblem"] for entry in offices.changes(session)]
    assert found == [None, png(grey=1), png(grey=2), None]
    assert [one and one["size"] for one in told] == [None, len(png(grey=2)), len(png(grey=1))]


def test_an_emblem_that_is_there_already_is_not_recorded_again(office: Database) -> None:
    now = datetime.now(UTC)
    for _ in range(2):
        give(office, png(), now)
    with office.reading() as session:
        assert len(offices.changes(session)) == 1
