"""Notes: what is only told, of a diagram that may be published."""

from __future__ import annotations

NOTES: dict[str, tuple[str, str]] = {
    "runs": ("Runs as drawn.", ""),
    "drawn-only": ("Kept and shown in the drawing; it is not run.", ""),
    "detail-kept": ("A detail that is kept in the file; it is not run.", ""),
    "other-process": ("It belongs to another process of the file, which does not run.", ""),
    "black-box-pool": ("Kept in the drawing; only the pool with the process runs.", ""),
    "foreign-extension": (
        "What another tool stored here ({detail}) is kept and not run.",
        "",
    ),
    "runs-as-user-task": ("Runs as a user task: a person completes it.", ""),
    "row-by-order": (
        "The step names no SOP row; its place in the order is shown instead.",
        "Give the step its row number.",
    ),
    "post-by-name": (
        "The lane names no post; the post {detail} is taken from the lane's name.",
        "Choose the post, so that renaming the lane never moves work.",
    ),
    "no-standard": (
        "The step has no standard time; the office's usual time is taken.",
        "Give the step a standard time.",
    ),
    "time-printed-otherwise": (
        "The SOP prints {detail} for it, and another standard time is reckoned with.",
        "Let both say the same.",
    ),
    "needs-printed-otherwise": (
        "Row {row}: as requirements the SOP prints {detail}; the papers that are asked for:"
        " {papers}.",
        "Let both say the same.",
    ),
    "makes-printed-otherwise": (
        "Row {row}: as output the SOP prints {detail}; the papers that are made: {papers}.",
        "Let both say the same.",
    ),
    "decision-default": ("A person decides here; the mark of a default flow is not used.", ""),
    "owner-ignored": ("Its lane says who does it; the owner named here is kept and not used.", ""),
    "back-without-return": (
        "It leads back, but is no return: a case may come here without passing its target, so no"
        " reason is asked and no initials become void.",
        "To make it a return, let it lead to a step that every way here passes.",
    ),
    "flow-by-field": ("Decided by its condition, not by a person.", ""),
    "paper-unknown": (
        "The step names the paper {detail}, which the SOP does not list.",
        "List the paper, or correct the code.",
    ),
    "paper-fills": ("The text of {paper} can be filled.", ""),
    "paper-uploaded": ("{paper} has no text; it comes as a file.", ""),
    "paper-unnamed": (
        "The text {detail} is kept; no paper of the SOP names it.",
        "Let a paper name it, or remove it.",
    ),
    "paper-absent": ("The text {detail} is not in the bundle yet.", "Add the paper's text."),
    "identity-blank": (
        "The printed form has nothing to print for: {blank}.",
        "Fill it in on the page of the identity.",
    ),
    "identity-date": (
        "The identity has “{day}” as a date, which cannot be read; it is printed as it stands.",
        "Choose the day on the page of the identity.",
    ),
    "not-printable": (
        "The SOP AP format has no symbol for it; it runs, and is printed in words.",
        "",
    ),
    "no-drawing": (
        "The element has no place in the drawing; it is shown as text only.",
        "Let what is missing be drawn, on the page of the draft.",
    ),
    "second-drawing": (
        "The file holds {count} drawings. The first one is shown and changed; the others are kept, "
        "without what is removed.",
        "Leave one drawing in the file, or go on with the first.",
    ),
}
