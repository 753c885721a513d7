"""What was changed about the office, told in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.fields.numbers import as_written, plain
from engine.history import Entry
from engine.measurement.settings import Settings
from engine.offices import EMBLEM, MEASUREMENT
from webui.language import gettext
from webui.views import office_settings_forms as asked


def told(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Each change as a line: who changed what, and what it was and became."""
    return [_line(entry) for entry in entries]


def _line(entry: Entry) -> dict[str, Any]:
    before, after = _facts(entry.body["before"]), _facts(entry.body["after"])
    fields = (*asked.where_fields(), asked.emblem_field(), *asked.measurement_fields())
    labels = {field.key: field.label for field in fields}
    changes = [
        {"label": labels[key], "before": before[key], "after": text}
        for key, text in after.items()
        if text != before[key]
    ]
    return {"at": entry.at, "text": _said(entry), "icon": "pen", "changes": changes}


def _said(entry: Entry) -> str:
    if MEASUREMENT in entry.body["after"]:
        return gettext("%(who)s changed how the office measures.", who=entry.actor)
    if EMBLEM in entry.body["after"]:
        return gettext("%(who)s changed the emblem of the office.", who=entry.actor)
    return gettext("%(who)s changed where the office is.", who=entry.actor)


def _facts(said: Mapping[str, Any]) -> dict[str, str]:
    """What a record says, by the fields in which it was typed."""
    if EMBLEM in said:
        return {EMBLEM: _file(said[EMBLEM])}
    if MEASUREMENT not in said:
        return dict(said)
    own = Settings.from_json(said[MEASUREMENT])
    return {
        "cap": as_written(plain(own.cap)),
        "minimise": asked.RULES[own.minimise],
        "scale": own.scale.name,
        "predicates": "\n".join(
            f"{as_written(plain(one.lower))}: {one.label}"
            + (f" ({one.label_en})" if one.label_en else "")
            for one in own.scale.predicates
        ),
    }


def _file(said: Mapping[str, Any] | None) -> str:
    """A picture by its name, and by the digits that tell it from another of the same name."""
    return f"{said['name']} (SHA-256 {said['sha256'][:12]})" if said else ""
