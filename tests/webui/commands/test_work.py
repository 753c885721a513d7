"""People work from the command line, on both databases: what scripts may rely on."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Engine, event

from engine import indicators, shared_tables
from engine.database import Database
from engine.measurement import reading as tables
from engine.measurement.table import Row
from engine.spreadsheets import writing
from tests.engine.measurement.samples import SAMPLE
from tests.engine.test_shared_tables import fill_in
from tests.office import KEY, PASSWORD, REASON, start, waiting, walk
from tests.webui.commands.conftest import Alur, answer

Until = Callable[[str], dict[str, Any]]

PDF = Path(__file__).parents[2] / "data/surat.pdf"
ROW = {"id", "instance", "title", "node", "row", "name", "post", "round", "due"}
FIGURE = "realisation_4"
HOLDERS = {
    "Kepala Dinas": "kadis",
    "Sekretaris": "sekretaris",
    "Kasubag Perencanaan dan Pelaporan": "kasubag",
    "Tim Penyusun dan Penerapan SAKIP": "tim1",
    "Pelaksana Sub Bagian Perencanaan dan Pelaporan": "pelaksana",
}


@pytest.fixture
def office(dialect: str, copied: Callable[..., str]) -> Iterator[Database]:
    """The demonstration office, on SQLite and PostgreSQL."""
    database = Database(copied(dialect, "office"))
    yield database
    database.close()


@pytest.fixture
def until(alur: Alur, office: Database) -> Until:
    """Reaches the task of a row, in an instance of the fourth quarter that people walked on pages.

    That every step is done by a command is proved once: it takes ten times as long.
    """

    def reached(row: str) -> dict[str, Any]:
        return onward(alur, office, start(office, period="2026-TW4").instance_id, row)

    return reached


def onward(alur: Alur, office: Database, instance: int, row: str) -> dict[str, Any]:
    """The task of a later row of an instance."""
    walk(office, instance, until=f"T{row}")
    post = waiting(office, instance)[0].post
    tasks: list[dict[str, Any]] = answer(alur("inbox", "--as", HOLDERS[post], "--json"))
    (task,) = tasks
    return task


def begin(alur: Alur, title: str = "TW III") -> dict[str, Any]:
    found: dict[str, Any] = answer(
        alur("start", KEY, "--as", "kasubag", "--title", title, "--json")
    )
    return found


def complete(alur: Alur, row: dict[str, Any], *more: str) -> Any:
    """Complete a task, with what its fields take where `more` says nothing else."""
    item = shown(alur, row)
    given = json.loads(more[more.index("--values") + 1]) if "--values" in more else {}
    usual = {f["key"]: f["example"] for f in item["fields"]} | given
    needed = [f["key"] for f in item["fields"] if f["type"] == "file" and f["required"]]
    files = [word for key in needed for word in ("--file", f"{key}={PDF}")]
    told = ("--values", json.dumps(usual)) if "--reason" not in more else ()
    words = ("complete", row["id"], "--as", HOLDERS[row["post"]], *more, *told, *files, "--json")
    return answer(alur(*words, ALUR_PASSWORD=PASSWORD))


def test_a_step_that_approves_takes_the_password_once_more(alur: Alur, until: Until) -> None:
    words = ("complete", until("7")["id"], "--as", "kasubag")
    assert "ALUR_PASSWORD" in alur(*words).stderr
    wrong = alur(*words, ALUR_PASSWORD="bukan-sandinya")
    assert wrong.exit_code == 1 and "Ini bukan kata sandi kasubag." in wrong.stderr
    assert alur(*words, ALUR_PASSWORD=PASSWORD).exit_code == 0


def test_wrong_passwords_are_counted_and_pause_it(alur: Alur, until: Until) -> None:
    words = ("complete", until("7")["id"], "--as", "kasubag")
    told = [alur(*words, ALUR_PASSWORD="bukan-sandinya").stderr for _ in range(5)]
    assert "tidak diperiksa" not in told[3] and "tidak diperiksa" in told[4]
    assert "tidak diperiksa" in alur(*words, ALUR_PASSWORD=PASSWORD).stderr


def shown(alur: Alur, row: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = answer(alur("show", row["id"], "--as", HOLDERS[row["post"]], "--json"))
    return found


def values(item: dict[str, Any]) -> tuple[str, str]:
    return "--values", json.dumps({f["key"]: f["example"] for f in item["fields"]})


def test_the_whole_sop_by_commands_with_a_return(alur: Alur) -> None:
    state, returned = begin(alur), False
    while state["status"] == "running":
        (row,) = state["next"]
        assert set(row) == ROW and answer(alur("inbox", "--as", HOLDERS[row["post"]], "--json"))
        item = shown(alur, row)
        ahead = next((d for d in item["decisions"] if not d["returns"]), None)
        back = next((d for d in item["decisions"] if d["returns"]), None)
        if back and not returned:
            state = complete(alur, row, "--decision", back["name"], "--reason", REASON)
            returned = state["next"][0]["round"] == 2
        else:
            chosen = ("--decision", ahead["name"]) if ahead else ()
            state = complete(alur, row, *chosen, *values(item))
    assert (state["status"], state["next"], returned) == ("completed", [], True)


def test_a_task_shows_its_fields_and_decisions(alur: Alur) -> None:
    item = shown(alur, begin(alur)["next"][0])
    assert set(item) == ROW | {"fields", "decisions"}
    assert {frozenset(field) for field in item["fields"]} == {
        frozenset({"key", "label", "type", "required", "example"})
    }
    assert item["decisions"] == []


def test_a_history_names_who_did_what_in_which_capacity(alur: Alur) -> None:
    started = begin(alur)
    complete(alur, started["next"][0])
    lines = answer(alur("history", started["instance"], "--as", "auditor", "--json"))
    assert [line["kind"] for line in lines] == ["instance_started", "step_completed"]
    assert set(lines[1]) == {"seq", "at", "kind", "actor", "capacity", "node", "detail"}
    assert (lines[1]["seq"], lines[1]["node"], lines[1]["capacity"]) == (2, "T1", "definitif")
    assert lines[1]["detail"]["via"] == "cli"


def test_an_inbox_shows_only_what_is_offered_to_the_person(alur: Alur) -> None:
    begin(alur)
    assert [row["node"] for row in answer(alur("inbox", "--as", "kasubag", "--json"))] == ["T1"]
    assert answer(alur("inbox", "--as", "kadis", "--json")) == []


REFUSED = {
    "of somebody else": (("--as", "kadis"), "tidak Anda pangku"),
    "with a decision that is not drawn": (("--as", "kasubag", "--decision", "Ya"), "Ya"),
    "with a field that is not there": (("--as", "kasubag", "--values", '{"x": 1}'), "x"),
    "by nobody": (("--as", "siapa"), "siapa"),
}


@pytest.mark.parametrize("words, said", REFUSED.values(), ids=REFUSED)
def test_completing_is_refused_with_a_sentence(
    alur: Alur, words: tuple[str, ...], said: str
) -> None:
    item = begin(alur)["next"][0]["id"]
    refused = alur("complete", item, *words, "--json")
    assert refused.exit_code == 1 and said in refused.stderr and refused.stdout == ""


def test_a_login_that_nobody_has_is_named_whatever_word_it_is(alur: Alur) -> None:
    assert "nobody" in alur("inbox", "--as", "nobody").stderr


def test_what_is_done_already_is_refused_with_who_did_it(alur: Alur) -> None:
    row = begin(alur)["next"][0]
    complete(alur, row)
    again = alur("complete", row["id"], "--as", "kasubag")
    assert again.exit_code == 1 and "sudah diselesaikan" in again.stderr


def test_a_period_runs_once(alur: Alur) -> None:
    words = ("start", KEY, "--as", "kasubag", "--title", "TW III", "--period", "2026-TW3")
    assert alur(*words).exit_code == 0
    second = alur(*words)
    assert second.exit_code == 1 and "Triwulan III 2026" in second.stderr


def test_what_looks_like_a_period_and_is_none_is_refused_with_those_that_are(alur: Alur) -> None:
    words = ("start", KEY, "--as", "kasubag", "--title", "TW IX", "--period", "2026-TW9")
    refused = alur(*words)
    assert refused.exit_code == 1 and "2026-TW9" in refused.stderr
    assert "2026-TW1 sampai 2026-TW4" in refused.stderr


def test_an_instance_is_stopped_with_a_reason(alur: Alur) -> None:
    instance = begin(alur)["instance"]
    by_staff = alur("stop", instance, "--as", "kasubag", "--reason", REASON)
    assert by_staff.exit_code == 1
    stopped = answer(alur("stop", instance, "--as", "pemilik", "--reason", REASON, "--json"))
    assert stopped == {"instance": instance, "status": "stopped", "next": []}


def test_people_read_the_same_in_lines(alur: Alur) -> None:
    begun = begin(alur)
    (row,) = begun["next"]
    item = shown(alur, row)
    lines = alur("show", row["id"], "--as", "kasubag").stdout.splitlines()
    assert row["name"] in lines[0] and alur("inbox", "--as", "kasubag").stdout == f"{lines[0]}\n"
    asked = [line.split(":")[0].strip() for line in lines[1:]]
    assert asked == [field["key"] for field in item["fields"]]


def test_people_read_a_history_in_their_words_and_their_time(alur: Alur) -> None:
    begun = begin(alur)
    complete(alur, begun["next"][0])
    words = ("history", begun["instance"], "--as", "auditor")
    (at, _) = [line["at"] for line in answer(alur(*words, "--json"))]
    local = datetime.fromisoformat(at).astimezone(ZoneInfo("Asia/Makassar"))
    for language, did in (("id", "memulai pelaksanaan ini"), ("en", "started this instance")):
        told = alur(*words, ALUR_LOCALE=language).stdout.splitlines()
        assert f"{local:%Y, %H.%M} WITA: " in told[0] and did in told[0]
        assert ("baris perintah" if language == "id" else "command line") in told[2]
    assert "_" not in alur(*words).stdout


def test_a_number_in_json_has_one_reading_and_in_a_text_it_may_have_two(
    alur: Alur, until: Until
) -> None:
    row = SAMPLE.to_json()["rows"][0]
    item, words = until("5"), ("--as", "kasubag", "--values")
    usual = {field["key"]: field["example"] for field in shown(alur, item)["fields"]}
    tables = [{"indikator": {"rows": [row | {"year_target": one}]}} for one in ("12.125", 12.125)]
    refused = alur("complete", item["id"], *words, json.dumps(usual | tables[0]))
    assert "Tulis 12125 atau 12,125" in refused.stderr
    complete(alur, item, "--values", json.dumps(tables[1]))


def test_a_table_of_indicators_is_sent_as_json_and_as_a_spreadsheet(
    alur: Alur, until: Until, tmp_path: Path
) -> None:
    rows = json.dumps({"indikator": {"rows": SAMPLE.to_json()["rows"]}})
    done = complete(alur, until("5"), "--values", rows)
    path = tmp_path / "tabel.xlsx"
    path.write_bytes(writing.to_set_up(SAMPLE))
    complete(alur, done["next"][0], "--file", f"indikator={path}")
    told = answer(alur("history", done["instance"], "--as", "auditor", "--json"))
    tables = [one["detail"]["answers"]["indikator"] for one in told[-2:]]
    assert tables[0] == tables[1] and (tables[0]["quarter"], tables[0]["rows"]) == (4, 10)


def test_a_bad_cell_of_a_spreadsheet_is_named_by_its_place(
    alur: Alur, until: Until, tmp_path: Path
) -> None:
    item, path = until("5"), tmp_path / "tabel.xlsx"
    bad = Row(replace(SAMPLE.rows[0].indicator, unit=""))
    path.write_bytes(writing.to_set_up(replace(SAMPLE, rows=(SAMPLE.rows[1], bad))))
    rest = {f["key"]: f["example"] for f in shown(alur, item)["fields"]}
    words = ("--values", json.dumps(rest), "--file", f"indikator={path}")
    refused = alur("complete", item["id"], "--as", "kasubag", *words)
    assert refused.exit_code == 1 and "E3 IK01 unit: Isian ini belum diisi." in refused.stderr


def test_a_file_is_sent_with_a_step(alur: Alur, until: Until, tmp_path: Path) -> None:
    item, path = until("10"), tmp_path / "rekap.pdf"
    path.write_bytes(b"%PDF-1.7 rekap")
    done = complete(alur, item, "--file", f"bukti={path}")
    told = answer(alur("history", done["instance"], "--as", "auditor", "--json"))
    assert [file["name"] for file in told[-1]["detail"]["answers"]["bukti"]] == ["rekap.pdf"]
    refused = alur("complete", done["next"][0]["id"], "--as", "tim1", "--file", f"catatan={path}")
    assert refused.exit_code == 2


Measuring = Callable[[], dict[str, Any]]


@pytest.fixture
def measuring(alur: Alur, office: Database, until: Until) -> Measuring:
    """Reaches the task that fills in the sample's indicators."""

    def reached() -> dict[str, Any]:
        rows = json.dumps({"indikator": {"rows": SAMPLE.to_json()["rows"]}})
        done = complete(alur, until("5"), "--values", rows)
        done = complete(alur, done["next"][0], "--values", '{"indikator": {}}')
        return onward(alur, office, int(done["instance"]), "10")

    return reached


