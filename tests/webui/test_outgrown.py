"""A paper whose answers were corrected after it was made says so wherever it is shown."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine import bundles, documents, dossier, moving, publishing, versions
from engine.database import Database
from engine.models import DocumentVersion
from engine.press import child
from tests.engine.test_shared_tables import fill_in
from tests.measuring import ROWS, measuring
from tests.office import REASON, Statements, acting, do, start, waiting, walk
from webui.offices_on_disk import shipped_sops
from webui.papers.outgrown import Known, Outgrown, outgrown

Clients = Callable[[str], FlaskClient]
# No quarter before has a figure of it.
OPEN = ROWS[7]
PLAN, FORM = "D1", "D5"


@pytest.fixture
def instance(office: Database) -> int:
    """An instance whose form has been filled in with the sample's figures, but for one."""
    found = measuring(office, "T10")
    do(
        office,
        waiting(office, found)[0],
        table={"rows": [{"id": one["id"]} | figure(one, "7") for one in ROWS if one != OPEN]},
    )
    return found


def figure(row: dict[str, Any], value: str) -> dict[str, str]:
    keys = ("x_4", "y_4") if row["consolidation"] == "XY" else ("realisation_4",)
    return dict.fromkeys(keys, value)


def correct(office: Database, instance: int, row: dict[str, Any], value: str) -> None:
    """Complete the draft of the result with another figure for one indicator."""
    do(office, at(office, instance), table={"rows": [{"id": row["id"]} | figure(row, value)]})


def at(office: Database, instance: int) -> Any:
    return waiting(office, instance)[0]


def newest(office: Database, instance: int, code: str) -> DocumentVersion:
    with office.reading() as session:
        return documents.of_instance(session, instance)[code][0]


def told(office: Database, instance: int, known: Known | None = None) -> dict[str, Outgrown]:
    """What became of the newest version of each paper, where anything did."""
    known = known or Known()
    with office.reading() as session:
        latest = dossier.latest(session, instance)
        made = documents.of_instance(session, instance)
        found = {
            code: outgrown(session, all_[0], latest, made, known) for code, all_ in made.items()
        }
        return {code: one for code, one in found.items() if one}


def is_digest_of_today(office: Database, instance: int, code: str) -> bool:
    with office.reading() as session:
        made = documents.of_instance(session, instance)
        version = made[code][0]
        definition = versions.definition(session, version.version_id)
        (paper,) = (p for p in definition.process.papers if p.code == code)
        text = definition.text(paper)
        assert text is not None
        newest = {code: all_[0].n for code, all_ in made.items()}
        return text.digest(instance, dossier.latest(session, instance), newest) == version.digest


def test_a_figure_that_is_corrected_after_the_form_was_made_is_told_wherever_the_form_is_shown(
    office: Database, instance: int, client_of: Clients, app: Flask
) -> None:
    correct(office, instance, ROWS[0], "8")
    form, draft = newest(office, instance, FORM), newest(office, instance, "D6")
    said, auditor = "Isinya kemudian diperbaiki pada baris 11", client_of("auditor")
    assert auditor.get(f"/pelaksanaan/{instance}").text.count(said) == 1
    page = auditor.get(f"/dokumen/{form.id}").text
    assert said in page and "Ulin Contoh" in page
    assert "<del>isian 7," in page and "<ins>isian 8," in page
    assert said in app.test_client().get(f"/periksa/{form.token}").text
    assert said not in auditor.get(f"/dokumen/{draft.id}").text
    earlier = auditor.get(f"/dokumen/{form.id - 1}").text
    assert said not in earlier


def test_the_form_lies_beside_a_later_step_with_what_was_corrected_in_it(
    office: Database, instance: int, client_of: Clients
) -> None:
    form = newest(office, instance, FORM)
    correct(office, instance, ROWS[0], "8")
    with office.writing() as session:
        order = moving.Order(acting(session, "pemilik"), REASON, datetime.now(UTC))
        moving.to_step(session, order, instance, "T11")
    page = client_of("tim1").get(f"/tugas/{at(office, instance).item.id}").text
    assert f'href="/dokumen/{form.id}"' in page and "Isinya kemudian diperbaiki" in page


def test_what_a_paper_would_be_today_is_found_out_when_what_was_typed_is_kept_and_nobody_waits(
    office: Database, instance: int, client_of: Clients
) -> None:
    correct(office, instance, ROWS[0], "8")
    with office.writing() as session:
        order = moving.Order(acting(session, "pemilik"), REASON, datetime.now(UTC))
        moving.to_step(session, order, instance, "T11")
    # A process that is begun under the lock fails every test (`tests/alone.py`).
    page = client_of("tim1").post(f"/tugas/{at(office, instance).item.id}", data={"upload": ""})
    assert "Isinya kemudian diperbaiki" in page.text


def test_a_figure_that_was_open_is_filled_in_and_nothing_is_called_corrected(
    office: Database, instance: int
) -> None:
    correct(office, instance, OPEN, "8")
    (code, one), *more = told(office, instance).items()
    assert (code, more) == (FORM, []) and one.is_filled_up and one.row == "11"


