"""The texts of a draft's papers: written beside the paper that they become."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest
from flask.testing import FlaskClient

from engine.database import Database
from engine.press import printing
from tests.office import start
from tests.webui.test_revision_pages import DRAFT, SignIn, ask

TEXTS = f"{DRAFT}/naskah"
PLAN = f"{TEXTS}/D1"
GOOD = "---\r\nkind: surat\r\n---\r\n# NOTA\r\n\r\n{{ kantor.nama }}"


@pytest.fixture
def owner(client_of: SignIn) -> FlaskClient:
    """The owner, who has just begun a draft."""
    client = client_of("pemilik")
    assert client.post(f"{DRAFT}/mulai", data={"number": "1"}).status_code == 303
    return client


def edition(client: FlaskClient) -> str:
    found = re.search(r'name="edition" value="(\d+)"', client.get(PLAN).text)
    assert found is not None
    return found[1]


def write(client: FlaskClient, text: str, page: str = PLAN) -> int:
    return client.post(page, data={"text": text, "edition": edition(client)}).status_code


def source(client: FlaskClient, page: str = PLAN) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", client.get(page).text, re.S)
    assert found is not None
    return found[1]


def test_the_list_names_every_paper_with_where_and_how_it_is_made(owner: FlaskClient) -> None:
    page = owner.get(TEXTS).text
    assert page.count('<th scope="row">') == 10
    assert page.count("dari naskahnya") == 8 and page.count("sebagai berkas") == 2
    assert f'href="{PLAN}"' in page and page.count("berjalan") == 10


def test_a_saved_text_is_shown_as_the_paper_that_it_becomes(owner: FlaskClient) -> None:
    assert write(owner, GOOD) == 303
    page = owner.get(PLAN).text
    assert source(owner).startswith("---\nkind: surat\n---\n# NOTA\n")
    (picture,) = re.findall(r'<img src="([^"]+)"', page)
    assert owner.get(picture.replace("&amp;", "&")).data.startswith(b"\x89PNG")
    assert owner.get(f"{PLAN}/naskah.pdf").data.startswith(b"%PDF")
    assert owner.get(f"{PLAN}/2.png").status_code == 404


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("{{ isian.tidak_ada }}", 5, "tidak_ada dalam naskah"),
        ("{% include '/etc/passwd' %}", 5, "tidak dapat dipakai di sini"),
        ("![x](https://contoh.go.id/x.png)", 5, "tidak boleh ada dalam naskah"),
    ],
)
def test_a_faulty_text_is_kept_and_the_fault_told_with_its_line(
    owner: FlaskClient, body: str, line: int, said: str
) -> None:
    assert write(owner, f"---\nkind: surat\n---\nYth.\n{body}\n") == 303
    page = owner.get(PLAN).text
    assert said in page and f"baris {line}" in page
    assert "<img " not in page and owner.get(f"{PLAN}/naskah.pdf").status_code == 422
    assert ask(owner) == 422


def test_a_text_that_fills_but_cannot_be_printed_keeps_the_draft_from_approval(
    owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "LONGEST", 20_000)
    assert write(owner, GOOD + "{% for i in range(300) %}a\n\n{% endfor %}") == 303
    page = owner.get(DRAFT).text
    assert "menjadi terlalu besar untuk dicetak sebagai PDF" in page and f'href="{PLAN}"' in page
    assert ask(owner) == 422
    assert write(owner, GOOD) == 303 and f'href="{PLAN}"' not in owner.get(DRAFT).text
    assert ask(owner, 3) == 303


def test_a_text_that_is_too_long_is_kept_and_told_so(owner: FlaskClient) -> None:
    long = "a" * 70_000
    assert "maxlength" not in owner.get(PLAN).text.partition('id="text"')[2].partition(">")[0]
    assert write(owner, f"{GOOD}\r\n{long}") == 303
    assert "lebih panjang dari 60.000" in owner.get(PLAN).text and long in source(owner)


def test_a_paper_of_too_many_pages_is_read_as_its_pdf(owner: FlaskClient) -> None:
    assert write(owner, GOOD + "\r\n\r\n***\r\n\r\na" * 30) == 303
    page = owner.get(PLAN).text
    assert "31 halaman" in page and "<img " not in page and f'href="{PLAN}/naskah.pdf"' in page
    assert owner.get(f"{PLAN}/naskah.pdf").data.startswith(b"%PDF")


def test_the_line_of_a_fault_is_shown_whatever_ends_lines_elsewhere(owner: FlaskClient) -> None:
    assert write(owner, f"{GOOD}\r\na\u2028b\r\n{{{{ isian.tidak_ada }}}}") == 303
    assert "<code>{{ isian.tidak_ada }}</code>" in owner.get(PLAN).text


def test_a_text_without_end_cannot_be_sent_for_approval(owner: FlaskClient) -> None:
    endless = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
    write(owner, f"---\nkind: surat\n---\n{endless}")
    assert "terlalu lama diisi" in owner.get(PLAN).text
    assert ask(owner) == 422


def test_who_saves_upon_an_older_edition_sees_what_differs(owner: FlaskClient) -> None:
    old = edition(owner)
    write(owner, GOOD)
    answer = owner.post(PLAN, data={"text": GOOD + "\nlain", "edition": old})
    assert answer.status_code == 422
    assert "<ins>lain</ins>" in answer.text and "lain</textarea>" in answer.text


def test_what_was_typed_and_not_saved_is_not_told_the_faults_of_what_is(owner: FlaskClient) -> None:
    old = edition(owner)
    write(owner, f"{GOOD}\n{{{{ isian.tidak_ada }}}}")
    assert 'id="faults"' in owner.get(PLAN).text
    answer = owner.post(PLAN, data={"text": GOOD, "edition": old})
    assert answer.status_code == 422 and 'id="faults"' not in answer.text


def test_the_draft_tells_line_by_line_what_changes_in_its_texts(owner: FlaskClient) -> None:
    text = source(owner).replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")
    write(owner, text.replace("# RENCANA KERJA", "# RENCANA KERJA BARU", 1))
    page = owner.get(DRAFT).text
    assert "Yang berubah dalam naskah" in page and page.count("<ins># RENCANA KERJA BARU") == 1


def test_a_text_of_more_lines_than_a_page_bears_is_shown_so_far_and_the_rest_counted(
    owner: FlaskClient,
) -> None:
    assert write(owner, GOOD + "\r\nx" * 20_000) == 303
    page = owner.get(DRAFT).text
    assert re.search(r"\d+ baris lagi tidak ditampilkan di sini", page) and f'href="{PLAN}"' in page
    assert len(page) < 1_500_000


def test_a_paper_is_filled_with_what_an_instance_holds(
    owner: FlaskClient, office: Database
) -> None:
    instance = start(office).instance_id
    write(owner, "---\nkind: surat\n---\n{{ pelaksanaan.judul }}")
    assert f'<option value="{instance}">Uji' in owner.get(PLAN).text
    shown = owner.get(f"{PLAN}?isi={instance}")
    assert shown.status_code == 200 and f"isi={instance}" in shown.text
    assert owner.get(f"{PLAN}/naskah.pdf?isi={instance}").data.startswith(b"%PDF")
    assert owner.get(f"{PLAN}/naskah.pdf?isi=999").status_code == 404


def test_a_paper_is_added_written_and_removed(owner: FlaskClient) -> None:
    form = {"code": "NOTA", "name": "Nota Dinas", "kind": "surat", "edition": edition(owner)}
    assert owner.post(f"{DRAFT}/naskah-baru", data=form).location.endswith("/naskah/NOTA")
    assert source(owner, f"{TEXTS}/NOTA") == "---\nkind: surat\n---\n# NOTA DINAS\n"
    again = owner.post(f"{DRAFT}/naskah-baru", data=form | {"edition": edition(owner)})
    assert again.status_code == 422
    sent = {"edition": edition(owner)}
    assert owner.post(f"{TEXTS}/NOTA/hapus", data=sent).status_code == 303
    assert owner.get(f"{TEXTS}/NOTA").status_code == 404


def test_a_paper_that_comes_as_a_file_gets_a_text_and_loses_it(owner: FlaskClient) -> None:
    page = f"{TEXTS}/D8"
    assert "datang sebagai berkas" in owner.get(page).text
    assert write(owner, GOOD, page) == 303 and "<img " in owner.get(page).text
    owner.post(f"{page}/lepas", data={"edition": edition(owner)})
    assert "<img " not in owner.get(page).text


def test_the_names_that_a_text_may_use_stand_beside_it(owner: FlaskClient) -> None:
    page = owner.get(PLAN).text
    for name in ("isian.tujuan", "kantor.nama", "pelaksanaan.judul", "setiap(&#39;arahan&#39;)"):
        assert f"<code>{name}</code>" in page


def test_an_approver_reads_texts_and_writes_none(owner: FlaskClient, client_of: SignIn) -> None:
    approver = client_of("kadis")
    page = approver.get(PLAN).text
    assert "readonly" in page and "Simpan dan tampilkan" not in page
    assert approver.post(PLAN, data={"text": GOOD, "edition": "1"}).status_code == 403


def preview(client: FlaskClient, text: str, page: str = PLAN) -> str:
    answer = client.post(f"{page}/pratinjau", data={"text": text})
    assert answer.status_code == 200
    return answer.text


def test_a_text_that_is_being_written_is_shown_and_nothing_of_it_is_kept(
    owner: FlaskClient,
) -> None:
    before, old = source(owner), edition(owner)
    (picture,) = re.findall(r'src="data:image/png;base64,([^"]+)"', preview(owner, GOOD))
    assert b64decode(picture).startswith(b"\x89PNG")
    faulty = preview(owner, f"{GOOD}\r\n{{{{ isian.tidak_ada }}}}")
    assert "baris 7" in faulty and "data:image" not in faulty
    assert (source(owner), edition(owner)) == (before, old)


def test_a_first_text_of_a_paper_that_comes_as_a_file_is_shown_too(owner: FlaskClient) -> None:
    assert "data:image/png" in preview(owner, GOOD, f"{TEXTS}/D10")


def test_what_is_being_written_is_shown_to_owners_only_and_not_during_a_review(
    owner: FlaskClient, client_of: SignIn
) -> None:
    sent = {"text": GOOD}
    assert client_of("auditor").post(f"{PLAN}/pratinjau", data=sent).status_code == 403
    assert write(owner, GOOD) == 303 and ask(owner) == 303
    assert owner.post(f"{PLAN}/pratinjau", data=sent).status_code == 409


def test_only_the_page_of_a_text_that_can_be_written_loads_its_scripts(owner: FlaskClient) -> None:
    script = re.compile(r'<script [^>]*src="/static/(dist/)?writing')
    assert script.search(owner.get(PLAN).text)
    assert not script.search(owner.get(TEXTS).text)
    write(owner, GOOD)
    ask(owner)
    assert not script.search(owner.get(PLAN).text)
