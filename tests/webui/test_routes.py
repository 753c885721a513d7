"""Every route is walked with every role: who may not, is told so; nobody meets a bare error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from engine import bundles, drafting, organisation
from engine.database import Database
from engine.diagram import keys
from engine.permissions import PUBLIC, May, Role
from tests.office import KEY, acting, start
from webui import visits

DIAGRAMS = Path(__file__).parents[1] / "diagrams"
PEOPLE = ["kadis", "sekretaris", "kasubag", "tim1", "pelaksana", "pemilik", "auditor", "admin"]
ARGUMENTS = {"key": KEY, "login": "kadis", "code": "id", "part": "saya", "number": 1, "path": "x"}

# Where somebody who may do the act is refused all the same, since the thing is another's.
FOREIGN = ["/tugas/"]  # The item waits at the post of `kasubag`.
# What the office does not hold that is walked, an SOP having just been started: no table of
# indicators, file, paper or result yet, in its draft no text or step of the names asked for; and
# no emblem was given.
MISSING = [
    *(
        "/indikator/",
        "/berkas",
        "/dokumen",
        "/periksa/",
        "/hasil/",
        "/naskah/",
        "/tabel/",
        "/salinan/",
    ),
    "/kantor/lambang",
]


def address(app: Flask, rule: Rule, instance: int = 1) -> str:
    there = ARGUMENTS | {"instance_id": instance}
    values = {name: there.get(name, 1) for name in rule.arguments}
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)


def writes(rule: Rule) -> bool:
    return "POST" in (rule.methods or ())


def rules(app: Flask) -> list[tuple[Rule, May]]:
    """All routes with what they need, reading first; signing out, which ends all, comes last."""
    order = app.url_map.iter_rules()
    found = sorted(order, key=lambda rule: (rule.endpoint == "pages.sign_out", writes(rule)))
    return [(rule, visits.NEEDS[rule.endpoint]) for rule in found]


def test_every_route_names_its_permission(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(visits.NEEDS)


@pytest.mark.parametrize("login", PEOPLE)
def test_every_route_is_open_to_those_whom_the_table_names_and_to_nobody_else(
    app: Flask, office: Database, client_of: Callable[[str], FlaskClient], login: str
) -> None:
    instance = start(office).instance_id
    with office.writing() as session:
        drafting.begin(session, acting(session, "pemilik"), KEY, 1, datetime.now(UTC))
        who = acting(session, login)
    client = client_of(login)
    for rule, may in rules(app):
        method = "POST" if writes(rule) else "GET"
        status = client.open(address(app, rule, instance), method=method).status_code
        if may in PUBLIC or who.may(may):
            assert status in accepted(rule, login), (login, rule.rule, status)
        else:
            assert status == 403, (login, rule.rule, status)


def accepted(rule: Rule, login: str) -> set[int]:
    """How a route may answer to whoever may: nobody is refused what is there and his to do."""
    # Nothing that a form needs is sent along: that is told.
    told = {401, 404, 409, 415, 422} if writes(rule) else set[int]()
    if login != "kasubag" and any(part in rule.rule for part in FOREIGN):
        told |= {403}
    if any(part in rule.rule for part in MISSING):
        told |= {404, 422}
    return {200, 302, 303} | told


def test_an_owner_of_one_sop_changes_no_other(
    app: Flask, office: Database, client_of: Callable[[str], FlaskClient]
) -> None:
    """Who may read its draft, as an approver, is told that he may not; nothing is to correct."""
    diagram = (DIAGRAMS / "good/lanes.bpmn").read_bytes()
    with office.writing() as session:
        now, owner = datetime.now(UTC), acting(session, "pemilik")
        other = drafting.bring(session, owner, {bundles.DIAGRAM: diagram}, now)
        drafting.begin(session, owner, KEY, 1, now)
        admin = acting(session, "admin")
        organisation.grant_role(session, admin, "kasubag", Role.OWNER, now, other)
        organisation.grant_role(session, admin, "kasubag", Role.APPROVER, now)
    client = client_of("kasubag")
    for rule in (rule for rule, may in rules(app) if may is May.EDIT and "key" in rule.arguments):
        if writes(rule):
            answer = client.post(address(app, rule), json={"xml": "", "element": "", "edition": 1})
            assert answer.status_code in (403, 404), (rule.rule, answer.status_code)
    sent = {"file": (BytesIO(diagram.replace(b'"contoh"', f'"{KEY}"'.encode())), "x.bpmn")}
    assert client.post("/rancangan/bawa", data=sent).status_code == 403


def test_no_sop_is_called_as_a_page_is(app: Flask) -> None:
    paths = [rule.rule for rule in app.url_map.iter_rules()]
    before = {path.partition("<key>")[0] for path in paths if "<key>" in path}
    words = {
        path.removeprefix(place).partition("/")[0]
        for place in before
        for path in paths
        if path.startswith(place)
    }
    assert "baru" in words
    assert [word for word in words if keys.names_sop(word)] == []


def test_without_signing_in_only_the_door_is_open(app: Flask) -> None:
    client = app.test_client()
    for rule, may in rules(app):
        method = "POST" if writes(rule) else "GET"
        answer = client.open(address(app, rule), method=method)
        # A paper whose code is made up is not found.
        expected = {200, 302, 401, 404} if may in PUBLIC else {401}
        assert answer.status_code in expected, (rule.rule, answer.status_code)


def test_an_address_without_a_page_leaves_the_ways_on(
    app: Flask, client_of: Callable[[str], FlaskClient]
) -> None:
    answer = client_of("kadis").get("/x")
    assert answer.status_code == 404
    assert 'href="/kotak-tugas"' in answer.text
    assert 'href="/kotak-tugas"' not in app.test_client().get("/x").text


def test_a_foreign_item_and_a_foreign_number_are_refused_in_words(
    office: Database, client_of: Callable[[str], FlaskClient]
) -> None:
    start(office)
    kadis = client_of("kadis")
    assert kadis.get("/tugas/1").status_code == 403
    assert kadis.get("/tugas/999").status_code == 404
    assert "Tidak ada" in kadis.get("/pelaksanaan/999").text
