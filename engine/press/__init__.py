"""Documents as PDF by templates of ours, and the limited process in which they are set."""

from engine.press.printing import pdf, pictures

__all__ = ["pdf", "pictures"]
