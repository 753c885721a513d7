"""Giving a diagram's process another id, wherever the file refers to it, and the mark to run."""

from __future__ import annotations

from engine.diagram import reading, writing, xml

_REFERENCES = ("processRef", "bpmnElement", "calledElement")


def with_key(diagram: bytes, key: str) -> bytes:
    """The diagram with its process called by the key of its SOP; nothing else is changed."""
    root = xml.parse(diagram)
    process = reading.the_process(root)
    before = process.get("id", "")
    process.set("id", key)
    for element in root.iter():
        for name in _REFERENCES:
            if before and element.get(name) == before:
                element.set(name, key)
    return writing.write(root)


def to_be_run(diagram: bytes) -> bytes:
    """The diagram with its process marked as executable; nothing else is changed."""
    root = xml.parse(diagram)
    reading.the_process(root).set("isExecutable", "true")
    return writing.write(root)
