"""What is too large or cannot be kept is refused, by whomever it is sent."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.database import Database
from webui.app import LARGEST_FORM


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """The browser of somebody who has not signed in."""
    return app.test_client()


@pytest.mark.parametrize("path", ["/periksa", "/masuk"])
def test_a_form_that_costs_far_more_to_read_than_to_send_is_not_read(
    stranger: FlaskClient, path: str
) -> None:
    form = "application/x-www-form-urlencoded"
    answer = stranger.post(path, data=b"a&" * LARGEST_FORM, content_type=form)
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/periksa/a%00b", "/sop/a%00b"])
def test_a_character_that_no_database_keeps_is_no_failure_of_ours(
    stranger: FlaskClient, path: str
) -> None:
    assert stranger.get(path).status_code < 500


def test_a_number_that_no_version_has_is_no_failure_of_ours(
    client_of: Callable[[str], FlaskClient],
) -> None:
    page = client_of("auditor").get(f"/sop/pengukuran-indikator-kinerja?versi={10**17}")
    assert page.status_code < 500


@pytest.mark.parametrize("path", ["/tidak-ada", "/keluar"])
def test_a_database_that_is_gone_is_told_where_a_page_is_not_there_either(
    app: Flask, client_of: Callable[[str], FlaskClient], path: str
) -> None:
    client = client_of("kasubag")
    app.extensions["alur"] = Database("sqlite:////nowhere/at/all.db")
    assert client.get(path).status_code == 503
