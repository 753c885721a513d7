"""The tree of errors: every message can be told, and the drawing is the tree."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from string import Formatter

import pytest

import engine
from engine import errors
from engine.errors import (
    AlurError,
    BadBundle,
    BadImport,
    BadTable,
    CellProblem,
    FieldProblem,
    InvalidValues,
    RowProblem,
)


def below(kind: type[AlurError], depth: int = 0) -> Iterator[tuple[int, type[AlurError]]]:
    yield depth, kind
    for child in kind.__subclasses__():
        # The pages add a few of their own, and whether they are loaded is chance here.
        if child.__module__.split(".")[0] == engine.__name__:
            yield from below(child, depth + 1)


def modules() -> Iterator[str]:
    """The engine's modules; Alembic's act when they are imported."""
    found = pkgutil.walk_packages(engine.__path__, "engine.")
    return (m.name for m in found if not m.name.startswith("engine.migrations."))


for module in modules():
    importlib.import_module(module)

TREE = list(below(AlurError))
CLASSES = [kind for _, kind in TREE]


def filled(kind: type[AlurError]) -> AlurError:
    """An error of this kind with a fact for each of its placeholders."""
    if issubclass(kind, InvalidValues):
        return kind({"nilai": [FieldProblem("required")]})
    if issubclass(kind, BadBundle):
        return kind(["refused"])
    if issubclass(kind, BadImport):
        return kind([RowProblem(2, errors.BadInput())])
    if issubclass(kind, BadTable):
        return kind([CellProblem(1, "IK01", "unit", "required")])
    names = [name for _, name, _, _ in Formatter().parse(inspect.getdoc(kind) or "") if name]
    return kind(**{name: f"<{name}>" for name in names})


def test_the_drawing_in_the_package_is_the_tree() -> None:
    drawn = "\n".join("    " * depth + kind.__name__ for depth, kind in TREE)
    assert f"\n{drawn}\n" in (errors.__doc__ or "")


def test_every_error_of_the_engine_stands_in_the_package_and_is_imported_from_it() -> None:
    assert [kind.__name__ for kind in CLASSES if vars(errors).get(kind.__name__) is not kind] == []


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_has_its_own_message_that_can_be_filled(kind: type[AlurError]) -> None:
    error = filled(kind)
    assert kind.__dict__.get("__doc__")
    assert "{" not in error.message and "  " not in error.message and "\n" not in error.message
    assert all(str(fact) in error.message for fact in error.facts.values())


@pytest.mark.parametrize("kind", CLASSES)
def test_every_message_is_one_to_three_calm_sentences(kind: type[AlurError]) -> None:
    message = filled(kind).template
    assert message.endswith(".") and "!" not in message
    assert 1 <= message.count(". ") + 1 <= 3 and len(message) <= 220


def test_the_text_of_an_error_is_its_message() -> None:
    error = errors.AlreadyDone(name="Siti", at="2026-10-01 08.00")
    assert str(error) == error.message
    assert error.message.startswith("This step was already completed by Siti at 2026-10-01 08.00.")
    assert error.facts == {"name": "Siti", "at": "2026-10-01 08.00"}


def test_a_forgotten_fact_does_not_hide_the_error() -> None:
    assert "completed by Siti at {at}" in str(errors.AlreadyDone(name="Siti"))


def test_a_fact_with_braces_is_shown_as_it_is() -> None:
    assert "{name.__class__}" in str(errors.TakenByAnother(name="{name.__class__}"))


def test_invalid_values_names_the_fields_and_carries_their_problems() -> None:
    error = InvalidValues({"nilai": [FieldProblem("required")], "hal": []})
    assert error.errors["nilai"] == [FieldProblem("required")]
    assert "nilai, hal." in str(error)


def test_many_invalid_values_are_named_by_the_first_five() -> None:
    assert "yet: 0, 1, 2, 3, 4 …. " in str(InvalidValues({str(n): [] for n in range(9)}))


def test_a_bad_bundle_carries_its_verdicts() -> None:
    error = BadBundle(["a", "b"])
    assert error.verdicts == ["a", "b"] and "2 parts" in str(error)
