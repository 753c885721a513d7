"""Every hazard of a diagram, by code: what is wrong, and what to do.

HAZARDS refuse a diagram, those of a text (FAULTS) among them; NOTES only tell. Most hazards were
measured: SpiffWorkflow accepts them and then does something else than the drawing says. Braces are
filled with a verdict's facts.
"""

from engine.diagram.hazards.content import CONTENT
from engine.diagram.hazards.drawing import DRAWING
from engine.diagram.hazards.notes import NOTES
from engine.papers import FAULTS

HAZARDS = DRAWING | CONTENT | FAULTS

__all__ = ["HAZARDS", "NOTES"]
