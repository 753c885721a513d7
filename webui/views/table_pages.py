"""The draft of an SOP as its table: identity and rows, changed without the diagram."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for

from engine.diagram import editing
from engine.permissions import May
from webui.views import row_removal, table_edits, table_views
from webui.views.attempts import UNPROCESSABLE, Refusal
from webui.visits import Visit, page


@page("/sop/<key>/rancangan/tabel", May.EDIT)
def table(visit: Visit, key: str) -> Any:
    """The identity and the rows of a draft, each with what can be done with it."""
    return render_template("table.html", **table_views.table(visit, key, Refusal()))


@page("/sop/<key>/rancangan/identitas", May.EDIT)
def identity(visit: Visit, key: str) -> Any:
    """The form of the identity."""
    return render_template("identity.html", **table_views.identity(visit, key, Refusal()))


@page("/sop/<key>/rancangan/identitas", May.EDIT, "POST", writes=False)
def change_identity(visit: Visit, key: str) -> Any:
    """Change the identity."""
    if refusal := table_edits.change(visit, key, table_edits.change_identity()):
        found = table_views.identity(visit, key, refusal)
        return render_template("identity.html", **found), UNPROCESSABLE
    return redirect(url_for("pages.table", key=key), 303)


@page("/sop/<key>/rancangan/tabel/<node>", May.EDIT)
def row(visit: Visit, key: str, node: str) -> Any:
    """The form of one row."""
    return render_template("row.html", **table_views.row(visit, key, node, Refusal()))


@page("/sop/<key>/rancangan/tabel/<node>", May.EDIT, "POST", writes=False)
def change_row(visit: Visit, key: str, node: str) -> Any:
    """Change what a row says, and by whom it is carried out."""
    if refusal := table_edits.change(visit, key, table_edits.change_row(visit, node)):
        return _row(visit, key, node, refusal)
    return redirect(url_for("pages.table", key=key, _anchor=node), 303)


@page("/sop/<key>/rancangan/tabel/<node>/sisip", May.EDIT)
def new_row(visit: Visit, key: str, node: str) -> Any:
    """The form of a row that is to follow another one, or the start."""
    return render_template("row.html", **table_views.new_row(visit, key, node, Refusal()))


@page("/sop/<key>/rancangan/tabel/<node>/sisip", May.EDIT, "POST", writes=False)
def insert_row(visit: Visit, key: str, node: str) -> Any:
    """Insert a row behind another one."""
    made: list[str] = []
    if refusal := table_edits.change(visit, key, table_edits.insert_row(visit, node, made)):
        found = table_views.new_row(visit, key, node, refusal)
        return render_template("row.html", **found), UNPROCESSABLE
    return redirect(url_for("pages.table", key=key, _anchor=made[-1]), 303)


@page("/sop/<key>/rancangan/tabel/<node>/ubah", May.EDIT, "POST", writes=False)
def act_on_row(visit: Visit, key: str, node: str) -> Any:
    """Move a row up or down, remove it, or confirm it."""
    return _to_table(visit, key, table_edits.act_on_row(node), node)


@page("/sop/<key>/rancangan/tabel/<node>/hapus", May.EDIT)
def removing_row(visit: Visit, key: str, node: str) -> Any:
    """Say what goes with a row, and who stands there; and ask."""
    return render_template("remove_row.html", **row_removal.asked(visit, key, node))


@page("/sop/<key>/rancangan/tabel/<node>/kembali", May.EDIT, "POST", writes=False)
def add_way_back(visit: Visit, key: str, node: str) -> Any:
    """Let a row be sent back to an earlier one."""
    return _to_row(visit, key, node, table_edits.add_way_back(node))


@page("/sop/<key>/rancangan/tabel/<node>/kembali/hapus", May.EDIT, "POST", writes=False)
def remove_way_back(visit: Visit, key: str, node: str) -> Any:
    """Take a way back away."""
    return _to_row(visit, key, node, table_edits.remove_way_back())


@page("/sop/<key>/rancangan/nomor/ulang", May.EDIT, "POST", writes=False)
def renumber_rows(visit: Visit, key: str) -> Any:
    """Number the rows anew, in the order in which they follow each other."""
    return _to_table(visit, key, editing.renumber, "rows")


@page("/sop/<key>/rancangan/jalur/<lane>/hapus", May.EDIT, "POST", writes=False)
def remove_lane(visit: Visit, key: str, lane: str) -> Any:
    """Take a lane away in which nothing stands."""
    return _to_table(visit, key, table_edits.remove_lane(lane), "lanes")


def _to_table(visit: Visit, key: str, edit: table_edits.Edit, anchor: str) -> Any:
    if refusal := table_edits.change(visit, key, edit):
        found = table_views.table(visit, key, refusal)
        return render_template("table.html", **found), UNPROCESSABLE
    return redirect(url_for("pages.table", key=key, _anchor=anchor), 303)


def _to_row(visit: Visit, key: str, node: str, edit: table_edits.Edit) -> Any:
    if refusal := table_edits.change(visit, key, edit, "back"):
        return _row(visit, key, node, refusal)
    return redirect(url_for("pages.row", key=key, node=node, _anchor="ways"), 303)


def _row(visit: Visit, key: str, node: str, refusal: Refusal) -> Any:
    return render_template("row.html", **table_views.row(visit, key, node, refusal)), UNPROCESSABLE
