"""What the list of instances is given."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from engine import catalogue, inbox, instance_lists
from webui import words
from webui.views import answered, keyset, lines
from webui.visits import Visit


def listed(visit: Visit, chosen: instance_lists.Filter, after: inbox.Key | None) -> dict[str, Any]:
    """The page of the instances that a filter lets through, from a place of the list on."""
    found, following = instance_lists.listed(visit.session, visit.actor, chosen, after)
    asked: dict[str, Any] = {name: value for name, value in request.args.items() if name != "after"}
    return {
        "rows": _rows(visit, found),
        "chosen": chosen,
        "startable": catalogue.startable(visit.session, visit.actor, visit.today),
        "next": url_for("pages.instances", after=keyset.write(following), **asked)
        if following
        else None,
        "first": url_for("pages.instances", **asked) if after else None,
        # Where owners begin who hold no post.
        "answers": [] if after else answered.told(visit),
        **_choices(visit, chosen.period),
    }


def _rows(visit: Visit, found: list[instance_lists.ListedInstance]) -> list[dict[str, Any]]:
    now_at = instance_lists.now_at(visit.session, [row.instance.id for row in found])
    return [
        {
            "instance": row.instance,
            "sop": lines.sop_name(visit.session, row.instance.version_id),
            "open": now_at.get(row.instance.id, []),
        }
        for row in found
    ]


def _choices(visit: Visit, period: str) -> dict[str, Any]:
    """What the list can be narrowed to; an address may name a period that no instance has."""
    found = instance_lists.periods(visit.session, visit.actor)
    return {
        "sops": lines.sops(visit.session, catalogue.in_force(visit.session, visit.today)),
        "posts": catalogue.posts(visit.session),
        "periods": found if period in ("", *found) else [period, *found],
        "statuses": words.statuses(),
        "named": lines.named,
        "post_name": lines.post_name,
    }
