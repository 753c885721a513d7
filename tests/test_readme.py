"""The README's map lists the modules that exist, and no others."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
MAP = README.partition("## Map of the code")[2].partition("## Words")[0]


def test_the_map_names_every_module() -> None:
    for package in ("engine", "webui"):
        parts = [p for p in (ROOT / package).iterdir() if p.suffix == ".py" or is_package(p)]
        for part in parts:
            assert part.name.startswith("__") or f"{part.name}" in MAP, part


def test_the_map_names_nothing_that_is_gone() -> None:
    for names in re.findall(r"^\| (`.*?) \|", MAP, re.M):
        folder = ROOT
        for name in re.findall(r"`([^`]+)`", names):
            folder = (ROOT / name).parent if "/" in name.rstrip("/") else folder
            assert (ROOT / name).exists() or (folder / name).exists(), name


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150


def is_package(path: Path) -> bool:
    return path.is_dir() and any(path.glob("*.py"))
