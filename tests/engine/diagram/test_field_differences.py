"""What differs between the fields of a step: their order, their options, their columns."""

from __future__ import annotations

from collections.abc import Sequence

from engine.diagram.changes import Change, Topic, Turn
from engine.diagram.differences import between
from engine.diagram.identity import Identity
from engine.diagram.process import Drawing, Flow, Kind, Lane, Node, Process
from engine.diagram.step import Step
from engine.fields.kinds import Field, FieldType, Option

ORDINARY, URGENT = Option("biasa", "Biasa", "Ordinary"), Option("segera", "Segera", "Urgent")


def asking(*fields: Field) -> Process:
    """A process whose one step has these fields."""
    nodes = (
        Node("s", Kind.START, "", "l"),
        Node("t", Kind.USER_TASK, "T", "l", step=Step(row="1", fields=fields)),
        Node("e", Kind.END, "", "l"),
    )
    flows = (Flow("f", "s", "t"), Flow("g", "t", "e"))
    lanes = (Lane("l", "L", "l"),)
    return Process("x", "X", "", Identity(), lanes, nodes, flows, (), Drawing())


def text(key: str, label: str = "") -> Field:
    return Field(key, FieldType.TEXT, label or key.title())


def choice(*options: Option) -> Field:
    return Field("sifat", FieldType.CHOICE, "Sifat", options=options)


def rows(*columns: Field) -> Field:
    return Field("penerima", FieldType.ROWS, "Penerima", columns=columns)


def told(old: Sequence[Field], new: Sequence[Field]) -> Change:
    """The one thing that differs."""
    (found,) = between(asking(*old), asking(*new))
    return found


def test_fields_that_change_places_are_told_by_their_order() -> None:
    found = told([text("a"), text("b"), text("c")], [text("b"), text("a"), text("c")])
    assert (found.topic, found.fact) == (Topic.STEP, "fields")
    assert (found.before, found.after) == ("A, B, C", "B, A, C")


def test_fields_of_one_label_are_told_apart_by_their_keys() -> None:
    found = told([text("a", "Nama"), text("b", "Nama")], [text("b", "Nama"), text("a", "Nama")])
    assert (found.before, found.after) == ("Nama (a), Nama (b)", "Nama (b), Nama (a)")


def test_each_of_several_explanations_is_told_though_none_has_a_key() -> None:
    one, other, more = (Field("", FieldType.HELP, label) for label in ("Satu", "Dua", "Tiga"))
    found = told([one, other], [more, other])
    assert (found.turn, found.fact, found.before, found.after) == (
        *(Turn.CHANGED, "label", "Satu", "Tiga"),
    )
    assert (told([one], [one, more]).turn, told([one], [one, more]).name) == (Turn.ADDED, "Tiga")


def test_options_are_told_by_their_words() -> None:
    found = told([choice(ORDINARY)], [choice(ORDINARY, URGENT)])
    assert (found.topic, found.fact) == (Topic.FIELD, "options")
    assert (found.before, found.after) == ("Biasa", "Biasa, Segera")


def test_options_that_store_other_values_are_told_by_these() -> None:
    found = told(
        [choice(ORDINARY, URGENT)], [choice(Option("normal", "Biasa", "Ordinary"), URGENT)]
    )
    assert (found.before, found.after) == ("Biasa (biasa), Segera", "Biasa (normal), Segera")


def test_options_that_only_speak_other_english_are_told_in_english() -> None:
    found = told([choice(ORDINARY)], [choice(Option("biasa", "Biasa", "Usual"))])
    assert (found.fact, found.before, found.after) == ("options_en", "Ordinary", "Usual")


def test_one_option_with_a_comma_is_not_told_as_two() -> None:
    found = told([choice(Option("a", "A"), Option("b", "B"))], [choice(Option("a", "A, B"))])
    assert (found.before, found.after) == ("A, B", "“A, B”")


def test_what_changes_of_a_column_is_told_behind_its_table() -> None:
    found = told([rows(text("a"))], [rows(text("a", "Alamat"))])
    assert (found.name, found.fact) == ("Penerima › Alamat", "label")
    assert (found.before, found.after) == ("A", "Alamat")
    come = told([rows(text("a"))], [rows(text("a"), text("b"))])
    assert (come.turn, come.name) == (Turn.ADDED, "Penerima › B")


def test_columns_that_change_places_are_told_by_their_order() -> None:
    found = told([rows(text("a"), text("b"))], [rows(text("b"), text("a"))])
    assert (found.name, found.fact) == ("Penerima", "columns")
    assert (found.before, found.after) == ("A, B", "B, A")


def test_decisions_that_change_places_are_told_by_their_order() -> None:
    old = asking()
    nodes = (*old.nodes, Node("g", Kind.CHOICE, "", "l"), Node("f", Kind.END, "", "l"))
    flows = [Flow("1", "s", "t"), Flow("2", "t", "g")]
    ways = [Flow("3", "g", "e", "Ya"), Flow("4", "g", "f", "Tidak")]
    there, back = (
        Process("x", "X", "", Identity(), old.lanes, nodes, tuple(order), (), Drawing())
        for order in ([*flows, *ways], [*flows, *ways[::-1]])
    )
    (found, *_) = between(there, back)
    assert (found.fact, found.before, found.after) == ("decisions", "Ya, Tidak", "Tidak, Ya")