def test_nothing_is_said_where_nobody_corrected_anything(office: Database, instance: int) -> None:
    walk(office, instance)
    assert told(office, instance) == {}


def test_a_note_beside_an_indicator_corrects_no_paper_that_does_not_print_it(
    office: Database, instance: int
) -> None:
    walk(office, instance, until="T12")
    note = {"id": ROWS[0]["id"], "checker_note_4": "Lihat tabel 2.5."}
    do(office, at(office, instance), "Setuju", table={"rows": [note]})
    assert not is_digest_of_today(office, instance, FORM)
    assert told(office, instance) == {}


def test_a_figure_that_is_put_back_is_no_correction(office: Database, instance: int) -> None:
    correct(office, instance, ROWS[0], "8")
    walk(office, instance, until="T12")
    do(office, at(office, instance), "Tidak setuju", REASON)
    assert FORM in told(office, instance)
    correct(office, instance, ROWS[0], "7")
    assert told(office, instance) == {}


def test_the_last_step_that_changed_it_is_named_and_none_that_only_handed_it_on(
    office: Database, instance: int
) -> None:
    correct(office, instance, ROWS[0], "8")
    walk(office, instance)
    one = told(office, instance)[FORM]
    assert one.row == "11" and {change.place[2] for change in one.changes} == {
        f"{ROWS[0]['id']} {ROWS[0]['name']}"
    }


TEXTS = {
    "the steps done": (
        "{% for l in langkah %}{{ l.nama }}, {{ l.orang }}\n\n{% endfor %}",
        None,
    ),
    "every note": ("{% for c in setiap('catatan') %}{{ c.isi }}\n\n{% endfor %}", None),
    "the newest note": ("{{ isian.catatan }}", "is_anothers"),
    "an answer not yet given": ("{{ isian.ringkasan }}", "is_filled_up"),
    "whether there is a note": ("{% if isian.catatan %}Ada catatan.{% endif %}", None),
}


@pytest.mark.parametrize(("text", "said"), TEXTS.values(), ids=TEXTS)
def test_a_paper_is_not_corrected_by_what_other_steps_say(
    office: Database, text: str, said: str | None
) -> None:
    written(office, text)
    instance = start(office).instance_id
    walk(office, instance, until="T11")
    do(office, at(office, instance), values={"ringkasan": "Baik.", "catatan": "Lain."})
    assert not is_digest_of_today(office, instance, PLAN)
    found = told(office, instance).get(PLAN)
    assert (found is None) == (said is None)
    assert found is None or (getattr(found, said or "") and found.by.node)


def test_what_a_step_says_otherwise_when_it_is_done_again_is_a_correction(
    office: Database,
) -> None:
    written(office, "{{ isian.anggota_tim | length }}: {{ isian.pembiayaan }}")
    instance = start(office).instance_id
    walk(office, instance, until="T6")
    walked = newest(office, instance, PLAN)
    with office.writing() as session:
        order = moving.Order(acting(session, "pemilik"), REASON, datetime.now(UTC))
        moving.to_step(session, order, instance, "T5")
    assert told(office, instance)[PLAN].is_filled_up and walked.n == 1


def written(office: Database, text: str) -> None:
    """Publish the SOP anew, with another text for the first paper."""
    files = dict(bundles.read(shipped_sops()[0]))
    files["papers/rencana-kerja.md"] = f"---\nkind: lembar\n---\n# Rencana\n\n{text}\n".encode()
    with office.writing() as session:
        owner, now = acting(session, "pemilik"), datetime.now(UTC)
        publishing.publish(session, owner, files, "Naskah lain.", now, owner.today)


def test_what_was_looked_at_once_asks_no_more_of_the_database(
    office: Database, instance: int, client_of: Clients
) -> None:
    correct(office, instance, ROWS[0], "8")
    client, asked = client_of("auditor"), []
    for _ in range(3):
        with Statements(office) as heard:
            assert "Isinya kemudian diperbaiki" in client.get(f"/pelaksanaan/{instance}").text
        asked.append(len(heard.texts))
    assert asked[1] == asked[2] < asked[0]


def test_a_machine_that_is_too_busy_calls_nothing_corrected_and_looks_again(
    office: Database, instance: int
) -> None:
    # A figure of its own, since what was compared once is not compared again.
    correct(office, instance, ROWS[0], "8.75")
    known, held = Known(), child.PEOPLE.asking
    with ExitStack() as busy:
        for _ in range(child.PEOPLE.at_most):
            busy.enter_context(held)
        assert told(office, instance, known) == {}
    assert list(told(office, instance, known)) == [FORM]


def test_a_correction_is_told_of_whoever_typed_it_not_of_whoever_sent_it(
    office: Database, instance: int
) -> None:
    fill_in(office, at(office, instance).item.id, "tim1", {"IK02": "9"}, "realisation_4")
    fill_in(office, at(office, instance).item.id, "tim1", {"IK03": "Rekap."})
    do(office, at(office, instance), table=None, login="tim2")
    assert told(office, instance)[FORM].names == ["Ulin Contoh"]
    assert told(office, instance)[FORM].by.name == "Jati Contoh"
