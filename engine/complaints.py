"""What libraries complain of in a text that they cannot read, as phrases that pages translate."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Phrases = Sequence[tuple[str, str]]
"""Patterns of what a library says, each with our msgid, filled with the pattern's groups."""


def told(phrases: Phrases, said: str) -> Mapping[str, str]:
    """What a library said as the facts of a verdict: `reason`, the phrase, and what fills it.

    The last phrase stands for all that no pattern knows, and tells `detail`, the words themselves.
    """
    said = re.sub(r"\s+", " ", said).strip()
    for pattern, phrase in phrases:
        if match := re.search(pattern, said):
            filling = {name: text or "" for name, text in match.groupdict().items()}
            return {"reason": phrase, "detail": said[:200]} | filling
    raise LookupError(said)  # The last pattern fits everything.