def test_evidence_is_attached_to_single_indicators(
    alur: Alur, office: Database, measuring: Measuring, tmp_path: Path
) -> None:
    item, known = measuring(), [row.indicator.id for row in SAMPLE.rows[:2]]
    proofs, sheet = [tmp_path / f"{name}.pdf" for name in "abc"], tmp_path / "tabel.xlsx"
    for path in proofs:
        path.write_bytes(b"%PDF-1.7 " + path.stem.encode())
    sheet.write_bytes(writing.to_fill(replace(SAMPLE, quarter=4)))
    pairs = zip((known[0], known[0], known[1]), proofs, strict=True)
    words = [word for id, path in pairs for word in ("--evidence", f"{id}={path}")]
    done = complete(alur, item, "--file", f"indikator={sheet}", *words)
    told = answer(alur("history", done["instance"], "--as", "auditor", "--json"))
    attached = told[-1]["detail"]["attached"]["indikator"]
    assert sorted(file["name"] for file in attached) == ["a.pdf", "b.pdf", "c.pdf"]
    with office.reading() as session:
        table = indicators.latest(session, int(done["instance"]), "indikator")
    files = [[one.name for one in row.figures.at(4).files] for row in table.rows] if table else []
    assert files[:3] == [["a.pdf", "b.pdf"], ["c.pdf"], []]


