"""Words too long for any column: where they may break."""

from __future__ import annotations

import re

# Slashes and hyphens let a line break anyway: a number such as 800/054/SOP/2022 stays as it is.
LONGEST_WORD = 24
OVERLONG = re.compile(rf"[^\s/-]{{{LONGEST_WORD + 1},}}")

BREAK = "\u200b"


def breakable(text: str) -> str:
    """A text whose overlong words may break anywhere, so that none leaves its column."""
    return OVERLONG.sub(lambda word: _with_breaks(word[0]), text)


def _with_breaks(word: str) -> str:
    step = LONGEST_WORD // 2
    return BREAK.join(word[n : n + step] for n in range(0, len(word), step))
