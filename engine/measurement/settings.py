"""How an office measures: its cap, its rule to minimise, and the names of what was achieved.

An office keeps its own; whoever stores a measurement stores these with it, so that it reads the
same after they have changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from engine.fields.numbers import plain

# How predicates are coloured, from the best to the lowest.
TONES = ("best", "good", "fair", "low", "lowest")
QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}
DATA = Path(__file__).parents[1] / "data" / "measurement.json"


class MinimiseRule(StrEnum):
    """The formula for indicators of which less is better, T the target and R the realisation.

    Both stand in regional performance reports: (2T - R) / T, as PermenPAN-RB 8/2021 has it, and
    T / R.
    """

    TWICE_TARGET = "2T-R"
    TARGET_BY_REALISATION = "T/R"


@dataclass(frozen=True, slots=True)
class Predicate:
    """The name of achievements from `lower` per cent on, its bound included; `tone` colours it."""

    lower: Decimal
    label: str
    label_en: str
    tone: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Predicates from the highest to the lowest, which begins at 0.

    Raises ValueError for bounds that do not fall, or do not end at 0: an achievement would have
    no name.
    """

    name: str
    predicates: tuple[Predicate, ...]

    def __post_init__(self) -> None:
        bounds = [predicate.lower for predicate in self.predicates]
        if bounds[-1:] != [0] or sorted(set(bounds), reverse=True) != bounds:
            raise ValueError(f"not bounds that fall to 0: {list(map(str, bounds))}")

    @classmethod
    def of(cls, name: str, named: Sequence[tuple[Decimal, str, str]]) -> Scale:
        """The scale of bounds with their labels in both languages, coloured by their order."""
        tones = [TONES[rank * len(TONES) // len(named)] for rank in range(len(named))]
        rows = [Predicate(*one, tone) for one, tone in zip(named, tones, strict=True)]
        return cls(name, tuple(rows))

    def predicate(self, achievement: Fraction) -> Predicate:
        """The predicate of an achievement in per cent, which is not rounded before: 90.91 is below
        91 (the intervals of Permendagri 86/2017, read by their lower bounds)."""
        return next(one for one in self.predicates if achievement >= one.lower)


@dataclass(frozen=True, slots=True)
class Settings:
    """The cap in per cent, above which no achievement counts, the rule to minimise and the scale.

    Raises ValueError for a cap that is not above 0.
    """

    cap: Decimal
    minimise: MinimiseRule
    scale: Scale

    def __post_init__(self) -> None:
        if not self.cap > 0:
            raise ValueError(f"not a cap above 0: {self.cap}")

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Settings:
        """Settings as `to_json` gave them. Raises ValueError for a scale or cap that cannot be."""
        rows = [
            Predicate(Decimal(row["from"]), row["label"], row["label_en"], row["tone"])
            for row in data["scale"]["predicates"]
        ]
        scale = Scale(data["scale"]["name"], tuple(rows))
        return cls(Decimal(data["cap"]), MinimiseRule(data["minimise"]), scale)

    def to_json(self) -> dict[str, Any]:
        """The settings as plain data; numbers are decimal texts."""
        rows = [
            {"from": plain(one.lower), "label": one.label, "label_en": one.label_en}
            | {"tone": one.tone}
            for one in self.scale.predicates
        ]
        scale = {"name": self.scale.name, "predicates": rows}
        return {"cap": plain(self.cap), "minimise": self.minimise.value, "scale": scale}


@cache
def default() -> Settings:
    """What holds until an office says otherwise.

    Cap 120, as the statistics office (BPS) caps its quarterly sheet; 2T - R; the labels of
    Permendagri 86/2017.
    """
    return Settings.from_json(json.loads(DATA.read_text("utf-8"))["settings"])


@cache
def heading(column: str) -> str:
    """What a spreadsheet writes above a column: "Realisasi TW III" for realisation_3."""
    stem, _, quarter = column.rpartition("_")
    is_of_quarter = quarter in QUARTERS
    said: str = json.loads(DATA.read_text("utf-8"))["headings"][stem if is_of_quarter else column]
    return said.replace("{quarter}", QUARTERS.get(quarter, ""))


@cache
def words() -> dict[str, dict[str, str]]:
    """What spreadsheets write for a direction, a consolidation or a frequency, in small letters."""
    found: dict[str, dict[str, str]] = json.loads(DATA.read_text("utf-8"))["words"]
    return found
