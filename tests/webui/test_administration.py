"""The administration: people, posts, the calendar, the import; what is refused changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from engine import calendars
from engine.database import Database
from engine.models import Day
from tests.office import PASSWORD

Sign = Callable[[str], FlaskClient]
PATHS = [
    "",
    "/orang/kasubag",
    "/orang/kasubag/tutup",
    "/jabatan",
    "/kalender",
    "/jam-kerja",
    "/impor",
]
SUTO = {"login": "suto", "name": "Suto Contoh", "nip": "CONTOH-99"}
HEADER = "login,nama,nip,jabatan,peran\n"


@pytest.fixture
def admin(client_of: Sign) -> FlaskClient:
    return client_of("admin")


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(f"/pengelolaan{path}")
    assert answer.status_code == 200
    return answer.text


def post(client: FlaskClient, path: str, **form: str) -> tuple[int, str]:
    answer = client.post(f"/pengelolaan{path}", data=form)
    return answer.status_code, answer.text


def ids(text: str, action: str) -> list[str]:
    """The numbers in the addresses of forms such as /jabatan/7/akhiri."""
    return re.findall(rf'action="[^"]*/{action}/(\d+)/akhiri"', text)


@pytest.mark.parametrize("path", PATHS)
def test_only_an_administrator_sees_the_administration(client_of: Sign, path: str) -> None:
    assert client_of("kasubag").get(f"/pengelolaan{path}").status_code == 403
    assert client_of("admin").get(f"/pengelolaan{path}").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_one_heading_and_labels_for_its_fields(
    admin: FlaskClient, path: str
) -> None:
    text = page(admin, path)
    title = re.findall(r"<title>(.*?) · Alur</title>", text)
    assert re.findall(r"<h1>(.*?)</h1>", text) == title
    found = re.findall(r'<(?:input|select|textarea)(?![^>]*hidden)[^>]*\bid="([^"]+)"', text)
    assert [one for one in found if f'for="{one}"' not in text and "radio" not in text] == []
    every = re.findall(r'\bid="([^"]+)"', text)
    assert len(every) == len(set(every))
    assert "style=" not in text


def test_missing_days_off_are_told_to_who_can_enter_them(
    admin: FlaskClient, client_of: Sign, office: Database
) -> None:
    with office.writing() as session:
        session.execute(delete(Day))
        calendars.forget(session)
    staff = client_of("kasubag")
    assert "Isi hari libur" not in staff.get("/kotak-tugas").text
    assert "Isi hari libur" in page(admin, "")
    post(admin, "/orang/kasubag/peran", role="administrator")
    assert "Isi hari libur" in staff.get("/kotak-tugas").text


def test_a_person_who_is_added_gets_a_password_that_is_shown_once(
    admin: FlaskClient, app: Flask
) -> None:
    status, text = post(admin, "", **SUTO)
    assert status == 200 and "<h1>Suto Contoh</h1>" in text
    password = re.findall(r"<code>(.+?)</code>", text)[0]
    form = {"login": "suto", "password": password}
    assert app.test_client().post("/masuk", data=form).status_code == 302
    assert password not in page(admin, "/orang/suto")


def test_a_list_of_many_people_is_paged_and_searched(admin: FlaskClient) -> None:
    rows = "".join(f"orang{n},Orang Contoh {n:03},,,\n" for n in range(120))
    assert post(admin, "/impor", text=HEADER + rows)[0] == 303
    addresses, seen = ["/pengelolaan?cari=orang"], list[str]()
    while addresses:
        text = admin.get(addresses[0]).text
        seen += re.findall(r'href="/pengelolaan/orang/(orang\d+)"', text)
        addresses = [
            a.replace("&amp;", "&") for a in re.findall(r'href="([^"]*)" rel="next"', text)
        ]
    assert seen == [f"orang{n}" for n in range(120)]
    assert "/orang/orang77" in page(admin, "?cari=contoh+077")
    assert "Tidak ada yang cocok." in page(admin, "?cari=nobody")


@pytest.mark.parametrize(
    "query", ["?after=x", "?after=999999", "?after=-1", "?cari=%00", "?cari=%"]
)
def test_an_odd_question_for_people_is_answered(admin: FlaskClient, query: str) -> None:
    assert "<h1>Orang</h1>" in page(admin, query)


def test_a_login_that_exists_is_refused_and_what_was_typed_stays(admin: FlaskClient) -> None:
    status, text = post(admin, "", login="kasubag", name="Polan Contoh", nip="12")
    assert status == 422
    assert 'role="alert"' in text
    assert 'value="Polan Contoh"' in text
    assert "Polan Contoh" not in page(admin, "")


def test_details_of_a_person_are_changed(admin: FlaskClient) -> None:
    assert post(admin, "/orang/kasubag", name="Meranti Baru", nip="7")[0] == 303
    assert "Meranti Baru" in page(admin, "/orang/kasubag")
    assert post(admin, "/orang/kasubag", name=" ", nip="8")[0] == 422


def test_a_post_is_given_and_ended(admin: FlaskClient) -> None:
    post(admin, "", **SUTO)
    form = {"post": "sekretaris", "capacity": "plt", "decree": "SK 1", "from": "2026-01-01"}
    assert post(admin, "/orang/suto/jabatan", **form)[0] == 303
    assert "Plt. Suto Contoh" in page(admin, "/jabatan")
    (holding,) = ids(page(admin, "/orang/suto"), "jabatan")
    assert post(admin, f"/orang/suto/jabatan/{holding}/akhiri", on="2026-01-02")[0] == 303
    assert "Plt. Suto Contoh" not in page(admin, "/jabatan")


def test_who_holds_a_post_at_the_same_time_is_said(admin: FlaskClient) -> None:
    post(admin, "", **SUTO)
    form = {"post": "sekretaris", "capacity": "plh", "from": "2026-01-01", "to": "2998-12-31"}
    assert "Keduanya menerima" not in page(admin, "/orang/sekretaris")
    post(admin, "/orang/suto/jabatan", **form)
    said = "Plh. Suto Contoh juga memangku jabatan Sekretaris, dari"
    assert said in page(admin, "/orang/sekretaris") and "Keduanya" in page(admin, "/orang/suto")
    assert page(admin, "/jabatan").count("masing-masing menerima tugasnya") == 1


def test_an_import_says_which_posts_are_held_twice(admin: FlaskClient) -> None:
    rows = "login,nama,jabatan,kedudukan,mulai\nsuto,Suto Contoh,sekretaris,plt,2026-10-01\n"
    assert post(admin, "/impor", text=rows)[0] == 303
    assert "1 jabatan dipangku dua orang" in page(admin, "")


@pytest.mark.parametrize(
    "wrong",
    [{"post": "none"}, {"capacity": "king"}, {"from": "tomorrow"}, {"to": "2020-01-01"}],
    ids=["no such post", "no such capacity", "no day", "ends before it begins"],
)
def test_a_holding_that_cannot_be_is_refused_beside_its_form(
    admin: FlaskClient, wrong: dict[str, str]
) -> None:
    form = {"post": "sekretaris", "capacity": "plt", "decree": "SK 77", "from": "2026-01-01"}
    status, text = post(admin, "/orang/auditor/jabatan", **(form | wrong))
    assert status == 422
    assert 'role="alert"' in text
    assert 'value="SK 77"' in text
    assert ids(page(admin, "/orang/auditor"), "jabatan") == []


def test_a_role_is_granted_and_ended(admin: FlaskClient) -> None:
    assert post(admin, "/orang/kasubag/peran", role="auditor", process="")[0] == 303
    (grant,) = ids(page(admin, "/orang/kasubag"), "peran")
    assert post(admin, f"/orang/kasubag/peran/{grant}/akhiri")[0] == 303
    assert ids(page(admin, "/orang/kasubag"), "peran") == []


@pytest.mark.parametrize("role", ["", "staff", "king"])
def test_a_role_that_nobody_grants_is_refused(admin: FlaskClient, role: str) -> None:
    assert post(admin, "/orang/kasubag/peran", role=role)[0] == 422
    assert ids(page(admin, "/orang/kasubag"), "peran") == []


def test_the_last_administrator_stays(admin: FlaskClient) -> None:
    (grant,) = ids(page(admin, "/orang/admin"), "peran")
    status, text = post(admin, f"/orang/admin/peran/{grant}/akhiri")
    assert status == 422
    assert 'role="alert"' in text
    assert post(admin, "/orang/admin/tutup")[0] == 422
    assert page(admin, "")


def test_closing_says_what_it_touches_and_then_signs_the_person_out(
    client_of: Sign, admin: FlaskClient
) -> None:
    sekretaris = client_of("sekretaris")
    assert "Sekretaris" in page(admin, "/orang/sekretaris/tutup")
    assert sekretaris.get("/akun").status_code == 200
    assert post(admin, "/orang/sekretaris/tutup")[0] == 303
    assert sekretaris.get("/akun").status_code == 401
    assert "/orang/sekretaris/tutup" not in page(admin, "/orang/sekretaris")


def test_a_person_whom_nobody_knows_is_not_found(admin: FlaskClient) -> None:
    assert admin.get("/pengelolaan/orang/nobody").status_code == 404
    assert post(admin, "/orang/nobody/sandi")[0] == 404


def test_a_new_post_is_marked_as_held_by_nobody(admin: FlaskClient) -> None:
    before = page(admin, "/jabatan").count("tag soon")
    form = {"key": "kepala-seksi", "name": "Kepala Seksi", "name_en": "", "kind": "single"}
    assert post(admin, "/jabatan", **form)[0] == 303
    assert page(admin, "/jabatan").count("tag soon") == before + 1
    assert post(admin, "/jabatan", **form)[0] == 422


def test_a_day_off_is_added_and_removed(admin: FlaskClient) -> None:
    day = {"day": "2030-03-04", "name": "Hari Uji", "kind": "libur daerah"}
    assert post(admin, "/kalender", **day)[0] == 303
    assert "Hari Uji" in page(admin, "/kalender?tahun=2030")
    assert post(admin, "/kalender", **day)[0] == 422
    assert post(admin, "/kalender/hapus?tahun=2030", day="2030-03-04")[0] == 303
    assert "Hari Uji" not in page(admin, "/kalender?tahun=2030")


@pytest.mark.parametrize("year", ["", "x", "0", "99999", "-1", "²²²²"])
def test_a_year_that_is_none_shows_this_year(admin: FlaskClient, year: str) -> None:
    assert "tahun=" in page(admin, f"/kalender?tahun={year}")


def test_years_without_a_day_off_are_warned_of(admin: FlaskClient) -> None:
    assert "note soon" in page(admin, "/kalender")


def test_an_import_takes_in_every_row(admin: FlaskClient) -> None:
    rows = HEADER + "suto,Suto Contoh,1,,auditor\npolan,Polan Contoh,2,,\n"
    assert post(admin, "/impor", text=rows)[0] == 303
    text = page(admin, "")
    assert "Suto Contoh" in text
    assert "Polan Contoh" in text


def test_an_import_with_bad_rows_names_each_and_changes_nothing(admin: FlaskClient) -> None:
    rows = HEADER + "suto,Suto Contoh,1,,\n!,Polan Contoh,2,,\ndadap,Dadap Contoh,3,no-post,\n"
    status, text = post(admin, "/impor", text=rows)
    assert status == 422
    assert re.findall(r'<th scope="row">\D*(\d+)</th>', text) == ["3", "4"]
    assert "!,Polan Contoh,2,," in text
    assert "suto,Suto Contoh" in text
    assert "Suto Contoh" not in page(admin, "")


def test_a_chosen_file_is_imported_and_one_that_is_no_text_is_refused(admin: FlaskClient) -> None:
    good = (BytesIO(("\ufeff" + HEADER + "suto,Suto Contoh,1,,\n").encode()), "orang.csv")
    assert admin.post("/pengelolaan/impor", data={"file": good}).status_code == 303
    assert "Suto Contoh" in page(admin, "")
    bad = (BytesIO(b"PK\x03\x04\xff\xfe"), "orang.xlsx")
    assert admin.post("/pengelolaan/impor", data={"file": bad}).status_code == 422


def test_ones_own_password_is_changed_under_account(admin: FlaskClient) -> None:
    assert "/orang/admin/sandi" not in page(admin, "/orang/admin")
    assert PASSWORD not in page(admin, "/orang/admin")
