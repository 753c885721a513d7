"""Who signs an SOP, on the day that it was approved; and which version was approved by whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine import bundles, catalogue, organisation, publishing, signatories
from engine.database import Database
from tests.office import KEY, acting
from webui.offices_on_disk import shipped_sops

TITLE = "Kepala Dinas Kependudukan dan Pencatatan Sipil"
TODAY = datetime.now(ZoneInfo("Asia/Makassar")).date()


def signs(office: Database, title: str, on: date | None) -> signatories.Signatory:
    with office.reading() as session:
        return signatories.signatory(session, title, on)


def test_the_holder_of_the_post_that_the_sop_names_more_fully_signs(office: Database) -> None:
    found = signs(office, TITLE, TODAY)
    assert (found.title, found.name, found.nip) == (TITLE, "Dadap Contoh", "CONTOH-01")
    assert found.capacity == "definitif"


@pytest.mark.parametrize("title", ["Bupati Tapin", "Kepala", ""])
def test_a_post_that_the_office_does_not_have_is_only_named(office: Database, title: str) -> None:
    assert signs(office, title, TODAY) == signatories.Signatory(title)


def test_whoever_held_it_on_that_day_signs_and_nobody_before(office: Database) -> None:
    assert signs(office, TITLE, date(1990, 1, 1)) == signatories.Signatory(TITLE)
    assert signs(office, TITLE, None) == signatories.Signatory(TITLE)


def test_who_acts_for_the_head_signs_in_that_capacity(office: Database) -> None:
    now, tomorrow = datetime.now(UTC), TODAY + timedelta(days=1)
    with office.writing() as session:
        admin = acting(session, "admin")
        head = organisation.who(session, "kadis").id
        for held in organisation.holdings(session, now, of=[head]):
            organisation.end_holding(session, admin, held.holding.id, TODAY, now)
        about = ("sekretaris", "kepala-dinas", "plt", "SK 1/2026", tomorrow)
        organisation.begin_holding(session, admin, *about, now)
    assert signs(office, TITLE, TODAY).name == "Dadap Contoh"
    acts = signs(office, TITLE, tomorrow)
    assert (acts.name, acts.capacity) == ("Waru Contoh", "plt")


def test_changes_are_the_versions_so_far_with_their_approvers(office: Database) -> None:
    files = bundles.read(shipped_sops()[0])
    slower = files[bundles.DIAGRAM].replace(b"3 Hari", b"4 Hari").replace(b"P3D", b"P4D")
    with office.writing() as session:
        owner, now = acting(session, "pemilik"), datetime.now(UTC)
        changed = dict(files) | {bundles.DIAGRAM: slower}
        publishing.publish(session, owner, changed, "Empat hari.", now, owner.today)
    with office.reading() as session:
        process = catalogue.version(session, KEY, 1, TODAY).process_id
        found = signatories.changes(session, process)
        assert [c.number for c in signatories.changes(session, process, until=1)] == [1]
    assert [(c.number, c.approver) for c in found] == [(1, "Sungkai Contoh"), (2, "Sungkai Contoh")]
    assert found[1].note == "Empat hari."