def test_a_sheet_is_put_beside_what_others_have_typed_and_tells_what_it_replaces(
    alur: Alur, office: Database, measuring: Measuring, tmp_path: Path
) -> None:
    item, sheet = measuring(), tmp_path / "tabel.xlsx"
    fill_in(office, int(item["id"]), "tim2", {"IK01": "18", "IK02": "19"}, FIGURE)
    rows = [{"id": "IK01", "realisation_4": "17"}, {"id": "IK02", "realisation_4": ""}]
    sheet.write_bytes(writing.to_fill(tables.fill(replace(SAMPLE, quarter=4), rows)))
    words = ("--as", "tim1", "--file", f"indikator={sheet}", "--json")
    done = alur("complete", item["id"], *words)
    assert "menulis 18" in done.stderr and "kini 17 dari Anda" in done.stderr
    told = answer(alur("history", item["instance"], "--as", "auditor", "--json"))
    (other,) = told[-1]["detail"]["contributors"]["indikator"]
    assert other["indicators"] == {"IK02": [FIGURE]}
    with office.reading() as session:
        table = indicators.latest(session, int(item["instance"]), "indikator")
    figures = [row.figures.at(4).realisation for row in table.rows[:2]] if table else []
    assert [str(one) for one in figures] == ["17", "19"]


