"""Every message that people may read, wherever it is written: what the catalogues must hold."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

import engine
import webui
from engine import permissions
from engine.conditions.reasons import Reason
from engine.diagram import complaints, hazards
from engine.errors import AlurError
from engine.measurement.problems import PROBLEMS
from engine.papers import FAULTS, complaints as texts
from webui.commands import MODULES, main

COMPLAINTS = (complaints.XML, complaints.SCHEMA, texts.SYNTAX, texts.EXPRESSION)

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "webui/translations/id/LC_MESSAGES/messages.po"

# A msgid, or the pair of a singular and its plural.
Message = str | tuple[str, str]

KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None}
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "encoding": "utf-8"}}

# Alembic's scripts and __main__ act when they are imported.
NEVER_IMPORTED = re.compile(r"engine\.migrations\.|webui\.frontend|.*\.__main__$")

# The literal facts of errors that pages translate: NotFound(what="task", name=number).
FACT = re.compile(r'\b(?:what|act|who|rule|reason|capacity)=\(?\s*"(\w[^"{}]*)"')


def collect() -> set[Message]:
    """The msgids of pages, command line, errors, problems, hazards, faults and permissions."""
    import_all()
    return {
        *called(),
        *(kind.__new__(kind).template for kind in {AlurError, *below(AlurError)}),
        *PROBLEMS.values(),
        *(text for told in hazards.HAZARDS.values() for text in told if text),
        *(text for told in hazards.NOTES.values() for text in told if text),
        *(text for told in FAULTS.values() for text in told),
        *(reason.value for reason in Reason),
        *(phrase for phrases in COMPLAINTS for _, phrase in phrases),
        *(role.value for role in permissions.Role),
        *(act.value for act in permissions.May),
        *facts(),
        *commands(),
    }


def commands() -> Iterator[str]:
    """What the commands say that they do; the help of their options is marked where it stands."""
    yield main.help or ""
    for name, module in MODULES.items():
        yield getattr(importlib.import_module(f"webui.commands.{module}"), name).help


def import_all() -> None:
    """Import every module, so that every error class is known."""
    for package in (engine, webui):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not NEVER_IMPORTED.match(module.name):
                importlib.import_module(module.name)


def called() -> Iterator[Message]:
    """What gettext and its like are called with in modules and templates."""
    found = extract_from_dir(
        ROOT / "webui",
        METHODS,
        OPTIONS,
        keywords=KEYWORDS,
        directory_filter=lambda folder: Path(folder).name not in ("frontend", "static"),
    )
    for _file, _line, message, _comments, _context in found:
        yield (message[0], message[1]) if isinstance(message, tuple) else message


def below(kind: type[AlurError]) -> Iterator[type[AlurError]]:
    """All subclasses of an error, except those that tests make."""
    for child in kind.__subclasses__():
        if child.__module__.split(".")[0] in ("engine", "webui"):
            yield child
        yield from below(child)


def facts() -> Iterator[str]:
    """The literal facts that errors are raised with in the engine."""
    for path in sorted((ROOT / "engine").rglob("*.py")):
        yield from FACT.findall(path.read_text("utf-8"))
