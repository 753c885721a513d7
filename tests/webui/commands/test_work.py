"""People work from the command line: what waits, what is asked, what happened."""

import json
from typing import Any

from tests.office import KEY, REASON
from tests.webui.commands.conftest import Alur


def started(alur: Alur) -> dict[str, Any]:
    """A new instance, with what waits in it."""
    answer = alur("start", KEY, "--as", "kasubag", "--title", "Uji", "--json")
    return json.loads(answer.stdout)  # type: ignore[no-any-return]


def test_what_was_started_waits_in_the_inbox(alur: Alur) -> None:
    waiting = started(alur)["next"]
    assert json.loads(alur("inbox", "--as", "kasubag", "--json").stdout) == waiting
    assert alur("inbox", "--as", "kasubag").stdout.count("\n") == len(waiting)


def test_an_item_shows_what_it_asks(alur: Alur) -> None:
    [row] = started(alur)["next"]
    shown = json.loads(alur("show", row["id"], "--as", "kasubag", "--json").stdout)
    assert shown.items() >= row.items()
    keys = {field["key"] for field in shown["fields"]}
    lines = alur("show", row["id"], "--as", "kasubag").stdout.splitlines()[1:]
    assert {line.split()[0] for line in lines} == keys


def test_a_step_is_completed_and_the_next_one_waits(alur: Alur) -> None:
    begun = started(alur)
    [row] = begun["next"]
    shown = json.loads(alur("show", row["id"], "--as", "kasubag", "--json").stdout)
    values = json.dumps({field["key"]: field["example"] for field in shown["fields"]})
    answer = alur("complete", row["id"], "--as", "kasubag", "--values", values)
    assert answer.exit_code == 0, answer.stderr
    assert answer.stdout.startswith(f"{begun['instance']} running\n")


def test_values_that_are_wrong_are_named_one_by_one(alur: Alur) -> None:
    [row] = started(alur)["next"]
    answer = alur("complete", row["id"], "--as", "kasubag", "--values", '{"hantu": "1"}')
    assert answer.exit_code == 1 and "hantu: " in answer.stderr


def test_values_that_are_no_object_are_wrong_usage(alur: Alur) -> None:
    for values in ("[]", "{", "[" * 9999):
        assert alur("complete", "1", "--as", "kasubag", "--values", values).exit_code == 2


def test_what_happened_is_told_oldest_first(alur: Alur) -> None:
    begun = started(alur)["instance"]
    assert alur("stop", begun, "--as", "pemilik", "--reason", REASON).exit_code == 0
    told = json.loads(alur("history", begun, "--as", "auditor", "--json").stdout)
    assert [entry["kind"] for entry in (told[0], told[-1])] == [
        "instance_started",
        "instance_stopped",
    ]
    assert alur("history", begun, "--as", "auditor").stdout.count("\n") == len(told)
