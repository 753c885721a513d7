"""The pages in English from the first to the last: Indonesian is only what the SOP itself says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.etree import ElementTree

import pytest
from babel.dates import get_day_names, get_month_names
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, Page

from engine.database import Database
from tests.office import KEY, PASSWORD, start, waiting, walk
from tests.webui import messages
from tests.webui.browsing import People, fill_in, keeps_the_house_rules, press, sign_in, visitor
from tests.webui.drafts import ask, change
from tests.webui.studio import begin as begin_draft
from webui.offices_on_disk import shipped_sops

FACT = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
RETURN = "Do not approve"
REASON = "The figure of the fifth indicator does not match the log."

# Who does what, in order, with one return at row 12.
STORY = [
    ("kasubag", "Complete"), ("sekretaris", "Complete"), ("kadis", "Complete"),
    ("sekretaris", "Complete"), ("kasubag", "Complete"), ("pelaksana", "Complete"),
    ("kasubag", "Initial and send on"), ("sekretaris", "Initial and send on"),
    ("kadis", "Sign and send on"), ("sekretaris", "Complete"), ("tim1", "Complete"),
    ("tim2", "Complete"), ("kasubag", RETURN), ("tim1", "Complete"),
    ("kasubag", "Approve and initial"), ("sekretaris", "Approve and initial"),
    ("kadis", "Enact and send on"), ("pelaksana", "Complete"),
]  # fmt: skip

PAGES = {
    "kasubag": ["/kotak-tugas", "/kotak-tugas/selesai", "/tugas/{item}", "/pelaksanaan/mulai"],
    "auditor": ["/pelaksanaan", "/pelaksanaan/{instance}", "/sop", f"/sop/{KEY}", "/akun", "/x"],
    "admin": ["/pengelolaan", "/pengelolaan/orang/kadis", "/pengelolaan/orang/kadis/tutup",
              "/pengelolaan/jabatan", "/pengelolaan/kalender?tahun=2030", "/pengelolaan/jam-kerja",
              "/pengelolaan/kantor", "/pengelolaan/impor",
              "/pelaksanaan/{instance}/hentikan"],
}  # fmt: skip

# What an owner sees of a draft, and on the way to one and from one; then whoever approves it.
DRAFT = f"/sop/{KEY}/rancangan"
OWNERS = ["/sop/baru", "/rancangan/bawa", DRAFT, f"{DRAFT}/coba",
          f"{DRAFT}/tabel", f"{DRAFT}/tabel/T12", f"{DRAFT}/tabel/T3/sisip", f"{DRAFT}/identitas",
          f"/sop/{KEY}/pindah", "/pelaksanaan/{instance}/tempatkan"]  # fmt: skip
APPROVERS = [DRAFT, f"{DRAFT}/sahkan"]

# Every text of a page and every attribute that is read out, but for what is marked as Indonesian
# and what somebody typed.
TEXTS = """() => {
    const ours = '*:not([lang=id], [lang=id] *, textarea)';
    const found = [], all = [...document.querySelectorAll(ours)];
    for (const element of all) {
        for (const node of element.childNodes) if (node.nodeType === 3) found.push(node.data);
        for (const { name, value } of element.attributes)
            if (/^(aria-label|title|alt|placeholder|data-)/.test(name)) found.push(value);
    }
    return [...new Set(found.map(text => text.trim()))].filter(Boolean);
}"""


@pytest.fixture(scope="module")
def indonesian() -> Indonesian:
    """What pages say in Indonesian and not in English too, the names of the SOP among it."""
    catalogue = [m for m in read_po(BytesIO(messages.CATALOGUE.read_bytes())) if m.id]
    said = {text for m in catalogue for text in forms(m.string)}
    said -= {text for m in catalogue for text in forms(m.id)}
    return Indonesian(said | (dates("id") - dates("en")) | set(sop_names()))


class Indonesian:
    """Tells Indonesian words of ours: phrases wherever they stand, single words alone."""

    def __init__(self, said: Iterable[str]) -> None:
        told = [text for text in said if len(FACT.sub("", text)) > 2]
        self.phrases = [wording(text) for text in told if len(FACT.sub("", text).split()) > 2]
        self.words = [wording(text) for text in told]
        self.judged: dict[str, bool] = {}

    def __contains__(self, text: str) -> bool:
        if text not in self.judged:
            sentences = re.split(r"(?<=\.)\s", text)
            alone = any(one.fullmatch(part) for part in (text, *sentences) for one in self.words)
            self.judged[text] = alone or any(one.search(text) for one in self.phrases)
        return self.judged[text]


def wording(text: str) -> re.Pattern[str]:
    """What finds a text whatever its facts are."""
    return re.compile(".+".join(map(re.escape, FACT.split(text))), re.DOTALL)


def forms(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def dates(language: str) -> set[str]:
    """The names of days and months."""
    found = [get(width, locale=language) for get in (get_day_names, get_month_names)
             for width in ("wide", "abbreviated")]  # fmt: skip
    return {name for names in found for name in names.values()}


def sop_names() -> Iterator[str]:
    """The names in the diagrams beside which an English one stands, but for papers' as printed."""
    for folder in shipped_sops():
        for element in ElementTree.parse(folder / "process.bpmn").iter():
            for name, value in element.attrib.items():
                english = name.endswith(("nameEn", "labelEn"))
                plain = element.get(name.rpartition("}")[2].removesuffix("En"), "")
                if english and plain != value and not element.tag.endswith("}paper"):
                    yield plain


