"""Filling: what names print, and what a text can never do to the office, however it is written."""

from __future__ import annotations

import gc
import json

import pytest

from engine import papers
from engine.errors import BadPaper, Crowded
from engine.fields.kinds import Field, FieldType
from engine.papers import Block, Context, blocks, filling
from engine.papers.blocks import Items, Paragraph, Run, Table
from engine.papers.faults import FAULTS
from engine.papers.signs import DOTS

FIELDS = (
    Field("tujuan", FieldType.AREA),
    Field("items", FieldType.TEXT),
    Field("anggota", FieldType.ROWS, columns=(Field("nama", FieldType.TEXT),)),
)


NESTED = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"


def context(**answers: object) -> Context:
    """A context in which these answers were given, and no others."""
    made = papers.example(FIELDS, ["indikator"], {"D7": "Dokumen Hasil"})
    made["isian"] = dict.fromkeys(("tujuan", "items", "anggota")) | answers
    return made


def fill(body: str, **answers: object) -> tuple[Block, ...]:
    return papers.filled(papers.read(f"---\nkind: lembar\n---\n{body}\n"), context(**answers))


def words(body: str, **answers: object) -> str:
    """The words of a text that is one paragraph."""
    (block,) = fill(body, **answers)
    assert isinstance(block, Paragraph)
    return "".join(run.text for run in block.runs)


def faults(body: str) -> list[tuple[str, str, int]]:
    tried = papers.tried(f"---\nkind: lembar\n---\n{body}\n", context())
    return list(map(tuple, tried.faults))


def test_names_print_their_values() -> None:
    assert words("{{ kantor.nama }}, {{ tanggal }}") == "Dinas Contoh, 9 Oktober 2026"
    assert words("{{ isian.items }}", items="Lima") == "Lima"


def test_what_is_not_answered_prints_a_dotted_line_and_repeats_nothing() -> None:
    assert words("Tujuan: {{ isian.tujuan }}") == "Tujuan: " + DOTS
    body = "{% for a in isian.anggota %}{{ a.nama }}{% endfor %}{{ isian.anggota.x }}."
    assert words(body) == DOTS + "."
    assert words("{{ isian.tujuan | default('tidak ada') }}") == "tidak ada"


@pytest.mark.parametrize(
    "typed",
    ["# 1", "1. a", "- a", "*a* **b**", "a | b", "<b>a</b>", "[a](http://b)", "---", "{{ nomor }}"],
)
def test_whatever_people_answer_is_printed_as_they_typed_it(typed: str) -> None:
    assert words("{{ isian.tujuan }}", tujuan=typed) == typed
    table = fill("| a | b |\n|---|---|\n| {{ isian.tujuan }} | c |", tujuan=typed)
    assert table == (
        Table(("left", "left"), ((Run("a"),), (Run("b"),)), (((Run(typed),), (Run("c"),)),)),
    )


def test_lines_of_an_answer_stay_lines_in_a_cell_too() -> None:
    assert words("{{ isian.tujuan }}", tujuan="satu\r\n  dua\n") == "satu\ndua"
    (table,) = fill("| a |\n|---|\n| {{ isian.tujuan }} |", tujuan="satu\ndua")
    assert isinstance(table, Table) and table.rows == (((Run("satu\ndua"),),),)


def test_repetitions_make_items_and_rows() -> None:
    body = "{% for a in isian.anggota %}\n{{ loop.index }}. {{ a.nama }}\n{% endfor %}"
    (found,) = fill(body, anggota=[{"nama": "Dadap"}, {"nama": "Waru"}])
    assert isinstance(found, Items) and len(found.items) == 2


def test_every_answer_to_a_field_of_several_steps_can_be_listed() -> None:
    body = "{% for j in setiap('tujuan') %}{{ j.dari }}: {{ j.isi }}. {% endfor %}"
    assert words(body) == "Contoh isian: Contoh isian. Contoh isian: Contoh isian."
    assert words("{{ tabel('indikator').rata_rata }} {{ tabel('indikator').baris|length }}")


