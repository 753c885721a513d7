"""Offices are made and verified from the command line."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.database import Database
from tests.engine.revising import begin
from tests.office import KEY, start
from tests.webui.commands.conftest import Alur


def test_an_office_is_made_in_a_new_private_file(alur: Alur, tmp_path: Path) -> None:
    file = tmp_path / "data" / "baru.sqlite"
    answer = alur("init", "--name", "Dinas", "--admin", "budi", ALUR_DATABASE=f"sqlite:///{file}")
    assert answer.exit_code == 0 and "budi: " in answer.stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_database_without_tables_is_not_served_or_read(alur: Alur, tmp_path: Path) -> None:
    for command in ("serve", "verify"):
        answer = alur(command, ALUR_DATABASE=f"sqlite:///{tmp_path / 'kosong.sqlite'}")
        assert answer.exit_code == 1 and "alur init" in answer.stderr


@pytest.mark.parametrize("command", ["serve", "verify", "demo", "inbox --as kasubag"])
def test_what_a_newer_alur_has_changed_is_not_used(
    alur: Alur, office: Database, command: str
) -> None:
    with office.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    for language, remedy in (("id_ID.UTF-8", "yang lebih baru"), ("en_GB.UTF-8", "newer")):
        answer = alur(*command.split(), LANG=language)
        assert answer.exit_code == 1 and "0099" in answer.stderr and remedy in answer.stderr


def test_the_demonstration_loads_again_with_the_same_log_ins(alur: Alur) -> None:
    first, second = alur("demo"), alur("demo")
    assert first.exit_code == 0 and "kasubag" in first.stdout
    assert first.stdout == second.stdout


def test_the_demonstration_is_refused_in_a_real_office(alur: Alur, tmp_path: Path) -> None:
    real = {
        "ALUR_DATABASE": f"sqlite:///{tmp_path / 'real.db'}",
        "ALUR_PASSWORD": "sandi-panjang-26",
    }
    assert alur("init", "--name", "Dinas Uji", "--admin", "kepala", **real).exit_code == 0
    assert alur("demo", **real).exit_code == 1


def test_every_chain_is_found_whole(alur: Alur, office: Database) -> None:
    start(office)
    assert alur("verify").exit_code == 0


def test_an_altered_record_is_found(alur: Alur, office: Database) -> None:
    with office.writing() as session:
        session.execute(text("UPDATE stream SET hash = x'00' WHERE kind = 'office'"))
    for language, said in (("id_ID.UTF-8", "kantor 1: rusak"), ("en_GB.UTF-8", "office 1: broken")):
        refused = alur("verify", LANG=language)
        assert refused.exit_code == 1 and refused.stdout.startswith(said)


def test_a_trigger_that_is_gone_is_found(alur: Alur, office: Database) -> None:
    with office.writing() as session:
        session.execute(text("DROP TRIGGER approval_no_delete"))
    refused = alur("verify", LANG="en_GB.UTF-8")
    assert refused.exit_code == 1 and refused.stdout.startswith("trigger approval_no_delete")


def test_a_draft_that_was_changed_outside_is_found(alur: Alur, office: Database) -> None:
    begin(office)
    assert alur("verify").exit_code == 0
    with office.writing() as session:
        session.execute(text("UPDATE draft SET note = 'Lain'"))
    refused = alur("verify", LANG="en_GB.UTF-8")
    assert refused.exit_code == 1
    assert refused.stdout.startswith(f"draft of {KEY}: not as recorded.")


def test_a_chain_rewritten_with_its_end_is_found_by_the_ends_that_were_noted(
    alur: Alur, office: Database, tmp_path: Path
) -> None:
    start(office)
    noted = tmp_path / "ujung.txt"
    noted.write_text(alur("heads").stdout)
    start(office)
    assert alur("verify", "--heads", str(noted)).exit_code == 0
    rewritten = noted.read_text().splitlines()
    noted.write_text("\n".join([*rewritten[:-1], rewritten[-1][:-1] + "?"]))
    refused = alur("verify", "--heads", str(noted), LANG="en_GB.UTF-8")
    assert refused.exit_code == 1 and "Line" in refused.stderr
