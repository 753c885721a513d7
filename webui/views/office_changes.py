"""What was changed about the office, told in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.fields.numbers import as_written, plain
from engine.history import Entry
from engine.measurement.settings import Settings
from engine.offices import MEASUREMENT
from webui.language import gettext
from webui.views import office_settings_forms as asked


def told(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Each change as a line: who changed what, and what it was and became."""
    return [_line(entry) for entry in entries]


def _line(entry: Entry) -> dict[str, Any]:
    before, after = _facts(entry.body["before"]), _facts(entry.body["after"])
    measures = MEASUREMENT in entry.body["after"]
    said = (
        gettext("%(who)s changed how the office measures.", who=entry.actor)
        if measures
        else gettext("%(who)s changed where the office is.", who=entry.actor)
    )
    labels = {f.key: f.label for f in (*asked.where_fields(), *asked.measurement_fields())}
    changes = [
        {"label": labels[key], "before": before[key], "after": text}
        for key, text in after.items()
        if text != before[key]
    ]
    return {"at": entry.at, "text": said, "icon": "pen", "changes": changes}


def _facts(said: Mapping[str, Any]) -> dict[str, str]:
    """What a record says, by the fields in which it was typed."""
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