def test_another_paper_is_named_with_its_number_and_one_that_is_not_there_is_a_fault() -> None:
    said = "{{ naskah('D7').nama }}, Nomor {{ naskah('D7').nomor }}"
    assert words(said) == "Dokumen Hasil, Nomor 800/9/CONTOH/2026"
    assert faults(said) == []
    assert faults("{{ naskah('D99').nomor }}") == [("paper-unknown-name", "D99", 4)]


def test_the_first_and_last_of_nothing_are_not_known_yet() -> None:
    made = context() | {"setiap": {"tujuan": []}}
    body = "{% set a = setiap('tujuan') %}{{ (a | last).nama }}{{ a | first }}"
    (block,) = papers.filled(papers.read(f"---\nkind: lembar\n---\n{body}"), made)
    assert isinstance(block, Paragraph) and block.runs == (Run(DOTS * 2),)


def test_filled_blocks_can_be_written_as_json_and_read() -> None:
    found = fill("# Judul\n\n- *a*\n  1. b\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n---\n\n***")
    assert blocks.read(json.loads(json.dumps(blocks.written(found)))) == found


@pytest.mark.parametrize(
    ("body", "code", "detail", "line"),
    [
        ("{{ isian.tidak_ada }}", "paper-unknown-name", "tidak_ada", 4),
        ("satu\n{{ jabatan }}", "paper-unknown-name", "jabatan", 5),
        ("{{ setiap('arah') }}", "paper-unknown-name", "arah", 4),
        ("{{ tabel('lain') }}", "paper-unknown-name", "lain", 4),
        ("{% if isian.tujuan %}", "paper-syntax", None, 4),
        ("{{ isian.tujuan | xmlattr }}", "paper-syntax", None, 4),
        ("a\n{{ 1 / 0 }}", "paper-expression", None, 5),
        ("{{ isian.anggota + 1 }}", "paper-expression", None, 4),
        ("{{ isian }}", "paper-expression", None, 4),
        ("{{ isian.tujuan() }}", "paper-expression", None, 4),
        ("a\n\n<b>tebal</b>", "paper-not-allowed", "<b>", 6),
        ("<script>x</script>", "paper-not-allowed", None, 4),
        ("![a](x.png)", "paper-not-allowed", "a", 4),
        ("[a](http://x.id)", "paper-not-allowed", "http://x.id", 4),
        ("<http://x.id>", "paper-not-allowed", "http://x.id", 4),
        ("| a |\n|---|\n| [b](c) |", "paper-not-allowed", None, None),
        ("[a]\n\n[a]: http://x.id", "paper-not-allowed", "[a]: …", 6),
        ("```\na\n```", "paper-not-allowed", "a", 4),
        ("> a", "paper-not-allowed", ">", 4),
        ("a\nTelepon \u202a0511\u202c", "paper-sign", "U+202A", 5),
        ("a\n\n&#x202e;1 | 2", "paper-sign", "U+202E", 6),
        ("\x0bPasal 1", "paper-sign", "U+000B", 4),
        ("a\n\uf0b7 dari Word", "paper-sign", "U+F0B7", 5),
        ("a\n{{ '\\u202e' }}", "paper-expression", "U+202E", 5),
    ],
)
def test_each_fault_is_told_with_its_line(
    body: str, code: str, detail: str | None, line: int | None
) -> None:
    ((found, said, where),) = faults(body)
    assert found == code and code in FAULTS
    assert detail in (None, said) and line in (None, where)


def test_a_text_that_fails_only_where_nothing_is_answered_is_at_fault_too() -> None:
    assert faults("{{ 'a' + isian.tujuan }}")[0][0] == "paper-expression"


