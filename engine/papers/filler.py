"""Fills a paper's text: run as a process of its own (`press.child`), for owners write the text.

Reads a body and contexts as JSON; answers the blocks of each, or the fault that one meets.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress

from engine.papers import markdown, templates
from engine.papers.blocks import written
from engine.papers.faults import Faulty
from engine.press import limits

SECONDS, MEMORY = 2, 400_000_000


def main() -> None:
    """Fill what stands on the standard input, opening no file."""
    limits.bind(SECONDS, MEMORY)
    told = json.load(sys.stdin)
    _warm()
    limits.close()
    try:
        markdown.judge(templates.bare(told["body"]))
        texts = [templates.filled(told["body"], context) for context in told["contexts"]]
        blocks = [markdown.blocks(text, decree=told["decree"]) for text in texts]
        json.dump({"blocks": list(map(written, blocks))}, sys.stdout)
    except Faulty as faulty:
        json.dump({"fault": faulty.fault}, sys.stdout)


def _warm() -> None:
    """Let everything be imported that Python and Jinja2 import only once they need it."""
    for sample in ("{{ 'a' }}", "{{ x }}"):
        with suppress(Faulty):
            templates.filled(sample, {"setiap": {}, "tabel": {}})


if __name__ == "__main__":
    main()