def printed_papers() -> set[str]:
    """What the SOPs print as requirements and output, and the papers' names, which are quoted."""
    trees = [ElementTree.parse(folder / "process.bpmn") for folder in shipped_sops()]
    elements = [element for tree in trees for element in tree.iter()]
    papers = {e.get("name", "") for e in elements if e.tag.endswith("}paper")}
    printed = {e.get(name, "") for e in elements for name in ("printedInputs", "printedOutputs")}
    return (papers | printed) - {""}


def speaks_english(page: Page, indonesian: Indonesian, names: Iterable[str] = ()) -> None:
    """None of the page's own words is Indonesian; `names` are what it is about, and left out."""
    assert page.get_attribute("html", "lang") == "en", page.url
    about = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "$^")
    leaks = [text for text in page.evaluate(TEXTS) if about.sub("", text) in indonesian]
    assert leaks == [], page.url


@contextmanager
def english(browser: Browser, site: str, login: str) -> Iterator[Page]:
    """Somebody who turns the sign-in page to English first."""
    with visitor(browser, site) as page:
        press(page, "header a[lang=en]")
        assert page.text_content("h1") == "Sign in"
        sign_in(page, login)
        yield page


def begin(page: Page) -> None:
    press(page, "nav >> text=Instances")
    press(page, "text=Start an instance")
    page.fill("#title", "Third measurement")
    page.select_option("#period", label="Quarter III 2026")
    press(page, "main form button.main")


def decide(page: Page, deed: str, indonesian: Indonesian) -> None:
    """Open the first task, fill it in, decide, check, send; every page of it is English."""
    press(page, "nav >> text=Inbox")
    speaks_english(page, indonesian)
    press(page, "li.row h3 a")
    speaks_english(page, indonesian)
    fill_in(page, "Please prepare it.")
    if deed == RETURN:
        page.fill("#reason", REASON)
    press(page, f".decide button:has-text('{deed}')")
    assert page.text_content("h1") == "Check before sending"
    speaks_english(page, indonesian)
    if page.locator("#password").count():
        page.fill("#password", PASSWORD)
    press(page, "form.acts button")
    assert page.text_content("h1") == "Sent"
    speaks_english(page, indonesian)


def test_the_whole_sop_in_english(browser: Browser, site: str, indonesian: Indonesian) -> None:
    with People(lambda login: english(browser, site, login)) as people:
        begin(people["kasubag"])
        speaks_english(people["kasubag"], indonesian)
        for login, deed in STORY:
            decide(people[login], deed, indonesian)
        auditor = people["auditor"]
        press(auditor, "main table th a")
        speaks_english(auditor, indonesian)
        told = auditor.text_content("main") or ""
        assert "Completed" in told and REASON in told


def test_every_page_speaks_english(
    browser: Browser, site: str, office: Database, indonesian: Indonesian
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T12", returns=0)
    known = {"instance": instance, "item": waiting(office, instance)[0].item.id}
    with People(lambda login: english(browser, site, login)) as people:
        for login, paths in PAGES.items():
            for path in paths:
                people[login].goto(path.format(**known))
                keeps_the_house_rules(people[login])
                speaks_english(people[login], indonesian)


def test_every_page_of_a_draft_speaks_english(
    browser: Browser, site: str, office: Database, indonesian: Indonesian
) -> None:
    instance = start(office).instance_id
    begin_draft(office)
    change(office)
    with People(lambda login: english(browser, site, login)) as people:
        for path in OWNERS:
            people["pemilik"].goto(path.format(instance=instance))
            keeps_the_house_rules(people["pemilik"])
            speaks_english(people["pemilik"], indonesian, printed_papers())
        ask(office)
        for path in APPROVERS:
            people["kadis"].goto(path)
            keeps_the_house_rules(people["kadis"])
            speaks_english(people["kadis"], indonesian, printed_papers())


def test_the_studio_speaks_english_about_names_as_they_stand(
    browser: Browser, drafted: str, indonesian: Indonesian
) -> None:
    drawn = (shipped_sops()[0] / "process.bpmn").read_text()
    with english(browser, drafted, "pemilik") as page:
        page.goto(f"{DRAFT}/diagram")
        page.wait_for_selector(".studio-verdicts h2")
        names = re.findall(r' name="([^"]+)"', drawn)
        # In the drawing names stand on several lines.
        speaks_english(page, indonesian, [*names, *(word for n in names for word in n.split())])


@pytest.mark.parametrize(
    "leak", ["Kotak Tugas", "Sisa 30 menit", "Waits for you. Dari Polan Contoh.", "Sekretaris"]
)
def test_a_leak_would_be_found(indonesian: Indonesian, leak: str) -> None:
    assert leak in indonesian