def test_a_bad_cell_leaves_what_others_have_typed_as_it_was(
    alur: Alur, office: Database, measuring: Measuring
) -> None:
    item = measuring()
    fill_in(office, int(item["id"]), "tim2", {"IK01": "18"}, FIGURE)
    rows = {"rows": [{"id": "IK01", "realisation_4": "17"}, {"id": "IK02", "realisation_4": "x"}]}
    told = ("--as", "tim1", "--values", json.dumps({"indikator": rows}))
    refused = alur("complete", item["id"], *told)
    assert refused.exit_code == 1 and "IK02 realisation_4" in refused.stderr
    with office.reading() as session:
        kept = shared_tables.of(session, int(item["id"]))["indikator"]
    assert kept.cell("IK01", "realisation_4") == "18"


def test_rows_that_stay_kept_where_the_step_is_refused_are_told(
    alur: Alur, office: Database, measuring: Measuring
) -> None:
    item = measuring()
    rows = {"rows": [{"id": "IK01", "realisation_4": "17"}]}
    told = ("--as", "tim1", "--decision", "Tidak ada", "--values", json.dumps({"indikator": rows}))
    refused = alur("complete", item["id"], *told)
    assert refused.exit_code == 1
    assert "tetap tersimpan untuk semua pemegang jabatan Tim " in refused.stderr
    with office.reading() as session:
        kept = shared_tables.of(session, int(item["id"]))["indikator"]
    assert kept.cell("IK01", "realisation_4") == "17"


