"""The closed language of conditions: what is read, and all that is refused."""

import pytest

from engine.conditions.language import compile_condition
from engine.errors import BadCondition


def test_a_condition_knows_the_fields_that_it_reads() -> None:
    condition = compile_condition("len(pilihan) > 1 and (nilai >= 3 or min(a, b) == 1)")
    assert condition.names == {"pilihan", "nilai", "a", "b"}
    assert compile_condition("1 < 2").names == frozenset()


def test_the_same_text_is_read_once() -> None:
    assert compile_condition("nilai > 3") is compile_condition("nilai > 3")


def test_a_refusal_names_the_part_and_the_whole() -> None:
    with pytest.raises(BadCondition) as caught:
        compile_condition("nilai > 3 and nilai.real > 1")
    assert caught.value.facts["part"] == "nilai.real"
    assert str(caught.value).startswith('The condition "nilai > 3 and nilai.real > 1" cannot be')


ATTACKS = [
    "().__class__.__base__.__subclasses__()",
    "nilai.__class__",
    "nilai.real > 1",
    "__import__('os').system('true')",
    "import os",
    "lambda: 1",
    "(lambda x: x)(1)",
    "[x for x in pilihan]",
    "{x: 1 for x in pilihan}",
    "{x for x in pilihan}",
    "sum(x for x in range(10**9))",
    "[[[0 for a in b] for b in c] for c in d]",
    "9**9**9",
    "2 << 99999999",
    "'a' * 10**10",
    "['a'] * 1000000000",
    "1 / 0 > 1",
    "7 // 2 == 3",
    "7 % 2 == 1",
    "'%999999999d' % 1",
    "~1",
    "1 | 2",
    "+nilai > 1",
    "f'{nilai}'",
    "f'{nilai:>999999999}' == 'a'",
    "(x := 5) > 3",
    "x = 5",
    "b'abc' == bidang",
    "1j == nilai",
    "... == nilai",
    "{} == nilai",
    "{1, 2} == nilai",
    "pilihan[0] == 'a'",
    "pilihan[0:1]",
    "bidang.upper() == 'X'",
    "getattr(nilai, 'real')",
    "eval('1')",
    "exec('1')",
    "open('/etc/passwd')",
    "print(1)",
    "min(pilihan, key=len)",
    "min(*pilihan)",
    "max(**baris)",
    "min()",
    "len()",
    "len('a', 'b')",
    "abs(1, 2)",
    "len(pilihan)(1)",
    "(len if setuju else abs)(1)",
    "1 if setuju else 2",
    "nilai is None",
    "await nilai",
    "yield",
    "__name__ == 'x'",
    "_nilai > 1",
    "__builtins__",
    "ｎilai > 1",
    "＿nilai > 1",
    "𝗅𝖾𝗇(pilihan) == 2",
    "nilаi > 1",
    "nilai ＞ 1",
    "nilai > 1\u202e",
    "nilai >\x00 1",
    "nilai > 1; 2",
    "nilai > 1\nnilai",
    "",
    "   ",
    "nilai >",
    "(" * 20 + "nilai",
    "(" * 100 + "1" + ")" * 100,
    "[" * 31 + "1" + "]" * 31,
    "not " * 40 + "setuju",
    "-" * 400 + "1",
    "1" + "+1" * 40,
    " and ".join(["nilai > 1"] * 60),
    "'" + "a" * 600 + "'",
    "1e999 > nilai or nilai == 'x'" * 20,
]


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_beyond_the_language_is_read(text: str) -> None:
    with pytest.raises(BadCondition) as caught:
        compile_condition(text)
    assert len(str(caught.value)) < 700
