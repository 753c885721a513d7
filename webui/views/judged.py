"""What the check says of a draft, for pages: what is refused, what only runs with a remark."""

from __future__ import annotations

from dataclasses import dataclass

from engine import drafts
from webui import words
from webui.visits import Visit

Told = dict[str, str]


@dataclass(frozen=True)
class Judged:
    """Verdicts in words; remarks of one kind stand together, so that many do not hide others."""

    refused: list[Told]
    noted: list[list[Told]]
    runs: int


def ahead(visit: Visit, key: str, **_: str) -> None:
    """Check a draft before it is locked, for pages that tell of it while they write."""
    drafts.judge_ahead(visit.session, visit.actor, key)


def judged(draft: drafts.Open) -> Judged:
    """The verdicts on a draft."""
    verdicts = [words.verdict(verdict) for verdict in draft.verdicts()]
    by_code: dict[str, list[Told]] = {}
    for told in verdicts:
        if told["verdict"] == "changed":
            by_code.setdefault(told["code"], []).append(told)
    return Judged(
        refused=[told for told in verdicts if told["verdict"] == "refused"],
        noted=list(by_code.values()),
        runs=sum(told["verdict"] == "as-drawn" for told in verdicts),
    )
