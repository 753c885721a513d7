"""What happened to an SOP, in sentences that say no more than its records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from engine import bundles, publishing, versions
from engine.database import Database
from tests.engine.revising import NOTE, OTHER
from tests.office import KEY, acting
from tests.webui.test_revision_pages import bring
from tests.webui.test_sop_pages import NEW, approve

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def owner(client_of: SignIn) -> FlaskClient:
    """The owner, who has just brought an SOP that is new."""
    client = client_of("pemilik")
    bring(client, "sop.zip", bundles.zipped(NEW))
    return client


def told(client_of: SignIn, key: str) -> str:
    return client_of("auditor").get(f"/sop/{key}/riwayat").text


def test_a_version_of_one_person_is_not_called_approved(
    client_of: SignIn, office: Database
) -> None:
    with office.writing() as session:
        owner = acting(session, "pemilik")
        files = bundles.load(session, versions.in_force(session, KEY, owner.today).bundle)
        changed = dict(files) | {"papers/x.md": b"x"}
        about = (changed, NOTE, datetime.now(UTC), owner.today)
        assert publishing.publish(session, owner, *about, over=1).number == 2
    page = told(client_of, KEY)
    assert "Sungkai Contoh memberlakukan versi 2 seorang diri, dibuat dari versi 1." in page
    assert "Sungkai Contoh memberlakukan versi 1 seorang diri." in page
    assert "mengesahkan" not in page
    page = client_of("auditor").get(f"/sop/{KEY}").text
    assert page.count("tidak ada: diberlakukan seorang diri") == 2


def test_a_version_that_a_second_person_approved_is_called_so(
    owner: FlaskClient, client_of: SignIn, office: Database
) -> None:
    approve(office, days=0)
    page = told(client_of, OTHER)
    assert "Dadap Contoh mengesahkan versi 1." in page and "seorang diri" not in page


def test_a_history_says_what_a_draft_was_made_of(owner: FlaskClient, client_of: SignIn) -> None:
    assert "Sungkai Contoh membawa rancangan dari berkas." in told(client_of, OTHER)
    owner.post(f"/sop/{KEY}/rancangan/mulai", data={"number": "1"})
    assert "Sungkai Contoh memulai rancangan dari versi 1." in told(client_of, KEY)
    rows = {"rows.0.activity": "Menyusun surat", "rows.0.post": "Sekretaris"}
    answer = owner.post("/sop/baru", data={"name": "Surat Keluar"} | rows)
    assert answer.status_code == 303, answer.text
    page = told(client_of, "surat-keluar")
    assert "Sungkai Contoh memulai rancangan SOP baru dari baris-barisnya." in page
