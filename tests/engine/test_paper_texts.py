"""A paper is the same as long as its text, its diagram and what it reads of the answers are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.dossier import Completed
from engine.errors import BadPaper
from engine.fields.kinds import Field, FieldType
from engine.paper_texts import PaperText

NOON = datetime(2026, 10, 1, 4, tzinfo=UTC)
DIAGRAM = b"<definitions/>"
LETTER = "Kepada {{ isian.kepada }}"
EACH = "{% for satu in setiap('arahan') %}{{ satu.isi }}{% endfor %}"


def done(node: str, answers: Mapping[str, Any], seq: int = 2) -> Completed:
    return Completed(node, 1, seq, NOON, "Budi", "Kepala", "definitif", answers)


def digest(body: str, *held: Completed, instance: int = 1, diagram: bytes = DIAGRAM) -> bytes:
    return beside(body, {"D1": 1, "D7": 1}, *held, instance=instance, diagram=diagram)


def beside(
    body: str,
    newest: Mapping[str, int],
    *held: Completed,
    instance: int = 1,
    diagram: bytes = DIAGRAM,
) -> bytes:
    """The digest of a text beside other papers of these versions."""
    text = PaperText(f"---\nkind: surat\n---\n{body}".encode(), diagram)
    return text.digest(instance, held, newest)


ASKED = done("a", {"kepada": "Bupati", "catatan": "Segera."})


def test_the_same_content_has_the_same_digest_whoever_answered_and_when() -> None:
    later = replace(ASKED, name="Cita", at=NOON.replace(hour=5), seq=9, round=3)
    assert digest(LETTER, ASKED) == digest(LETTER, later)


def test_an_answer_that_a_text_reads_changes_it_and_no_other_does() -> None:
    another = done("a", {"kepada": "Bupati", "catatan": "Tidak segera."})
    assert digest(LETTER, ASKED) == digest(LETTER, another)
    assert digest(LETTER, ASKED) != digest(LETTER, done("a", {"kepada": "Sekda"}))


def test_of_several_steps_with_one_field_the_latest_answer_counts() -> None:
    again = done("b", {"kepada": "Sekda"}, 3)
    assert digest(LETTER, ASKED, again) == digest(LETTER, again)
    assert digest(LETTER, again, ASKED) == digest(LETTER, ASKED)


def test_a_paper_of_another_instance_text_or_diagram_is_another() -> None:
    same = digest(LETTER, ASKED)
    assert digest(LETTER, ASKED, instance=2) != same
    assert digest(f"{LETTER}.", ASKED) != same
    assert digest(LETTER, ASKED, diagram=b"<definitions />") != same


def test_a_text_that_lists_every_answer_says_who_gave_it_and_when() -> None:
    one = done("a", {"arahan": "Siapkan."})
    assert digest(EACH, one) != digest(EACH, replace(one, name="Cita"))
    assert digest(EACH, one) != digest(EACH, replace(one, at=NOON.replace(hour=5)))


def test_whoever_did_not_answer_changes_no_list_of_answers() -> None:
    one = done("a", {"arahan": "Siapkan."})
    assert digest(EACH, one) == digest(EACH, one, done("b", {"kepada": "Sekda"}, 3))


def test_another_version_of_a_paper_that_a_text_reads_changes_it_and_of_no_other() -> None:
    receipt, there = "{{ naskah('D7').nomor }}", {"D1": 1, "D7": 1}
    assert beside(receipt, there) != beside(receipt, there | {"D7": 2})
    assert beside(receipt, there) == beside(receipt, there | {"D1": 2})
    assert beside(LETTER, there) == beside(LETTER, {})


def test_a_text_that_is_not_in_utf_8_is_refused() -> None:
    with pytest.raises(BadPaper):
        PaperText(b"---\nkind: surat\n---\n\xff", DIAGRAM)


@pytest.mark.parametrize(
    "body, says",
    [
        ("{{ isian.arahan }}", True),
        ("{{ isian.arahan }}, {{ isian.pindaian }}", False),
        ("{{ isian.arahan }}{% for one in setiap('pindaian') %}{{ one.isi }}{% endfor %}", False),
        ("{{ isian.arahan }}, {{ tabel('indikator').tahun }}", False),
        ("{{ isian.lain }}", False),
        ("{% for key in isian %}{{ key }}{% endfor %}", False),
    ],
)
def test_a_text_says_what_a_form_asks_unless_it_shows_its_table_or_file(
    body: str, says: bool
) -> None:
    asked = {
        "arahan": FieldType.TEXT,
        "pindaian": FieldType.FILE,
        "indikator": FieldType.INDICATORS,
    }
    fields = [Field(key, kind) for key, kind in asked.items()]
    assert PaperText(f"---\nkind: surat\n---\n{body}\n".encode(), DIAGRAM).says(fields) is says
