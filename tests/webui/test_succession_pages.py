"""Versions approved for a later day, or passed over, are told where an SOP or a draft is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from flask.testing import FlaskClient

from engine.database import Database
from tests.engine.revising import ask, begin, first_edition, put_in_force, save
from tests.engine.test_moving import publish
from tests.office import KEY, start

SOP = f"/sop/{KEY}"
DRAFT = f"{SOP}/rancangan"
DAY = r"[0-9]{1,2} \w+ 20[0-9]{2}"

SignIn = Callable[[str], FlaskClient]


def words(client: FlaskClient, path: str) -> str:
    """What a page says, without its marks, each gap one blank."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", client.get(path).text)).split())


def test_a_version_to_come_is_told_in_the_list_and_on_the_sop(
    office: Database, client_of: SignIn
) -> None:
    put_in_force(office, "Nanti", days=7)
    clerk = client_of("tim1")
    for path in ("/sop", SOP):
        assert re.search(f"Versi 2, berlaku mulai {DAY}", words(clerk, path)), path
    page = words(clerk, f"{SOP}?versi=2")
    assert re.search(f"Belum berlaku Versi 2, berlaku mulai {DAY}", page)


def test_the_owner_and_the_approver_are_warned_of_what_a_draft_would_pass_over(
    office: Database, client_of: SignIn
) -> None:
    put_in_force(office, "Nanti", days=7)
    begin(office)
    edition = save(office, "Sekarang", first_edition(office))
    warned = "Versi 2 tidak akan pernah berlaku"
    assert warned in words(client_of("pemilik"), DRAFT)
    ask(office, edition)
    head = client_of("kadis")
    for path in (DRAFT, f"{DRAFT}/sahkan"):
        page = words(head, path)
        assert warned in page and "Dibandingkan dengan versi 1" in page, path


def test_a_draft_of_a_later_day_is_compared_with_what_is_in_force_then(
    office: Database, client_of: SignIn
) -> None:
    put_in_force(office, "Nanti", days=7)
    begin(office, number=2)
    ask(office, save(office, "Lebih nanti", first_edition(office)), days=9)
    page = words(client_of("kadis"), f"{DRAFT}/sahkan")
    assert "Dibandingkan dengan versi 2" in page and "tidak akan pernah" not in page
    assert "bila rancangan ini sudah berlaku pada hari itu" in page.casefold()


def test_a_version_that_was_passed_over_is_called_so(office: Database, client_of: SignIn) -> None:
    put_in_force(office, "Nanti", days=7)
    put_in_force(office, "Sekarang")
    owner = client_of("pemilik")
    page = words(owner, f"{SOP}?versi=2")
    assert "Dilewati oleh versi 3 Versi 2, yang semula akan berlaku mulai" in page
    assert "Belum berlaku" not in page + words(owner, SOP) and "Dilewati" in words(owner, SOP)
    assert "Versi 2" not in words(owner, "/sop")
    assert "DILEWATI VERSI 3" in words(owner, f"{SOP}/cetak?versi=2")


def test_only_the_version_in_force_offers_a_start_and_a_move(
    office: Database, client_of: SignIn
) -> None:
    start(office)
    put_in_force(office, "Sekarang")
    put_in_force(office, "Nanti", days=7, number=2)
    owner, offered = client_of("pemilik"), "Mulai pelaksanaan"
    assert [offered in words(owner, f"{SOP}?versi={n}") for n in (1, 2, 3)] == [False, True, False]
    assert owner.get(f"{SOP}/pindah?versi=2").status_code == 200
    for number, said in ((1, "yang berlaku versi 2"), (3, "baru berlaku mulai")):
        answer = owner.get(f"{SOP}/pindah?versi={number}")
        assert answer.status_code == 409 and said in answer.text


def test_a_draft_begun_from_a_superseded_version_says_what_it_undoes(
    office: Database, client_of: SignIn
) -> None:
    publish(office, ("P3D", "P4D"))
    begin(office)
    owner = client_of("pemilik")
    xml = owner.get(f"{DRAFT}/process.bpmn").text.replace('"PT30M"', '"PT40M"', 1)
    owner.post(f"{DRAFT}/simpan", json={"xml": xml, "edition": first_edition(office)})
    page = words(owner, DRAFT)
    assert "Dimulai dari versi 1" in page and "dibandingkan dengan versi 2" in page
    assert page.count("kembali seperti versi 1") == 1
    assert "4 hari menjadi 3 hari kembali seperti versi 1" in page


def test_a_draft_begun_from_the_version_in_force_undoes_nothing(
    office: Database, client_of: SignIn
) -> None:
    publish(office, ("P3D", "P4D"))
    begin(office, number=2)
    page = words(client_of("pemilik"), DRAFT)
    assert "Dimulai dari versi" not in page and "seperti versi" not in page
