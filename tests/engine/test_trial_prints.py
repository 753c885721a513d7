"""No text comes into force that fills but cannot be printed, and would stop its step."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from engine import bundles, drafts, errors, publishing, trial_prints
from engine.database import Database
from engine.models import Sop
from engine.papers import setting
from engine.press import printing
from tests.engine.revising import LANES, NOTE, TEXT, ask, begin, first_edition, write
from tests.office import KEY, acting

HEAD = b"---\nkind: lembar\n---\n"
GOOD = HEAD + b"# Rencana\n\n{{ kantor.nama }}\n"
OVERLONG = HEAD + b"{% for i in range(700) %}a\n\n{% endfor %}"


@pytest.fixture(autouse=True)
def small_press(monkeypatch: pytest.MonkeyPatch) -> None:
    """A press that takes less, so that a text is soon too long for it."""
    monkeypatch.setattr(printing, "LONGEST", 100_000)
    setting.unprintable.cache_clear()


def told(office: Database, files: bundles.Files) -> list[tuple[str, str]]:
    """What is said of texts that would come into force, as part of the SOP."""
    with office.reading() as session:
        sop = session.scalar(select(Sop.id).where(Sop.key == KEY))
        found = trial_prints.verdicts(session, sop, files)
    return [(verdict.element, verdict.code) for verdict in found]


def drafted(office: Database, text: bytes) -> drafts.Open:
    """The draft, whose plan has this text."""
    begin(office)
    write(office, text, first_edition(office))
    with office.reading() as session:
        return drafts.opened(session, acting(session, "pemilik"), KEY)


def printed() -> int:
    return setting.unprintable.cache_info().misses


def test_approval_is_not_asked_for_a_text_that_cannot_be_printed(office: Database) -> None:
    draft = drafted(office, OVERLONG)
    assert draft.refused() == []
    with pytest.raises(errors.BadBundle) as refused:
        ask(office, draft.row.edition)
    assert [v.code for v in refused.value.verdicts] == ["paper-overlong"]
    write(office, GOOD, draft.row.edition)
    ask(office, draft.row.edition + 1)


def test_nothing_is_published_with_a_text_that_cannot_be_printed(office: Database) -> None:
    files = LANES | {"papers/laporan.md": OVERLONG}
    with office.writing() as session, pytest.raises(errors.BadBundle) as refused:
        owner = acting(session, "pemilik")
        publishing.publish(session, owner, files, NOTE, datetime.now(UTC), owner.today)
    assert [v.code for v in refused.value.verdicts] == ["paper-overlong"]


def test_only_texts_that_the_last_version_has_not_are_printed_and_once(office: Database) -> None:
    draft = drafted(office, GOOD)
    assert told(office, dict(draft.files)) == [] and printed() == 1
    assert told(office, dict(draft.files)) == [] and printed() == 1


def test_beside_texts_that_take_long_and_are_not_printed_the_others_wait(
    office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = dict(drafted(office, OVERLONG).files)
    texts = [path for path in files if path.startswith("papers/")]
    files |= {path: OVERLONG + b"%d" % n for n, path in enumerate(texts)}
    monkeypatch.setattr(trial_prints, "MOST_SECONDS", 0.01)
    found = Counter(code for _, code in told(office, files))
    assert (
        found["paper-overlong"] <= 2
        and found["paper-untried"] == len(texts) - found["paper-overlong"]
    )


def test_sound_texts_that_are_slow_together_are_printed_when_it_is_asked_again(
    office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = dict(drafted(office, GOOD).files)
    texts = [TEXT, *(path for path in files if path.startswith("papers/") and path != TEXT)][:3]
    files |= {path: GOOD + b"%d" % n for n, path in enumerate(texts)}
    monkeypatch.setattr(trial_prints, "MOST_SECONDS", 0.2)
    with pytest.raises(errors.Crowded):
        told(office, files)
    for _ in texts:
        with suppress(errors.Crowded):
            told(office, files)
    assert printed() == len(texts)
