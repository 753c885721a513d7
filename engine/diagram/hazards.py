"""Every hazard of a diagram, by code: what is wrong, and what to do.

HAZARDS refuse a diagram; NOTES only tell. Most hazards were measured: SpiffWorkflow accepts them
and then does something else than the drawing says. Braces are filled with a verdict's facts.
"""

from __future__ import annotations

USE_TASKS = "Draw it with user tasks and exclusive gateways."
DRAW_STEP = "Replace it by a user task in the lane of whoever does it."

HAZARDS: dict[str, tuple[str, str]] = {
    # The file
    "xml-malformed": ("The file is not well-formed XML: {detail}.", "Save the diagram again."),
    "xml-doctype": (
        "The file declares a DOCTYPE, where entities and bombs hide.",
        "Remove the DOCTYPE; no BPMN tool needs it.",
    ),
    "xml-too-large": ("The file is larger than 1 MB.", "Remove embedded pictures and data."),
    "xml-too-deep": ("The file nests elements too deep ({detail}).", "Save the diagram again."),
    "not-bpmn": ("The file is not a BPMN 2.0 diagram but {found}.", "Export it as BPMN 2.0 XML."),
    "schema-invalid": ("The file breaks the BPMN schema: {detail}.", "Save the diagram again."),
    "duplicate-id": ("The id {element} is used more than once.", "Give each element its own id."),
    "one-process": (
        "A diagram holds exactly one process; this one has {count}.",
        "Keep one pool with a process; draw others as empty pools or in files of their own.",
    ),
    "not-executable": ("The process is marked as not executable.", "Set isExecutable to true."),
    "process-key": (
        "The process id {element} cannot be the name of an SOP.",
        "Use lower case letters, digits and hyphens, at most 80.",
    ),
    "too-many-nodes": ("The diagram has {count} nodes; at most 200 can run.", "Split the SOP."),
    # Elements that would do something else than drawn
    "complex-gateway": ("Complex gateways cannot run.", USE_TASKS),
    "inclusive-gateway": ("An inclusive join fires too early inside a loop.", USE_TASKS),
    "event-gateway": ("Event-based gateways cannot run.", USE_TASKS),
    "business-rule-task": ("Business rule tasks cannot run.", DRAW_STEP),
    "service-task": ("Service tasks would wait for ever.", DRAW_STEP),
    "script-task": ("Scripts in diagrams are not run.", DRAW_STEP),
    "script": (
        "The element carries a script or an expression of another engine ({detail}).",
        "Remove it; conditions and fields say the same without code.",
    ),
    "send-task": ("Send tasks cannot run.", DRAW_STEP),
    "receive-task": ("Receive tasks would be passed at once.", DRAW_STEP),
    "call-activity": ("Call activities lose their lane.", "Draw the steps into this diagram."),
    "sub-process": ("Sub-processes cannot run.", "Draw the steps into this diagram."),
    "event-sub-process": (
        "An event sub-process would change every other instance.",
        "Draw the steps into this diagram.",
    ),
    "loop-marker": (
        "Loop and multi-instance markers cannot run.",
        "Draw the loop with a gateway and a named return.",
    ),
    "link-event": (
        "Link events end the process silently; what stands behind them never runs.",
        "Connect the two ends with a sequence flow.",
    ),
    "signal-event": ("Signals are not sent or awaited.", USE_TASKS),
    "message-event": ("Messages are not sent or awaited.", USE_TASKS),
    "timer-event": (
        "Timers are not run yet.",
        "Give the step a standard time; lateness shows in the inbox.",
    ),
    "error-event": ("Error events are silently ignored.", USE_TASKS),
    "escalation-event": ("Escalation events cannot run.", USE_TASKS),
    "compensation": ("Compensation is silently ignored.", USE_TASKS),
    "cancel-event": ("Cancel events cannot run.", USE_TASKS),
    "conditional-event": ("Conditional events cannot run.", USE_TASKS),
    "boundary-event": ("Events at the edge of a task cannot run.", USE_TASKS),
    "intermediate-event": ("Events between steps cannot run.", USE_TASKS),
    "event-definition": ("This event has a definition that cannot run ({detail}).", USE_TASKS),
    "data-store": ("Data stores are not read or written.", "Name the paper in the step instead."),
    "data-flow": (
        "Data associations and input/output mappings are not run.",
        "Name papers in the step's standard, values in its fields.",
    ),
    "unsupported-element": ("The element {detail} cannot run.", USE_TASKS),
    # Names
    "reserved-id": (
        "The id {element} is one of the engine's own and would end or break the process.",
        "Give the element another id.",
    ),
    "missing-id": ("A {detail} has no id.", "Save the diagram again with a BPMN tool."),
    "id-too-long": ("An id is {count} characters long.", "Use at most 100 characters."),
    # Flow
    "one-start": ("There must be exactly one start event; there are {count}.", "Keep one."),
    "no-end": ("There is no end event.", "Draw one end event."),
    "no-step": ("The process ends without any step for a person.", "Draw at least one user task."),
    "dangling-flow": ("The flow {element} leads from or to nothing.", "Connect both ends."),
    "into-start": ("A flow leads into the start event.", "Lead it to the first step."),
    "out-of-end": ("A flow leaves an end event.", "Let the flow leave the step before."),
    "unreachable": ("No path from the start leads to {element}.", "Connect it or remove it."),
    "dead-end": ("The path stops at {element} before an end event.", "Lead it to an end event."),
    "no-way-out": ("From {element} no path leads to an end.", "Draw a way to an end event."),
    "two-flows-out": (
        "More than one flow leaves {element}, which is not a gateway.",
        "Put a gateway behind it.",
    ),
    "gateway-mixed": (
        "The gateway {element} both joins and splits parallel branches.",
        "Draw one gateway that joins and one that splits.",
    ),
    "loop-without-choice": (
        "The loop through {element} has no exclusive gateway and would never end.",
        "Put a decision into the loop.",
    ),
    "loop-without-step": (
        "The loop through {element} has no step for a person and would run for ever.",
        "Lead the return to a step.",
    ),
    "too-many-paths": (
        "The engine would foresee {count} steps at once; at most 500 are possible.",
        "Use fewer parallel blocks one after the other, or put a decision between them.",
    ),
    "merge-after-parallel": (
        "Branches of a parallel gateway meet at {element} without a join: it would run twice.",
        "Join the branches with a parallel gateway.",
    ),
    "parallel-unbalanced": (
        "The parallel gateway {element} has no matching join or split.",
        "Let every branch reach one joining parallel gateway.",
    ),
    "parallel-nested": (
        "Parallel gateways stand inside a parallel branch.",
        "Draw the inner branches one after the other.",
    ),
    "loop-in-branch": (
        "A loop runs through a parallel branch; its join could fire too early.",
        "Put the return before the split or after the join.",
    ),
    "into-branch": (
        "A flow leads from elsewhere to {element}, inside a parallel branch.",
        "Lead it to the front of the parallel split.",
    ),
    # Decisions and conditions
    "decision-unnamed": (
        "The gateway {element} decides, but not every flow has a name.",
        "Name every flow; the names become the buttons.",
    ),
    "decision-same-name": (
        "Two flows of the gateway {element} have the same name.",
        "Give each decision its own name.",
    ),
    "decision-without-step": (
        "Nobody decides at {element}: no step stands directly before it.",
        "Put a user task before the gateway, or conditions on its flows.",
    ),
    "decision-only-returns": (
        "Every flow of the gateway {element} leads back.",
        "Draw at least one flow that goes on.",
    ),
    "condition-missing": (
        "The flow {element} needs a condition, for others of its gateway have one.",
        "Write a condition, or make it the default flow.",
    ),
    "default-missing": (
        "The gateway {element} has conditions and no default flow.",
        "Mark one flow as default, for when no condition holds.",
    ),
    "conditions-order": (
        "Which condition of {element} is asked first would depend on the drawing.",
        "Keep one condition and one default; put further gateways behind it.",
    ),
    "condition-empty": ("The condition of {element} is empty.", "Write it or remove it."),
    "condition-invalid": ("The condition of {element} cannot be used: {detail}.", "Rewrite it."),
    "condition-unknown-field": (
        "The condition of {element} reads {detail}, which no required field before it gives.",
        "Add a required field of that key to a step that always comes before.",
    ),
    "condition-ignored": (
        "The condition on {element} chooses nothing: {element} is the default or the only way on.",
        "Remove the condition, or let the flow leave an exclusive gateway with a default.",
    ),
    # Lanes and posts
    "no-lane": ("The step {element} stands in no lane.", "Draw it into the lane of its post."),
    "two-lanes": ("{element} stands in more than one lane.", "Keep it in one lane."),
    "lane-unknown-node": ("The lane {element} lists {detail}, which is not there.", "Save again."),
    "lane-without-post": (
        "The lane {element} has no name and no post.",
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
    # Steps
    "step-unnamed": ("The step {element} has no name.", "Name it: the name is what people see."),
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
    "field-same-key": ("Two fields of {element} have the key {detail}.", "Rename one."),
    "field-type": ("The field type {detail} of {element} is unknown.", "Choose a listed type."),
    "field-options": (
        "The options of the field {detail} of {element} cannot be used.",
        "Give a choice or checks options of different values, and no other type any.",
    ),
    "field-columns": (
        "The columns of the field {detail} of {element} cannot be used.",
        "Give rows at least one column that is not rows itself, and no other type any.",
    ),
    "field-file-required": (
        "The field {detail} of {element} requires a file, which cannot be kept yet.",
        "Make it optional; nobody could complete the step.",
    ),
    "field-unlabelled": ("The field {detail} of {element} has no label.", "Label it."),
    "field-bounds": ("The bounds of field {detail} of {element} cannot be met.", "Correct them."),
    "field-default": (
        "The default of field {detail} of {element} is no value that it accepts.",
        "Correct the default or remove it.",
    ),
    "field-shown-when": (
        "The field {detail} of {element} is shown on a condition that cannot be used.",
        "Use the keys of fields of the same step that stand before it.",
    ),
    # Papers, and what stands in our own namespace
    "paper-code": (
        "A paper has the code {detail}, which steps cannot name.",
        "Give each listed paper its own code without blanks, and a name.",
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
    "engine-refuses": ("The engine refuses the diagram: {detail}.", "Ask the developers."),
}

NOTES: dict[str, tuple[str, str]] = {
    "runs": ("Runs as drawn.", ""),
    "drawn-only": ("Kept and shown in the drawing; it is not run.", ""),
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
    "decision-default": ("A person decides here; the mark of a default flow is not used.", ""),
    "owner-ignored": ("Its lane says who does it; the owner named here is kept and not used.", ""),
    "flow-by-field": ("Decided by its condition, not by a person.", ""),
    "paper-unknown": (
        "The step names the paper {detail}, which the SOP does not list.",
        "List the paper, or correct the code.",
    ),
    "paper-absent": ("The text {detail} is not in the bundle yet.", "Add the paper's text."),
    "not-printable": (
        "The SOP AP format has no symbol for it; it runs, and is printed in words.",
        "",
    ),
    "no-drawing": (
        "The element has no place in the drawing; it is shown as text only.",
        "Open the diagram in the editor and place it.",
    ),
}
