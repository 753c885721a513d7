"""Reads, checks and draws BPMN diagrams; the only package that knows lxml."""
