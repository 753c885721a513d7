"""Hazards of what the drawing holds: decisions, conditions, lanes, steps, fields and papers."""

from __future__ import annotations

CONTENT: dict[str, tuple[str, str]] = {
    # Decisions and conditions
    "decision-unnamed": (
        "Not every flow of {element} has a name.",
        "Name every flow; the names become the buttons.",
    ),
    "decision-same-name": (
        "Two flows of {element} have the same name.",
        "Give each decision its own name.",
    ),
    "decision-without-step": (
        "Nobody decides at {element}: no step stands directly before it.",
        "Put a user task before the gateway, or conditions on its flows.",
    ),
    "decision-only-returns": (
        "Every flow of {element} leads back.",
        "Draw at least one flow that goes on.",
    ),
    "condition-missing": (
        "{element} needs a condition, for others of its gateway have one.",
        "Write a condition, or make it the default flow.",
    ),
    "default-missing": (
        "{element} has conditions and no default flow.",
        "Mark one flow as default, for when no condition holds.",
    ),
    "conditions-order": (
        "Which condition of {element} is asked first would depend on the drawing.",
        "Keep one condition and one default; put further gateways behind it.",
    ),
    "condition-empty": ("The condition of {element} is empty.", "Write it or remove it."),
    "condition-invalid": (
        "The condition of {element} cannot be used: {reason} (“{part}”).",
        "Rewrite it, such as nilai >= 91.",
    ),
    "conditions-too-long": (
        "The conditions are {count} characters long together; at most 50,000 can be asked.",
        "Shorten them, or split the SOP.",
    ),
    "condition-unknown-field": (
        "The condition of {element} reads {detail}, which no required field before it gives.",
        "Add a required field of that key to a step that always comes before.",
    ),
    "condition-ignored": (
        "The condition on {element} chooses nothing: {element} is the default or the only way on.",
        "Remove the condition, or let the flow leave an exclusive gateway with a default.",
    ),
    # Texts
    "text-turned": (
        "A text of {element} holds a sign that turns the direction of reading: “{detail}”.",
        "Write it anew; copied words may bring such a sign along unseen.",
    ),
    # Lanes and posts
    "no-lane": ("{element} stands in no lane.", "Draw it into the lane of its post."),
    "two-lanes": ("{element} stands in more than one lane.", "Keep it in one lane."),
    "lane-unknown-node": ("{element} lists {detail}, which is not there.", "Save again."),
    "lane-without-post": (
        "{element} has no name and no post.",
        "Name the lane, or choose its post.",
    ),
    "post-key": (
        "The post key {detail} cannot be used.",
        "Use lower case letters, digits and hyphens, at most 80.",
    ),
    "post-kind": (
        "The lanes of the post {detail} disagree on whether one person or a group holds it.",
        "Choose the same for each of its lanes.",
    ),
    "too-many-told": (
        "{count} posts are told of {element}; at most {most} can be.",
        "Tell only those who have to know.",
    ),
    # Steps
    "step-unnamed": ("{element} has no name.", "Name it: the name is what people see."),
    "duration-invalid": (
        "The standard time {detail} of {element} cannot be read.",
        "Write a working time such as PT30M, PT1H or P3D.",
    ),
    "meaning-unknown": (
        "The meaning {detail} of {element} is unknown.",
        "Use selesai, paraf, tanda_tangan or penetapan.",
    ),
    "row-standards-differ": (
        "The steps of row {detail} have different standard times.",
        "Steps of one row share its standard time.",
    ),
    "field-key": (
        "The field key {detail} of {element} cannot be used.",
        "Use lower case letters, digits and underscores, beginning with a letter.",
    ),
    "too-many-fields": (
        "The form of {element} has {count} fields and columns; at most 100 can be asked.",
        "Spread them over several steps, or use rows.",
    ),
    "field-same-key": ("Two fields of {element} have the key {detail}.", "Rename one."),
    "field-type": ("The field type {detail} of {element} is unknown.", "Choose a listed type."),
    "field-options": (
        "The options of the field {detail} of {element} cannot be used.",
        "Give a choice or checks options of different values, and no other type any.",
    ),
    "field-columns": (
        "The columns of the field {detail} of {element} cannot be used.",
        "Give rows columns, none of them rows, a file or indicators, and no other type any.",
    ),
    "field-unlabelled": ("The field {detail} of {element} has no label.", "Label it."),
    "field-bounds": (
        "The bounds of field {detail} of {element} cannot be met.",
        "Write each such as 1000 or 12,5, the lower one first; rows have whole ones up to 500.",
    ),
    "field-after": (
        "The field {detail} of {element} cannot lie after the one that it names.",
        "Name a date for a date or a number for a number, by the key of a field above it.",
    ),
    "field-default": (
        "The default of field {detail} of {element} is no value that it accepts.",
        "Correct the default or remove it.",
    ),
    "field-shown-when": (
        "The field {detail} of {element} is shown on a condition that cannot be used: {reason} "
        "(“{part}”).",
        "Use the keys of fields of the same step that stand before it.",
    ),
    "field-paper": (
        "A field of {element} brings no paper of this SOP ({detail}).",
        "Choose a listed paper for a field of files, and none for other fields.",
    ),
    "field-mode": (
        "The table of indicators {detail} of {element} does not say what the step does to it.",
        "Choose setup, fill, check or approve; a table of indicators is always shown and begins "
        "with nothing.",
    ),
    "indicators-not-set-up": (
        "Something is written into the table {detail} at {element} before it was set up on every "
        "way.",
        "Put a step with the same key and the mode setup before it.",
    ),
    # Papers, and what stands in our own namespace
    "paper-code": (
        "A paper has the code {detail}, which steps cannot name.",
        "Give each listed paper its own code without blanks, and a name.",
    ),
    "paper-twice": (
        "The paper {detail} is listed more than once.",
        "Keep one, or change its code.",
    ),
    "paper-unmade": (
        "Nothing makes the paper {detail} that {element} hands on: no text, no file.",
        "Write its text, or let a field of files in this step bring it.",
    ),
    "too-many-papers": (
        "The SOP lists {count} papers; at most 50 can be made.",
        "Split the SOP.",
    ),
    "extension-unknown": (
        "{detail} is not known here and would be left out.",
        "Correct its name or place; bpmn/README.md lists all.",
    ),
    "extension-twice": (
        "{detail} stands here more than once; only the first would count.",
        "Keep one.",
    ),
    "extension-value": (
        "{detail} is not among the values that are known.",
        "Correct it; bpmn/README.md lists all.",
    ),
    # The engine's own word, last
    "engine-refuses": (
        "The engine refuses the diagram. In its own words: {detail}",
        "Ask the developers.",
    ),
    "engine-strays": (
        "Played through, the engine does not come to {element} and on as it is drawn.",
        "Draw the ways around it anew; if that does not help, ask the developers.",
    ),
}
