"""What the SOP and its table of rows are called on paper."""

from __future__ import annotations

from engine.diagram.process import Process


def title(process: Process) -> str:
    """The SOP's title; its name, or else its key, where the identity has none."""
    return process.identity.title.strip() or process.name.strip() or process.key


def flow_title(process: Process) -> str:
    """What stands above the rows on each sheet."""
    return process.identity.flow_title.strip() or f"SOP {title(process)}"
