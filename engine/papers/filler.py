"""Fills a paper's text: run as a process of its own (`press.child`), for owners write the text.

Reads a body and contexts as JSON; answers the blocks of each, or the fault that one meets, and
the seconds of a core that filling took.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from typing import Any

from engine.papers import markdown, templates
from engine.papers.blocks import written
from engine.papers.faults import Faulty
from engine.papers.filling import CORE_SECONDS
from engine.press import limits

MEMORY = 400_000_000
MOST = 2
"""So many contexts at once, each of which may take its seconds."""


def main() -> None:
    """Fill what stands on the standard input, opening no file."""
    # A second more, in which it begins and the text is judged.
    limits.bind(MOST * CORE_SECONDS + 1, MEMORY)
    told = json.load(sys.stdin)
    _warm()
    limits.close()
    begun = time.process_time()
    answer = _filled(told["body"], told["contexts"], told["decree"])
    json.dump(answer | {"seconds": time.process_time() - begun}, sys.stdout)


def _filled(body: str, contexts: list[Any], decree: bool) -> dict[str, Any]:
    try:
        markdown.judge(templates.bare(body))
        return {"blocks": [_blocks(body, context, decree) for context in contexts[:MOST]]}
    except Faulty as faulty:
        return {"fault": faulty.fault}


def _blocks(body: str, context: Any, decree: bool) -> Any:
    limits.give(CORE_SECONDS)
    return written(markdown.blocks(templates.filled(body, context), decree=decree))


def _warm() -> None:
    """Let everything be imported that Python and Jinja2 import only once they need it."""
    for sample in ("{{ 'a' }}", "{{ x }}"):
        with suppress(Faulty):
            templates.filled(sample, dict.fromkeys(templates.CALLED, {}))


if __name__ == "__main__":
    main()
