"""The sample table of the demonstration, the vectors, and indicators of any kind."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from engine.fields.files import File
from engine.measurement.indicators import Consolidation, Direction, Indicator, Ratio, Target
from engine.measurement.settings import MinimiseRule, Settings, default
from engine.measurement.table import Table

HERE = Path(__file__)
VECTORS = json.loads((HERE.parents[2] / "data" / "measurement_vectors.json").read_text("utf-8"))
DEMO = json.loads((HERE.parents[3] / "engine" / "data" / "demo_indicators.json").read_text("utf-8"))
SAMPLE = Table.from_json(DEMO["table"])

BY_RATIO = Settings(Decimal(120), MinimiseRule.TARGET_BY_REALISATION, default().scale)
SETTINGS = st.sampled_from([default(), BY_RATIO])

PROOF = File("a" * 64, "rekap.pdf", "application/pdf", 1200)

# Everything that a table takes, its smallest and largest numbers often.
LARGEST = Decimal("999999999999999999.9999999999")
SMALLEST = Decimal("0.0000000001")
NUMBERS = (
    st.sampled_from([Decimal(0), SMALLEST, Decimal(1), LARGEST])
    | st.decimals(0, 1000, places=2)
    | st.decimals(0, 10**18 - 1, places=10)
)
RATIOS = st.builds(Ratio, NUMBERS, NUMBERS)
POINTS = NUMBERS.map(Target.at)
RANGES = st.tuples(NUMBERS, NUMBERS).map(lambda pair: Target(min(pair), max(pair)))


def an_indicator(**parts: Any) -> Indicator:
    """An indicator to maximise, by the last known, with a target of 100 in every quarter."""
    target = Target.at(Decimal(100))
    return Indicator(
        **{
            "id": "IK",
            "name": "Contoh",
            "unit": "dokumen",
            "direction": Direction.MAX,
            "consolidation": Consolidation.TLK,
            "year_target": target,
            "quarter_targets": (target,) * 4,
            **parts,
        }
    )
