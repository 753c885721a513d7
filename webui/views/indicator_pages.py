"""Tables of indicators: setting up, filling in, reading; every page works without scripts."""

from __future__ import annotations

from typing import Any

from flask import jsonify, redirect, render_template, request

from engine import beginnings, instance_view, merging
from engine.permissions import May
from webui import words
from webui.views import (
    indicator_evidence as evidence,
    indicator_figures as figures,
    indicator_reading as reading,
    indicator_setup as setup,
    indicator_typed as typing,
    keyset,
)
from webui.views.attempts import UNPROCESSABLE
from webui.views.indicator_work import Place, Work, arranging, begun, changing, setting
from webui.visits import Visit, page


@page("/tugas/<int:item_id>/indikator/<key>", May.WORK)
def indicators(visit: Visit, item_id: int, key: str) -> Any:
    """The table of a step: its indicators, or one division's figures."""
    return _shown(Work(visit, item_id, key))


@page("/tugas/<int:item_id>/indikator/<key>", May.WORK, "POST", first=evidence.judge_sent)
def keep_indicators(visit: Visit, item_id: int, key: str) -> Any:
    """Keep the figures and files that were sent, reckon, and go on where nothing is wrong."""
    work = changing(visit, item_id, key)
    found, before = work.so_far(), work.disputed()
    if found is None or work.sets_up:
        return redirect(work.url(), 303)
    sent = evidence.received(work, found, typing.kept(work, found.earlier))
    work.keep(sent.shared)
    shown = figures.filling(work, sent.refused)
    if any(row["wrong"] for row in shown["rows"]):
        return render_template("indicators_fill.html", **shown), UNPROCESSABLE
    return redirect(_on(work, shown, sent.place, work.disputed() - before), 303)


def _on(work: Work, shown: dict[str, Any], place: int | None, disputed: set[Place]) -> str:
    """Where a button that keeps figures leads; to the indicator where files came or went, and back
    where somebody else had typed another figure."""
    to = request.form.get("to")
    if to == "step" and not disputed:
        return str(shown["back"])
    if to == "next" and not disputed:
        return work.url(bidang=shown["next"])
    return work.url(bidang=shown["number"], _anchor=f"i{place}" if place else None)


@page("/tugas/<int:item_id>/indikator/<key>/draf", May.WORK, "POST")
def draft_indicators(visit: Visit, item_id: int, key: str) -> Any:
    """Keep the figures that are being typed, unless the page has saved again; tells the time."""
    work = changing(visit, item_id, key)
    found = work.so_far()
    if found is not None and not work.sets_up and not merging.is_late(work.shared, work.hand):
        work.keep(typing.kept(work, found.earlier))
    return jsonify(saved=words.clock(visit.now, visit.zone))


@page("/tugas/<int:item_id>/indikator/<key>/mulai", May.WORK, "POST")
def begin_indicators(visit: Visit, item_id: int, key: str) -> Any:
    """Begin a table that is to be set up: say its quarter, or take over an earlier one's rows."""
    work = arranging(visit, item_id, key)
    asked = {name: request.form[name] for name in ("year", "quarter") if name in request.form}
    typed = work.typed | asked
    if "origin" in request.form:
        offer = beginnings.chosen(setup.offers(work), request.form["origin"])
        typed |= {"rows": begun(offer.table)}
    work.arrange(typed)
    return redirect(work.url(), 303)


@page("/tugas/<int:item_id>/indikator/<key>/susun", May.WORK, "POST")
def arrange_indicators(visit: Visit, item_id: int, key: str) -> Any:
    """Move an indicator that is being set up, or take it out."""
    work = arranging(visit, item_id, key)
    work.arrange(typing.arranged(work.typed, work.rows(), request.form))
    return redirect(work.url(), 303)


@page("/tugas/<int:item_id>/indikator/<key>/baru", May.WORK)
def new_indicator(visit: Visit, item_id: int, key: str) -> Any:
    """The form of one more indicator."""
    return render_template("indicator.html", **setup.one(Work(visit, item_id, key), None))


@page("/tugas/<int:item_id>/indikator/<key>/baru", May.WORK, "POST")
def add_indicator(visit: Visit, item_id: int, key: str) -> Any:
    """Add an indicator at the end, whatever others have changed meanwhile."""
    work = setting(visit, item_id, key)
    work.arrange(typing.with_row(work.typed, work.rows(), None, request.form))
    return _judged(work, len(work.rows()))


@page("/tugas/<int:item_id>/indikator/<key>/<int:place>", May.WORK)
def indicator(visit: Visit, item_id: int, key: str, place: int) -> Any:
    """The form of one indicator."""
    return render_template("indicator.html", **setup.one(Work(visit, item_id, key), place))


@page("/tugas/<int:item_id>/indikator/<key>/<int:place>", May.WORK, "POST")
def change_indicator(visit: Visit, item_id: int, key: str, place: int) -> Any:
    """Change an indicator."""
    work = arranging(visit, item_id, key)
    setup.one(work, place)
    work.arrange(typing.with_row(work.typed, work.rows(), place, request.form))
    return _judged(work, place)


@page("/pelaksanaan/<int:instance_id>/indikator/<key>", May.READ_INSTANCES)
def indicators_read(visit: Visit, instance_id: int, key: str) -> Any:
    """The newest table of an instance, or as one of its records left it, for reading."""
    view = instance_view.view(visit.session, visit.actor, instance_id)
    seq = keyset.whole(request.args.get("catatan"))
    found = reading.reading(visit, instance_id, view.definition, key, seq)
    return render_template("indicators.html", view=view, key=key, **found)


def _judged(work: Work, place: int) -> Any:
    if setup.problems_of(work, place):
        return render_template("indicator.html", **setup.one(work, place)), UNPROCESSABLE
    return redirect(work.url(_anchor=f"i{place}"), 303)


def _shown(work: Work) -> str:
    if work.sets_up:
        return render_template("indicators_setup.html", **setup.setting_up(work))
    return render_template("indicators_fill.html", **figures.filling(work))
