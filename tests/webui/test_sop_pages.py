"""SOPs that have no version in force: on the list, on their page, in their history."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from engine import bundles, reviewing
from engine.database import Database
from engine.drafts import opened
from tests.engine.revising import LANES, NOTE, OTHER
from tests.office import KEY, acting, evidence
from tests.webui.test_revision_pages import bring

SignIn = Callable[[str], FlaskClient]

# An SOP that is new, whose steps reach somebody in the office.
POSTS = {b'post="pelaksana"': b'post="sekretaris"', b'post="kepala"': b'post="kepala-dinas"'}
NEW = dict(LANES)
for lane, post in POSTS.items():
    NEW[bundles.DIAGRAM] = NEW[bundles.DIAGRAM].replace(lane, post)

SOP = f"/sop/{OTHER}"
DRAFT = f"{SOP}/rancangan"


@pytest.fixture
def owner(client_of: SignIn) -> FlaskClient:
    """The owner, who has just brought an SOP that is new."""
    client = client_of("pemilik")
    assert bring(client, "sop.zip", bundles.zipped(NEW)).location == DRAFT
    return client


def give_up(owner: FlaskClient) -> str:
    answer = owner.post(f"{DRAFT}/buang", data={"edition": 1})
    assert answer.status_code == 303
    return answer.location


def approve(office: Database, days: int) -> str:
    """Put the draft in force from some days ahead; that day as it is written in addresses."""
    with office.writing() as session:
        now, asker, head = datetime.now(UTC), acting(session, "pemilik"), acting(session, "kadis")
        day = asker.today + timedelta(days=days)
        reviewing.ask(session, asker, OTHER, 1, NOTE, day, now)
        request = opened(session, head, OTHER).row.asked_seq or 0
        reviewing.approve(session, head, OTHER, request, evidence(session, head), now)
    return day.isoformat()


def leads_nowhere(client: FlaskClient, path: str) -> list[str]:
    """The links of a page, with where they lead on, that end at no page."""
    links = re.findall(r'href="(/(?:sop|rancangan|pelaksanaan)[^"#]*)', client.get(path).text)
    found = {link.replace("&amp;", "&") for link in links}
    return [link for link in found if client.get(link, follow_redirects=True).status_code >= 400]


def test_an_sop_that_is_a_draft_only_leads_to_its_draft(owner: FlaskClient) -> None:
    page = owner.get("/sop").text
    assert f'<a href="{SOP}">Contoh</a>: rancangan yang belum memiliki versi' in page
    assert owner.get(SOP).location == DRAFT
    for path in ("/sop", DRAFT, f"{SOP}/riwayat"):
        assert leads_nowhere(owner, path) == [], path
    assert f'href="{DRAFT}">Contoh' in owner.get(f"{SOP}/riwayat").text


def test_an_auditor_reads_the_history_of_an_sop_that_is_a_draft_only(
    owner: FlaskClient, client_of: SignIn
) -> None:
    auditor = client_of("auditor")
    assert f'<a href="{SOP}">{OTHER}</a>' in auditor.get("/sop").text
    assert auditor.get(SOP).location == f"{SOP}/riwayat"
    assert leads_nowhere(auditor, f"{SOP}/riwayat") == []


def test_whoever_reads_no_drafts_is_not_told_of_one(owner: FlaskClient, client_of: SignIn) -> None:
    clerk = client_of("kasubag")
    assert OTHER not in clerk.get("/sop").text
    assert (clerk.get(SOP).status_code, clerk.get(f"{SOP}/riwayat").status_code) == (404, 403)


def test_giving_up_the_draft_of_a_new_sop_leads_to_the_list_and_its_history_is_kept(
    owner: FlaskClient,
) -> None:
    assert give_up(owner) == "/sop"
    page = owner.get("/sop").text
    assert "1 SOP dibuang sebelum memiliki versi" in page
    assert leads_nowhere(owner, "/sop") == [] == leads_nowhere(owner, f"{SOP}/riwayat")
    told = owner.get(SOP, follow_redirects=True).text
    assert "Sungkai Contoh membuang rancangan." in told


def test_giving_up_a_draft_leads_back_to_the_version_that_stays(
    client_of: SignIn, office: Database
) -> None:
    owner = client_of("pemilik")
    owner.post(f"/sop/{KEY}/rancangan/mulai", data={"number": "1"})
    answer = owner.post(f"/sop/{KEY}/rancangan/buang", data={"edition": 1})
    assert answer.location == f"/sop/{KEY}"


def test_a_version_is_said_to_stay_in_force_only_where_one_is(owner: FlaskClient) -> None:
    stays, kept = "Versi yang berlaku tetap", "Yang pernah disimpan tetap tercatat."
    page = owner.get(DRAFT).text
    assert kept in page and stays not in page
    owner.post(f"/sop/{KEY}/rancangan/mulai", data={"number": "1"})
    page = owner.get(f"/sop/{KEY}/rancangan").text
    assert kept in page and stays in page


def test_a_new_sop_that_comes_into_force_later_is_listed_with_its_day(
    owner: FlaskClient, client_of: SignIn, office: Database
) -> None:
    day = approve(office, days=20)
    for login in ("pemilik", "tim1", "auditor"):
        client = client_of(login)
        row = client.get("/sop").text.partition(f'<a href="{SOP}">')[2].partition("</tr>")[0]
        assert "Belum berlaku" in row and day[:4] in row, login
        page = client.get(SOP).text
        assert "Versi 1, berlaku mulai" in page and "Belum berlaku" in page
        assert "Mulai pelaksanaan" not in page
        assert leads_nowhere(client, SOP) == []
    assert leads_nowhere(client_of("auditor"), f"{SOP}/riwayat") == []


def test_the_draft_of_an_sop_that_comes_into_force_later_leads_back_to_it(
    owner: FlaskClient, office: Database
) -> None:
    approve(office, days=20)
    owner.post(f"{DRAFT}/mulai", data={"number": "1"})
    page = owner.get(DRAFT).text
    assert f'<a href="{SOP}">' in page and "Versi yang berlaku tetap" not in page
    assert leads_nowhere(owner, DRAFT) == []
