"""Every message that people may read speaks Indonesian, with the same facts in it."""

import re
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from tests.webui import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)\{\w+(?:!r)?\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read_po(BytesIO(messages.CATALOGUE.read_bytes()), abort_invalid=True)


@pytest.fixture(scope="module")
def collected() -> set[messages.Message]:
    return messages.collect()


def translations(catalogue: Catalog) -> dict[messages.Message, list[str]]:
    """Each msgid's translations; Indonesian has one form for any number."""
    return {
        tuple(m.id) if isinstance(m.id, list | tuple) else m.id: (
            list(m.string) if isinstance(m.string, list | tuple) else [m.string]
        )
        for m in catalogue
        if m.id
    }


def test_every_message_is_translated(catalogue: Catalog, collected: set[messages.Message]) -> None:
    found = translations(catalogue)
    missing = [m for m in collected if not all(found.get(m, [""]))]
    assert sorted(missing, key=str) == []


def test_no_translation_is_left_over(catalogue: Catalog, collected: set[messages.Message]) -> None:
    assert sorted(translations(catalogue).keys() - collected, key=str) == []
    assert not catalogue.obsolete


def test_nothing_is_only_guessed(catalogue: Catalog) -> None:
    assert [m.id for m in catalogue if m.id and m.fuzzy] == []


def test_translations_have_the_same_placeholders(catalogue: Catalog) -> None:
    different = {}
    for message, texts in translations(catalogue).items():
        whole = message if isinstance(message, str) else message[1]
        wanted = set(PLACEHOLDER.findall(whole))
        different |= {t: wanted for t in texts if set(PLACEHOLDER.findall(t)) != wanted}
    assert different == {}


def test_no_translation_shouts_or_strays_at_its_ends(catalogue: Catalog) -> None:
    texts = [t for several in translations(catalogue).values() for t in several]
    assert [t for t in texts if "!" in PLACEHOLDER.sub("", t) or t != t.strip()] == []


def test_catalogue_compiles(catalogue: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    assert read_mo(compiled).get("Inbox").string == "Kotak Tugas"


def test_collector_sees_every_kind_of_message(collected: set[messages.Message]) -> None:
    assert {
        "Inbox",  # a module's gettext
        "Skip to the content",  # a template's
        ("%(num)d day", "%(num)d days"),
        "The office is ready.",  # the command line's
        "Initial and send on",  # marked, translated later
        "Choose yes or no.",  # a problem of a field
        "There is no end event.",  # a hazard
        "Draw one end event.",  # and its remedy
        "this is not a number",  # a reason
        "staff",  # a role
        "publish an SOP",  # an act
        "task",  # a fact of an error
        "This login and password do not belong together. Check both and try again.",
    } <= collected
