"""The language of the command line: what is asked for, else the person's, else the shell's."""

from __future__ import annotations

import pytest

from webui import language

WHOLE = "Every chain is whole, and every version as it was published."
SHELL = ("ALUR_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("person", "shell", "expected"),
    [
        ("", {}, "id"),
        ("", {"LANG": "en_US.UTF-8"}, "en"),
        ("", {"LANG": "C.UTF-8"}, "id"),
        ("", {"LANG": "de_DE.UTF-8"}, "id"),
        ("", {"LANG": "en_GB", "LC_ALL": "id_ID.UTF-8"}, "id"),
        ("", {"LANG": "en_GB", "LC_ALL": "C"}, "id"),
        ("en", {"LANG": "id_ID.UTF-8"}, "en"),
        ("id", {"LC_ALL": "en_US.UTF-8"}, "id"),
        ("id", {"ALUR_LOCALE": "en"}, "en"),
    ],
)
def test_the_first_that_names_a_language_of_ours_is_spoken(
    monkeypatch: pytest.MonkeyPatch, person: str, shell: dict[str, str], expected: str
) -> None:
    for name in SHELL:
        monkeypatch.setenv(name, shell.get(name, ""))
    language.use(person)
    assert language.spoken() == expected
    assert language.gettext(WHOLE).startswith({"id": "Setiap", "en": "Every"}[expected])
