"""Papers: Markdown texts of an SOP, filled with the values of an instance, printed as PDF."""

from engine.papers.blocks import Block
from engine.papers.faults import FAULTS, Fault
from engine.papers.filling import filled, is_same, tried
from engine.papers.reading import LONGEST, Kind, Paper, read
from engine.papers.vocabulary import Context, example

__all__ = [
    "FAULTS",
    "LONGEST",
    "Block",
    "Context",
    "Fault",
    "Kind",
    "Paper",
    "example",
    "filled",
    "is_same",
    "read",
    "tried",
]