@pytest.mark.parametrize(
    "body",
    [
        "{% include '/etc/passwd' %}",
        "{% import '/etc/passwd' as x %}",
        "{% extends 'a' %}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% block a %}{% endblock %}",
    ],
)
def test_a_text_asks_for_no_other_and_defines_nothing(body: str) -> None:
    assert [fault[0] for fault in faults(body)] == ["paper-tag"]


@pytest.mark.parametrize(
    "body",
    [
        "{{ isian.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ setiap.__globals__ }}",
        "{{ setiap }}",
        "{{ 'x%s' % tabel }}",
        "{{ '%s' % langkah }}",
        "{{ ('{0.__class__}').format(isian) }}",
        "{{ isian.anggota.append(1) }}",
        "{{ [].append(1) }}",
        "{{ (isian | attr('__class__')) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum(100) }}",
        "{{ self._TemplateReference__context }}",
        "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    ],
)
def test_a_text_reaches_nothing_behind_its_names(body: str) -> None:
    assert faults(body)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (
            "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
            "endless",
        ),
        ("{{ 10 ** (10 ** 10) }}", "endless"),
        ("{{ 'a' * 10**9 }}", "too-large"),
        ("{{ 'a' * 10**7 }}", "too-large"),
        ("{{ 'a'.center(10**9) }}", "too-large"),
        ("{{ '%999999999s' % 'a' }}", "too-large"),
        ("{{ ('a' * 10**6).replace('a', 'b' * 10**6) }}", "too-large"),
        ("{% for i in range(99999) %}{{ 'a' * 100 }}{% endfor %}", "too-large"),
        ("{% for i in range(10**9) %}a{% endfor %}", "expression"),
        ("{% for a in [1] %}" * 40 + "{% endfor %}" * 40, "expression"),
        ("{{ 10**5000 }}", "expression"),
        ("{{ " + "9" * 50_000 + " }}", "syntax"),
        ("{{ " + "(" * 5000 + ")" * 5000 + " }}", "syntax"),
        ("{{ " + "not " * 9000 + "1 }}", "syntax"),
        ("{{ 1" + "+1" * 20_000 + " }}", "syntax"),
        ("{{ isian" + ".a" * 20_000 + " }}", "syntax"),
    ],
)
def test_a_text_that_would_never_end_or_fit_is_ended_and_told(body: str, code: str) -> None:
    assert [fault[0] for fault in faults(body)] == [f"paper-{code}"]


@pytest.mark.parametrize("body", ["- " * 20_000 + "a", "\n" * 50_000, "| a " * 9_000])
def test_strange_texts_are_only_strange(body: str) -> None:
    assert faults(body) == []


def test_of_a_text_that_is_tried_nothing_is_kept_but_what_is_wrong() -> None:
    before = _runs_in_memory()
    assert faults("{% for i in range(300) %}- satu\n{% endfor %}") == []
    assert _runs_in_memory() == before


def _runs_in_memory() -> int:
    gc.collect()
    return sum(type(one) is Run for one in gc.get_objects())


def test_a_text_that_fails_for_an_instance_tells_why() -> None:
    with pytest.raises(BadPaper, match=r"paper-unknown-name, lain \(line 4\)") as told:
        fill("{{ isian.lain }}")
    assert told.value.facts == {"code": "paper-unknown-name", "detail": "lain", "line": 4}


def test_a_text_that_waits_for_a_core_is_no_endless_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as busy, pytest.raises(Crowded):
        busy.setattr(filling, "SECONDS", 0.01)
        faults("Tunggu sebentar.")
    assert faults("Tunggu sebentar.") == []


def test_a_text_may_take_its_seconds_with_each_of_the_names_that_are_compared() -> None:
    def slow(times: int) -> str:
        loop = "{% for j in range(1000) %}{% set x = i * j %}{% endfor %}"
        return f"---\nkind: lembar\n---\n{{% for i in range({times}) %}}{loop}{{% endfor %}}Satu.\n"

    pace = papers.tried(slow(200), context()).seconds
    assert papers.is_same(papers.read(slow(int(200 * 2.6 / pace))), context(), context())