@pytest.mark.parametrize(
    ("row", "told", "said"),
    [
        ("10", "IK99={path}", "the table has no such indicator"),
        ("10", "IK01={path}", "the rows of a table are a list of objects"),
        ("10", "IK01", "write INDICATOR=PATH"),
        ("8", "IK01={path}", "this step fills in no table"),
    ],
)
def test_evidence_of_what_is_not_measured_there_is_wrong_usage(
    alur: Alur,
    until: Until,
    measuring: Measuring,
    tmp_path: Path,
    row: str,
    told: str,
    said: str,
) -> None:
    item = measuring() if "objects" in said else until(row)
    path = tmp_path / "rekap.pdf"
    path.write_bytes(b"%PDF-1.7")
    words = ("--as", HOLDERS[item["post"]], "--evidence", told.format(path=path))
    words += ("--values", '{"indikator": ["IK01"]}') if "objects" in said else ()
    refused = alur("complete", item["id"], *words)
    assert refused.exit_code == 2 and said in refused.stderr


def test_papers_are_printed_before_anything_is_locked(alur: Alur, until: Until) -> None:
    item, happened = until("8"), list[str]()

    def begun(connection: Connection) -> None:
        happened.append(
            "write" if connection.get_execution_options().get("alur_writes") else "read"
        )

    def started(act: str, _: object) -> None:
        if act == "subprocess.Popen":
            happened.append("process")

    event.listen(Engine, "begin", begun)
    sys.addaudithook(started)
    complete(alur, item)
    event.remove(Engine, "begin", begun)
    assert "process" in happened
    assert "write" not in happened[: happened.index("process")]
    assert "process" not in happened[happened.index("write") :]


@pytest.mark.parametrize(("row", "key"), [("5", "indikator"), ("10", "bukti")])
def test_files_are_read_before_anything_is_locked(
    alur: Alur, until: Until, tmp_path: Path, row: str, key: str
) -> None:
    item, path, written = until(row), tmp_path / "rusak.xlsx", list[Connection]()
    path.write_bytes(b"PK\x03\x04 broken")

    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get("alur_writes"):
            written.append(connection)

    event.listen(Engine, "begin", begun)
    refused = alur("complete", item["id"], "--as", HOLDERS[item["post"]], "--file", f"{key}={path}")
    event.remove(Engine, "begin", begun)
    assert refused.exit_code == 1 and refused.stderr and written == []


def test_a_copy_of_a_signed_paper_is_added_and_one_that_is_none_is_refused(
    alur: Alur, office: Database, tmp_path: Path
) -> None:
    instance = str(start(office).instance_id)
    walk(office, int(instance), until="T9")
    words = ("copy", instance, "D4", str(PDF), "--kind", "certified", "--note", "BSrE")
    assert "kata sandi kadis" in alur(*words, "--as", "kadis").stderr
    refused = alur(*words, "--as", "kadis", ALUR_PASSWORD="salah")
    assert refused.exit_code == 1 and "bukan kata sandi kadis" in refused.stderr
    kept = answer(alur(*words, "--as", "kadis", "--json", ALUR_PASSWORD=PASSWORD))
    assert kept["sha256"] == hashlib.sha256(PDF.read_bytes()).hexdigest()
    assert "PDF dari layanan tanda tangan" in alur("history", instance, "--as", "auditor").stdout
    page = tmp_path / "sk.pdf"
    page.write_text("<html>")
    refused = alur("copy", instance, "D4", str(page), "--kind", "scan", "--as", "kadis")
    assert refused.exit_code == 1 and "bukan berkas yang dapat disimpan" in refused.stderr
    assert "Kepala Dinas" in alur(*words, "--as", "tim1").stderr
