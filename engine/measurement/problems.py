"""What can be wrong with a cell of a table of indicators: a code with its facts, and its words."""

from __future__ import annotations

from engine.fields import problems

OWN_PROBLEMS = {
    "unknown_column": 'This table has no column "{key}".',
    "unknown_heading": 'This table has no column "{key}". Correct the heading, or take it out.',
    "no_heading": "This column has no heading. Write one, or empty the column.",
    "repeated_heading": 'The heading "{key}" stands here twice. Take one out.',
    "missing_column": 'The sheet has no column "{key}". Use the sheet that is handed out here.',
    "other_year": "By its name this sheet is of {key}, this table is not. Take the right one.",
    "no_rows": "No indicator stands below the headings. Fill in the sheet, then send it.",
    "unknown_indicator": 'This table has no indicator "{indicator}". Ask who set it up.',
    "repeated_indicator": 'The indicator "{indicator}" stands here twice. Write another id.',
    "two_bounds": "Write the two bounds of the range, such as 80-90.",
    "bounds_reversed": "Write the lower bound first.",
    "one_target": "Write one number; only a range has two bounds.",
    "x_and_y": "This rate needs both X and Y. Fill in the other one too.",
    "rate_of_nothing": "X cannot be more than 0 of 0. Write the number of all cases here.",
    "is_a_rate": "This indicator is measured by X and Y. Leave this cell blank.",
    "is_no_rate": "This indicator is measured by one number. Leave X and Y blank.",
    "has_figures": "There are figures already, so X and Y stay as they are. Add a new indicator.",
}
PROBLEMS = problems.PROBLEMS | OWN_PROBLEMS
