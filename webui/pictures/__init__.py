"""Pictures of a process, computed as plain numbers that `templates/pictures.html` prints as SVG.

Two pictures: the *lane map*, drawn from the diagram's own drawing, and the *strip*, the swimlane
as a sparkline (x = walking order, y = lane). Marks say what happened: where it is, which way was
taken, what came back. `courses`, printed by `templates/plots.html`, are the lines of what was
measured over quarters. Lengths are SVG user units; colours are the style sheet's.
"""

from webui.pictures.model import LaneMap, Marks, Strip, Tag, symbol
from webui.pictures.sparkline import strip
from webui.pictures.swimlanes import lane_map

__all__ = ["LaneMap", "Marks", "Strip", "Tag", "lane_map", "strip", "symbol"]
