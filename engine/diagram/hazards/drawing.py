"""Hazards of the drawing: its file, its elements and their ids, and how they are joined."""

from __future__ import annotations

USE_TASKS = "Draw it with user tasks and exclusive gateways."
DRAW_STEP = "Replace it by a user task in the lane of whoever does it."

DRAWING: dict[str, tuple[str, str]] = {
    # The file
    "xml-malformed": (
        "The file is not well-formed XML, line {line}, column {column}: {reason}.",
        "Export the diagram again from the tool that it was drawn with.",
    ),
    "xml-doctype": (
        "The file declares a DOCTYPE, where entities and bombs hide.",
        "Remove the DOCTYPE; no BPMN tool needs it.",
    ),
    "xml-encoding": (
        "The file is written in {found}, which not every program reads alike.",
        "Save it as UTF-8.",
    ),
    "xml-too-large": ("The file is larger than 1 MB.", "Remove embedded pictures and data."),
    "xml-too-deep": ("The file nests elements too deep ({detail}).", "Save the diagram again."),
    "xml-too-many": (
        "The file holds more than 10,000 elements, or an element with more than 100 attributes.",
        "Remove what does not belong to the SOP.",
    ),
    "not-bpmn": ("The file is not a BPMN 2.0 diagram but {found}.", "Export it as BPMN 2.0 XML."),
    "schema-invalid": (
        "The file breaks the BPMN schema, line {line}: {reason}.",
        "Export the diagram again from the tool that it was drawn with.",
    ),
    "duplicate-id": ("The id {id} is used more than once.", "Give each element its own id."),
    "one-process": (
        "A diagram holds exactly one process; this one has {count}.",
        "Keep one pool with a process; draw others as empty pools or in files of their own.",
    ),
    "inside-refused": (
        "{element} is part of {detail}, which cannot run.",
        "Follow what is said of {detail}.",
    ),
    "not-executable": (
        "The process is marked as not executable.",
        "Mark it as executable, on the page of the draft.",
    ),
    "process-key": (
        "The process id {id} cannot be the name of an SOP.",
        "Use lower case letters, digits and hyphens, at most 80.",
    ),
    "process-key-taken": (
        "No SOP can be called {id}: a page of its own has this address.",
        "Give the process another id.",
    ),
    "too-many-nodes": ("The diagram has {count} nodes; at most 200 can run.", "Split the SOP."),
    "too-many-flows": ("The diagram has {count} flows; at most 400 can run.", "Split the SOP."),
    "too-many-lanes": ("The diagram has {count} lanes; at most 40 can run.", "Split the SOP."),
    "text-too-long": (
        "A text of {element} has {count} characters, “{detail}…”; at most {most} can be shown.",
        "Shorten it.",
    ),
    # Elements that would do something else than drawn
    "drawn-outside": (
        "It is drawn outside its lane, {detail}; whoever sees it takes another post for its own.",
        "Draw it inside its lane, or put it into the lane where it is drawn.",
    ),
    "drawn-elsewhere": (
        "It is drawn from or to another element than it runs.",
        "Draw it anew between the elements that it joins.",
    ),
    "drawn-over": (
        "It is drawn on top of {detail}, so one of them is not seen.",
        "Move one aside.",
    ),
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
        "The id {id} is one of the engine's own and would end or break the process.",
        "Give the element another id.",
    ),
    "missing-id": ("A {detail} has no id.", "Save the diagram again with a BPMN tool."),
    "id-too-long": ("An id is {count} characters long.", "Use at most 100 characters."),
    # Flow
    "one-start": ("There must be exactly one start event; there are {count}.", "Keep one."),
    "no-end": ("There is no end event.", "Draw one end event."),
    "no-step": ("The process ends without any step for a person.", "Draw at least one user task."),
    "dangling-flow": ("{element} leads from or to nothing.", "Connect both ends."),
    "into-start": ("A flow leads into the start event.", "Lead it to the first step."),
    "out-of-end": ("A flow leaves an end event.", "Let the flow leave the step before."),
    "unreachable": ("No path from the start leads to {element}.", "Connect it or remove it."),
    "dead-end": ("The path stops at {element} before an end event.", "Lead it to an end event."),
    "unreachable-behind": (
        "A path leads to {element} only through {detail}, to which none leads.",
        "Connect {detail}.",
    ),
    "no-way-out": ("From {element} no path leads to an end.", "Draw a way to an end event."),
    "no-way-out-before": (
        "From {element} every path comes to {detail}, from where none leads to an end.",
        "Draw a way to an end event from there.",
    ),
    "two-flows-out": (
        "More than one flow leaves {element}, which is not a gateway.",
        "Put a gateway behind it.",
    ),
    "gateway-mixed": (
        "{element} both joins and splits parallel branches.",
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
        "{element} has no matching join or split.",
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
}
