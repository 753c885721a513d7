"""One's own account: the password, the look, and that forms need their token."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.database import Database
from tests.office import PASSWORD

NEW = "kayu-ulin-di-tepi-sungai"
Sign = Callable[[str], FlaskClient]


def change(client: FlaskClient, old: str, new: str, again: str) -> TestResponse:
    return client.post("/akun", data={"old": old, "new": new, "again": again})


def sign_in(app: Flask, password: str) -> int:
    form = {"login": "kasubag", "password": password}
    return app.test_client().post("/masuk", data=form).status_code


def test_the_account_shows_name_login_and_posts(client_of: Sign) -> None:
    text = client_of("kasubag").get("/akun").text
    assert "Meranti Contoh" in text
    assert "kasubag" in text
    assert "Kasubag" in text


def test_a_changed_password_is_the_one_that_signs_in(client_of: Sign, app: Flask) -> None:
    assert change(client_of("kasubag"), PASSWORD, NEW, NEW).status_code == 303
    assert sign_in(app, NEW) == 302
    assert sign_in(app, PASSWORD) == 401


def test_who_changes_the_password_stays_signed_in_only_here(client_of: Sign) -> None:
    here, elsewhere = client_of("kasubag"), client_of("kasubag")
    change(here, PASSWORD, NEW, NEW)
    assert here.get("/akun").status_code == 200
    assert elsewhere.get("/akun").status_code == 401


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [("wrong", NEW, NEW), (PASSWORD, "short", "short"), (PASSWORD, NEW, NEW + "x")],
    ids=["wrong old one", "too weak", "not the same twice"],
)
def test_a_refused_password_changes_nothing_and_is_never_shown(
    client_of: Sign, app: Flask, old: str, new: str, again: str
) -> None:
    answer = change(client_of("kasubag"), old, new, again)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert f'"{new}"' not in answer.text
    assert sign_in(app, PASSWORD) == 302


def test_a_password_is_weighed_while_another_writes(client_of: Sign, office: Database) -> None:
    client = client_of("kasubag")
    with office.writing():
        assert change(client, PASSWORD, "short", "short").status_code == 422


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_look_is_kept_in_this_browser(client_of: Sign, theme: str) -> None:
    client = client_of("auditor")
    assert client.post("/akun/tampilan", data={"theme": theme}).status_code == 303
    assert f'data-theme="{theme}"' in client.get("/akun").text


def test_the_look_can_follow_the_device_again(client_of: Sign) -> None:
    client = client_of("auditor")
    client.post("/akun/tampilan", data={"theme": "dark"})
    client.post("/akun/tampilan", data={"theme": "system"})
    assert "data-theme" not in client.get("/akun").text


def test_signing_out_ends_the_session(client_of: Sign) -> None:
    client = client_of("auditor")
    client.post("/keluar")
    assert client.get("/akun").status_code == 401


@pytest.mark.parametrize("path", ["/akun", "/akun/tampilan", "/pengelolaan", "/pengelolaan/impor"])
def test_a_form_without_its_token_changes_nothing(client_of: Sign, app: Flask, path: str) -> None:
    client = client_of("admin")
    app.config["WTF_CSRF_ENABLED"] = True
    form = {"old": PASSWORD, "new": NEW, "again": NEW, "login": "suto", "name": "Suto Contoh"}
    answer = client.post(path, data=form)
    assert answer.status_code == 403
    assert "suto" not in client.get("/pengelolaan").text


def test_guesses_at_the_old_password_are_counted_and_pause_it(client_of: Sign, app: Flask) -> None:
    client = client_of("kasubag")
    for _ in range(5):
        answer = change(client, "wrong", NEW, NEW)
    assert answer.status_code == 422 and "Kata sandi tidak diperiksa" in answer.text
    assert "Kata sandi tidak diperiksa" in change(client, PASSWORD, NEW, NEW).text
    assert sign_in(app, NEW) == 401
