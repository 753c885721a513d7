"""What a person sends with a step, and whether it can be accepted; nothing here is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine import reasons
from engine.diagram import graph
from engine.diagram.process import Flow, Node
from engine.errors import DecisionMissing, DecisionUnknown
from engine.fields.validation import validate
from engine.filing import Pressed
from engine.passwords import Evidence
from engine.versions import Definition


@dataclass(frozen=True)
class Sent:
    """What a person sent with a step: answers as typed, the decision's name or flow, a reason.

    `evidence` is that of the password, which a step that approves asks for once more; `pressed`
    are the papers that it signs or enacts, printed beforehand, by code. `seen` is the last record
    of the instance that whoever approves has seen; None where nothing was shown.
    """

    values: Mapping[str, object]
    decision: str | None = None
    reason: str = ""
    evidence: Evidence | None = None
    pressed: Mapping[str, Pressed] = field(default_factory=dict)
    seen: int | None = None


@dataclass(frozen=True)
class Checked:
    """What was sent with a step, found acceptable: the answers as they are stored.

    `attached` are the files that came with its tables, `contributors` who filled these in beside
    the sender, by the keys of these.
    """

    answers: dict[str, object]
    flow: Flow | None
    goes_back: bool
    reason: str
    attached: Mapping[str, object] = field(default_factory=dict)
    contributors: Mapping[str, object] = field(default_factory=dict)


def checked(definition: Definition, node: Node, sent: Sent) -> Checked:
    """Check what was sent with a step, without completing it.

    A return needs a reason, and leaves required fields alone. Raises InvalidValues,
    DecisionMissing, DecisionUnknown, ReasonMissing.
    """
    flow = chosen(definition, node.id, sent.decision)
    goes_back = flow is not None and graph.is_return(definition.process, flow)
    reason = (
        reasons.given(sent.reason, flow.name) if flow and goes_back else reasons.kept(sent.reason)
    )
    fields = node.step.fields if node.step else ()
    return Checked(validate(fields, sent.values, partial=goes_back), flow, goes_back, reason)


def chosen(definition: Definition, node: str, decision: str | None) -> Flow | None:
    """The flow that a decision names, by its name in either language or its id."""
    flows = graph.decisions(definition.process, node)
    choices = ", ".join(flow.name for flow in flows)
    if not flows:
        if decision:
            raise DecisionUnknown(decision=decision, choices="–")
        return None
    if not decision:
        raise DecisionMissing(choices=choices)
    wanted = " ".join(decision.split()).casefold()
    for flow in flows:
        if decision == flow.id or wanted in (flow.name.casefold(), flow.name_en.casefold()):
            return flow
    raise DecisionUnknown(decision=decision, choices=choices)
