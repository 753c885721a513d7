"""The printed SOP in the ministry's form (SOP AP, PermenPAN-RB 35/2012), from the diagram alone.

`printed` computes all of it as plain data: identity, rows with their symbols and arrows, page
breaks, and beside the form who does what, standard times and the procedure as text. The page
(`templates/printed_sop.html`) and the PDF (`sop.typ`) draw the same data. What is printed is
Indonesian in every language of the pages.
"""

from webui.printing.editions import (
    Dates,
    Edition,
    dates,
    head,
    of_draft,
    of_version,
    signatory,
)
from webui.printing.paper import F4, PAPERS, Paper
from webui.printing.printed import PrintedSop, printed

__all__ = [
    "F4",
    "PAPERS",
    "Dates",
    "Edition",
    "Paper",
    "PrintedSop",
    "dates",
    "head",
    "of_draft",
    "of_version",
    "printed",
    "signatory",
]
