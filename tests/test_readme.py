"""The README's map lists the modules that exist, and no others."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
MAP = README.partition("## Map of the code")[2].partition("## Words")[0]


def mapped() -> set[Path]:
    """What the map names; a bare name stands in the folder of the name before it."""
    found = set()
    for names in re.findall(r"^\| (`.*?) \|", MAP, re.M):
        folder = ROOT
        for name in re.findall(r"`([^`]+)`", names):
            path = (ROOT if "/" in name.rstrip("/") else folder) / name
            folder = path.parent
            found.add(path)
    return found


def modules(package: Path) -> set[Path]:
    """The modules and packages right below a package."""
    files = {path for path in package.glob("*.py") if not path.name.startswith("__")}
    return files | {path for path in package.iterdir() if path.is_dir() and any(path.glob("*.py"))}


def test_the_map_names_every_module() -> None:
    below = modules(ROOT / "engine") | modules(ROOT / "webui")
    assert below and below - mapped() == set()


def test_the_map_names_nothing_that_is_gone() -> None:
    assert [path for path in mapped() if not path.exists()] == []


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150
