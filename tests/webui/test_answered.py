"""What waits for people, and what came of it, is told where they look."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from engine import bundles, organisation, reviewing
from engine.database import Database
from engine.permissions import Role
from tests.engine.revising import approve, ask, begin, first_edition, requested, save
from tests.office import KEY, Statements, acting
from tests.webui.test_revision_pages import bring, judge
from tests.webui.test_sop_pages import NEW
from tests.webui.test_succession_pages import words

SignIn = Callable[[str], FlaskClient]

# Where an owner without a post begins, and where SOPs are listed.
PLACES = ("/pelaksanaan", "/sop")
RETURNED = "Rancangan dikembalikan oleh Dadap Contoh Pengukuran Indikator Kinerja Sebut dasarnya."
APPROVED = "Rancangan disahkan oleh Dadap Contoh Pengukuran Indikator Kinerja : Versi 2, berlaku"


def asked(office: Database, days: int = 0) -> None:
    begin(office)
    ask(office, save(office, "Disdukcapil", first_edition(office)), days)


def refuse(office: Database) -> None:
    with office.writing() as session:
        head, request = acting(session, "kadis"), requested(session)
        reviewing.refuse(session, head, KEY, request, "Sebut dasarnya.", datetime.now(UTC))


def test_the_inbox_counts_the_drafts_that_wait_for_approval(
    office: Database, client_of: SignIn
) -> None:
    head = client_of("kadis")
    assert "Kotak Tugas 0" in words(head, "/sop")
    asked(office)
    assert "Kotak Tugas 1" in words(head, "/sop")
    assert "Kotak Tugas 0" in words(client_of("kasubag"), "/sop")
    approve(office)
    assert "Kotak Tugas 0" in words(head, "/sop")


def test_nobody_is_counted_a_draft_that_he_wrote(office: Database, client_of: SignIn) -> None:
    with office.writing() as session:
        admin, now = acting(session, "admin"), datetime.now(UTC)
        organisation.grant_role(session, admin, "kadis", Role.OWNER, now)
    begin(office)
    save(office, "Oleh kepala", first_edition(office), "kadis")
    ask(office, save(office, "Oleh pemilik", first_edition(office)))
    assert "Kotak Tugas 0" in words(client_of("kadis"), "/sop")


def test_counting_drafts_costs_a_statement_only_whoever_may_approve(
    office: Database, client_of: SignIn
) -> None:
    heard = {}
    for login in ("kadis", "kasubag"):
        client = client_of(login)
        client.get("/akun")
        with Statements(office) as statements:
            client.get("/akun")
        heard[login] = [text for text in statements.texts if "FROM draft" in text]
    assert [len(texts) for texts in heard.values()] == [1, 0]


@pytest.mark.parametrize("path", PLACES)
def test_the_owner_is_told_of_a_return_until_approval_is_asked_again(
    office: Database, client_of: SignIn, path: str
) -> None:
    asked(office)
    owner = client_of("pemilik")
    assert "dikembalikan" not in words(owner, path)
    refuse(office)
    assert RETURNED in words(owner, path)
    assert "dikembalikan" not in words(client_of("kadis"), path)
    ask(office, first_edition(office))
    assert "dikembalikan" not in words(owner, path)


@pytest.mark.parametrize("path", PLACES)
def test_the_owner_is_told_of_an_approval_until_the_next_draft(
    office: Database, client_of: SignIn, path: str
) -> None:
    asked(office)
    approve(office)
    owner = client_of("pemilik")
    assert APPROVED in words(owner, path)
    begin(office, number=2)
    assert "disahkan oleh" not in words(owner, path)


def test_an_owner_who_holds_a_post_is_told_in_the_inbox(
    office: Database, client_of: SignIn
) -> None:
    with office.writing() as session:
        admin, now = acting(session, "admin"), datetime.now(UTC)
        organisation.grant_role(session, admin, "kasubag", Role.OWNER, now)
    asked(office)
    refuse(office)
    assert RETURNED in words(client_of("kasubag"), "/kotak-tugas")
    assert "dikembalikan" not in words(client_of("sekretaris"), "/kotak-tugas")


def test_the_list_of_sops_leads_to_their_drafts(office: Database, client_of: SignIn) -> None:
    begin(office)
    owner = client_of("pemilik")
    draft = f'<a href="/sop/{KEY}/rancangan">Rancangan</a>'
    assert re.search(rf"{draft}</small>", owner.get("/sop").text)
    ask(office, save(office, "Disdukcapil", first_edition(office)))
    assert f"{draft}, menunggu pengesahan" in owner.get("/sop").text
    assert draft not in client_of("kasubag").get("/sop").text


def test_a_draft_of_a_new_sop_is_listed_by_its_name(client_of: SignIn) -> None:
    owner = client_of("pemilik")
    bring(owner, "sop.zip", bundles.zipped(NEW))
    assert "Contoh : rancangan yang belum memiliki versi" in words(owner, "/sop")


def test_whoever_approves_is_told_that_it_is_done(office: Database, client_of: SignIn) -> None:
    asked(office)
    head = client_of("kadis")
    done = judge(head, "sahkan")
    assert "Versi 2 sudah disahkan." in words(head, done.location)
