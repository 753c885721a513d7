"""What a command answers: JSON, or the same in lines for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import click

from webui import words
from webui.words import N_

as_json = click.option("--json", "json_", is_flag=True, help=N_("Answer JSON."))


def tell(answer: Any, lines: Iterable[str], json_: bool) -> None:
    """Answer JSON, or the same in lines for people."""
    for line in [json.dumps(answer, ensure_ascii=False, indent=1)] if json_ else lines:
        click.echo(line)


def outcome(answer: dict[str, Any]) -> Iterator[str]:
    """What became of an instance, and what waits in it now, in lines."""
    yield f"{answer['instance']} {words.status(answer['status'])}"
    yield from map(line, answer["next"])


def line(row: dict[str, Any]) -> str:
    """A waiting task in a line."""
    return f"{row['id']:>6} {row['row']:>3} {row['name']} [{row['post']}] {row['title']}"
