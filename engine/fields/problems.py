"""What can be wrong with an answer: a code with its facts, and the words for it."""

from __future__ import annotations

from engine.errors import FieldProblem

PROBLEMS = {
    "required": "Fill in this field.",
    "unknown": 'This form has no field "{key}".',
    "not_text": "Write a text here.",
    "too_long": "Write at most {limit} characters. You wrote {length}.",
    "unprintable": "Character {place} cannot be printed. Type that word again, do not paste it.",
    "not_a_number": 'Write a number only. You wrote "{value}".',
    "ambiguous_number": '"{value}" can be read in two ways. Write {whole} or {fraction}.',
    "too_many_digits": "Write at most 18 digits before the decimal comma and 10 after it.",
    "too_small": "Write {minimum} or more.",
    "too_early": "Write a date that is not before “{field}”.",
    "less_than": "Write no less than stands in “{field}”.",
    "not_above": "Write a number above {bound}.",
    "not_below": "Write less than {bound}, which stands in the row before.",
    "last_not_zero": "Write 0 in the last row, so that every achievement has a name.",
    "too_large": "Write {maximum} or less.",
    "not_a_date": 'Write the date as year-month-day, such as 2026-10-01. You wrote "{value}".',
    "date_out_of_range": "Write a date between the years 1900 and 2199.",
    "not_a_time": 'Write a time such as 30 minutes, 1 hour or 3 days. You wrote "{value}".',
    "not_a_row_number": 'Write the number of the row in figures, such as 7. You wrote "{value}".',
    "row_number_taken": "Row {number} is there already: {name}. Choose another number.",
    "row_of_other_time": "Row {number} has another standard time: {name}. To make both one row "
    "give them the same one; else choose another number.",
    "not_an_earlier_row": "Write the number of an earlier row.",
    "not_an_option": 'Choose from the list. "{value}" is not in it.',
    "not_a_list": "Choose from the list.",
    "not_yes_or_no": "Choose yes or no.",
    "file_empty": "The file {name} is empty. Choose another one.",
    "file_too_large": "The file {name} is larger than {limit} MB. Make it smaller, or split it.",
    "file_unknown": "{name} is no file that can be kept here. Send one of these: {known}.",
    "file_unfound": "This file was not added to this field. Add it again.",
    "file_too_many": "Add at most {maximum} files.",
    "files_too_large": "Your files in this task would be larger than {limit} MB together. "
    "Remove some, or make them smaller.",
    "not_a_picture": "This is neither a PNG nor a JPEG. Save the picture as one of these.",
    "picture_too_large": "The picture is larger than {limit} kB. Make it smaller.",
    "picture_too_wide": "The picture has {width} × {height} pixels. Make it smaller: at most "
    "{most} to a side.",
    "picture_broken": "The picture cannot be printed. Save it anew, or choose another one.",
    "picture_cut_off": (
        "The picture was cut off: its lower part is missing. Scan the paper again, or send the "
        "whole file."
    ),
    "not_a_pdf": "What a signing service gives back is a PDF. Send that file, or choose the scan.",
    "not_your_password": "This is not your password. Type it again, and choose the file again.",
    "not_a_form": "This is not a form that was filled in.",
    "table_cells": "{count} cells of this table need attention. Open the table.",
    "table_missing": "No earlier step has set up this table. Ask who does that.",
    "quarter_missing": "Say first which year and quarter the table is for.",
    "not_rows": "Fill in the table row by row.",
    "too_few_rows": "Fill in at least {minimum} rows.",
    "too_many_rows": "Fill in at most {maximum} rows.",
}


class Unfit(Exception):
    """An answer that its field does not take; `validate` gathers these and never lets one out."""

    def __init__(self, code: str, **facts: object) -> None:
        self.problem = FieldProblem(code, facts)


def quoted(sent: object) -> str:
    """What was sent, short and fit to be shown: half a character would break the page."""
    text = sent if isinstance(sent, str) else type(sent).__name__
    return text[:60].encode(errors="replace").decode()
