"""Documents as PDF by templates of ours, and the limited process in which they are set."""

from engine.press.printing import Svg, pdf, pictures

__all__ = ["Svg", "pdf", "pictures"]
