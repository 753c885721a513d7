"""The direction of the house: who may know whom, and where an SOP may be named."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from engine.diagram import reading
from engine.diagram.process import Kind
from webui.offices_on_disk import shipped_sops

ROOT = Path(__file__).parents[1]
ENGINE = sorted((ROOT / "engine").rglob("*.py"))
WEBUI = [p for p in sorted((ROOT / "webui").rglob("*.py")) if "node_modules" not in p.parts]


@cache
def imports(path: Path) -> frozenset[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def knows(path: Path, package: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for name in imports(path))


@pytest.mark.parametrize("package", ["webui", "flask", "werkzeug", "babel", "click"])
def test_the_engine_knows_no_web(package: str) -> None:
    assert [p.name for p in ENGINE if knows(p, package)] == []


def test_one_module_knows_spiffworkflow() -> None:
    assert [p for p in ENGINE + WEBUI if knows(p, "SpiffWorkflow")] == [ROOT / "engine/workflow.py"]


def test_one_package_knows_lxml() -> None:
    known = [p for p in ENGINE + WEBUI if knows(p, "lxml")]
    assert known and [p for p in known if not p.is_relative_to(ROOT / "engine/diagram")] == []


@pytest.mark.parametrize(
    ("package", "modules"),
    [
        ("jinja2", {"reads.py", "templates.py"}),
        ("markdown_it", {"markdown.py"}),
        ("segno", {"printing.py"}),
    ],
)
def test_few_modules_of_the_papers_know_each_library(package: str, modules: set[str]) -> None:
    known = {p for p in ENGINE if knows(p, package)}
    assert known == {ROOT / "engine/papers" / module for module in modules}


def test_what_is_printed_knows_no_page() -> None:
    parts = [p for p in WEBUI if {"papers", "printing", "results"} & set(p.relative_to(ROOT).parts)]
    assert parts and [p.name for p in parts if knows(p, "webui.views")] == []


def test_papers_and_press_know_no_tables() -> None:
    parts = [p for p in ENGINE if {"papers", "press"} & set(p.relative_to(ROOT).parts)]
    known = {name for p in parts for name in imports(p) if name.startswith("engine.")}
    assert {name.split(".")[1] for name in known} <= {
        *("papers", "press", "errors", "fields", "complaints"),
    }
    assert not any(knows(p, "sqlalchemy") for p in parts)


@pytest.mark.parametrize(("package", "module"), [("openpyxl", "reader"), ("xlsxwriter", "book")])
def test_one_module_knows_each_way_of_a_spreadsheet(package: str, module: str) -> None:
    assert [p for p in ENGINE + WEBUI if knows(p, package)] == [
        ROOT / f"engine/spreadsheets/{module}.py"
    ]


GROUND = [
    "complaints",
    "conditions",
    "worktime",
    "measurement",
    "permissions",
    "errors",
    "fields",
    "texts",
    "remembering",
    "reasons",
    "media",
    "periods",
    "pixels",
]


@pytest.mark.parametrize("module", GROUND)
def test_the_ground_knows_nothing_above_it(module: str) -> None:
    parts = [*ROOT.glob(f"engine/{module}.py"), *ROOT.glob(f"engine/{module}/*.py")]
    above = {name for part in parts for name in imports(part) if name.startswith("engine.")}
    assert parts
    assert {name.split(".")[1] for name in above} <= set(GROUND)


# Who stands on whom; what stands on one floor may know each other.
FLOORS = [
    {*GROUND, "models"},
    {"diagram", "papers", "press", "spreadsheets", "workflow"},
    {
        *("records", "bundles", "calendars", "actors", "contents", "dossier", "paper_texts"),
        *("trial_prints", "versions"),
    },
    {
        "approvals",
        "catalogue",
        "casting",
        "corrections",
        "documents",
        "drafts",
        "dues",
        "files",
        "history",
        "holders",
        "impact",
        "inbox",
        "indicators",
        "instance_lists",
        "instance_view",
        "item_rows",
        "leaving",
        "locking",
        "outcomes",
        "passwords",
        "people",
        "proofs",
        "readers",
        "results",
        "signatories",
        "succession",
    },
]


def floor(module: str) -> int:
    return next((n for n, part in enumerate(FLOORS) if module in part), len(FLOORS))


@pytest.mark.parametrize("module", sorted(set[str]().union(*FLOORS)))
def test_nobody_knows_a_floor_above_his_own(module: str) -> None:
    parts = [*ROOT.glob(f"engine/{module}.py"), *ROOT.glob(f"engine/{module}/**/*.py")]
    known = {name.split(".")[1] for p in parts for name in imports(p) if name.startswith("engine.")}
    assert parts
    assert {name for name in known - {module} if floor(name) > floor(module)} == set()


def test_measuring_knows_no_sop() -> None:
    above = {name for part in ENGINE if part.parent.name == "measurement" for name in imports(part)}
    engine = {name.split(".")[1] for name in above if name.startswith("engine.")}
    assert engine == {"measurement", "errors", "fields"}


def test_diagrams_know_no_tables() -> None:
    diagram = [p for p in ENGINE if "diagram" in p.parts]
    assert [p.name for p in diagram if knows(p, "sqlalchemy") or knows(p, "engine.models")] == []


PROCESSES = [
    reading.read((folder / "process.bpmn").read_bytes())
    for folder in (*shipped_sops(), *ROOT.glob("tests/bundles/*/"))
]
# Start and end have names that a blank diagram gives them, too.
NODES = {n.id for p in PROCESSES for n in p.nodes if n.kind not in (Kind.START, Kind.END)}
NAMES = NODES | {flow.id for p in PROCESSES for flow in p.flows} | {p.key for p in PROCESSES}
POSTS = {lane.post for p in PROCESSES for lane in p.lanes}
FIELDS = {f.key for p in PROCESSES for n in p.user_tasks if n.step for f in n.step.fields}
PAGES = [
    path
    for path in sorted((ROOT / "webui").rglob("*"))
    if path.suffix in {".html", ".js", ".css", ".json", ".typ"}
    and not {"node_modules", "dist"} & set(path.parts)
]


def named(names: set[str], paths: Iterable[Path]) -> dict[str, list[str]]:
    """Which of the names stand quoted in which files."""
    quoted = re.compile("[\"'](" + "|".join(map(re.escape, sorted(names))) + ")[\"']")
    found = {str(path.relative_to(ROOT)): quoted.findall(path.read_text()) for path in paths}
    return {path: hits for path, hits in found.items() if hits}


def test_no_python_and_no_page_names_a_step_a_lane_or_a_post() -> None:
    assert len(PAGES) > 100
    assert named(NAMES | POSTS, [*ENGINE, *WEBUI, *PAGES]) == {}


def test_no_data_of_the_engine_names_a_step_or_a_field() -> None:
    data = sorted((ROOT / "engine").rglob("*.json"))
    # The posts of a demonstration office are its own: there they may be named.
    assert data and named(NAMES | FIELDS, data) == {}


def test_only_the_database_commits() -> None:
    calls = re.compile(r"\.commit\(")
    assert [p.name for p in ENGINE + WEBUI if calls.search(p.read_text())] == []


def views(path: Path) -> Iterator[ast.FunctionDef]:
    """The functions of a module that are declared as pages."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            declared = (d.func for d in node.decorator_list if isinstance(d, ast.Call))
            if any(isinstance(by, ast.Name) and by.id == "page" for by in declared):
                yield node


def test_a_view_makes_its_four_moves_in_at_most_fifteen_lines() -> None:
    found = {
        view.name: 1 + (view.end_lineno or 0) - view.body[1].lineno
        for path in WEBUI
        for view in views(path)
    }
    assert len(found) > 100
    assert {name: lines for name, lines in found.items() if lines > 15} == {}
