"""The language that is spoken: Indonesian by default, English beside it.

A visit chooses once and keeps it, for a page asks several hundred times; outside of any, on the
command line, it is the language of who acts, else of the shell.
"""

from __future__ import annotations

import gettext as catalogues
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from flask import Flask, has_request_context, request

from webui.visits import here

FOLDER = Path(__file__).parent / "translations"
CODES = ("id", "en")

_forced = ContextVar("language of what is being written, whoever reads it", default="")
_of_who_acts = ContextVar("language of who acts on the command line", default="")


@cache
def catalogue(code: str) -> catalogues.NullTranslations:
    """The translations into a language; into English there are none, for msgids are English."""
    return catalogues.translation("messages", FOLDER, [code], fallback=True)


def speak(app: Flask) -> None:
    """Let the templates of an application speak the language of the visit."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True
    )


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak one language for a while, whoever reads it."""
    before = _forced.set(code)
    try:
        yield
    finally:
        _forced.reset(before)


def use(locale: str) -> None:
    """Speak the language of who acts on the command line; "" while nobody does."""
    _of_who_acts.set(locale)


def spoken() -> str:
    """The language of this visit: chosen in the browser, else the person's, else Indonesian."""
    if forced := _forced.get():
        return forced
    if not has_request_context():
        return _on_the_command_line()
    if "language" not in here:
        here.language = _chosen()
    return here.language


def _chosen() -> str:
    actor = here.get("actor")
    for code in (request.cookies.get("lang", ""), actor.locale if actor else ""):
        if code in CODES:
            return code
    return CODES[0]


def _on_the_command_line() -> str:
    """The language of ALUR_LOCALE, else the acting person's, else the shell's, else Indonesian."""
    # Of these three the first that is set is the one that holds.
    shell = filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG")))
    wanted = (os.environ.get("ALUR_LOCALE", ""), _of_who_acts.get(), next(shell, ""))
    codes = (locale.partition(".")[0].partition("_")[0] for locale in wanted)
    return next((code for code in codes if code in CODES), CODES[0])


def gettext(msgid: str, **facts: object) -> str:
    """A msgid in the language that is spoken, with its %(facts)s filled in."""
    text = catalogue(spoken()).gettext(msgid)
    return text % facts if facts else text


def ngettext(one: str, many: str, num: int, **facts: object) -> str:
    """A msgid for a number, in the language that is spoken."""
    return catalogue(spoken()).ngettext(one, many, num) % {"num": num, **facts}


def in_indonesian(msgid: str) -> str:
    """A msgid in the language of the SOPs, whatever language the visit has."""
    return catalogue("id").gettext(msgid)
