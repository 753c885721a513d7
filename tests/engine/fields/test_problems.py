"""The words for what can be wrong with an answer."""

from string import Formatter

from engine.errors import FieldProblem
from engine.fields.problems import PROBLEMS
from tests.engine.fields.forms import message


def test_every_problem_of_the_table_is_known_to_its_message() -> None:
    facts = {"limit": 1, "length": 2, "place": 3, "value": "v", "key": "k", "whole": "w"}
    facts |= {
        "count": 4,
        "number": "5",
        "bound": "3",
        "fraction": "f",
        "minimum": "1",
        "maximum": "2",
        "name": "n",
        "known": "k",
        "field": "f",
        "width": 5,
        "height": 6,
        "most": 4,
    }
    for code, template in PROBLEMS.items():
        assert {name for _, name, _, _ in Formatter().parse(template) if name} <= set(facts)
        assert "{" not in message(FieldProblem(code, facts))
