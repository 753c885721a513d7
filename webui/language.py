"""The language of a visit: Indonesian by default, English beside it.

Chosen once a visit and kept with it, for a page asks several hundred times.
"""

from __future__ import annotations

import gettext as catalogues
from functools import cache
from pathlib import Path

from flask import Flask, g, request

FOLDER = Path(__file__).parent / "translations"
CODES = ("id", "en")


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


def spoken() -> str:
    """The language of this visit: chosen in the browser, else the person's, else Indonesian."""
    if "language" not in g:
        g.language = _chosen()
    return g.language  # type: ignore[no-any-return]


def _chosen() -> str:
    actor = g.get("actor")
    for code in (request.cookies.get("lang", ""), actor.locale if actor else ""):
        if code in CODES:
            return code
    return CODES[0]


def gettext(msgid: str, **facts: object) -> str:
    """A msgid in the language of this visit, with its %(facts)s filled in."""
    text = catalogue(spoken()).gettext(msgid)
    return text % facts if facts else text


def ngettext(one: str, many: str, num: int, **facts: object) -> str:
    """A msgid for a number, in the language of this visit."""
    return catalogue(spoken()).ngettext(one, many, num) % {"num": num, **facts}


def in_indonesian(msgid: str) -> str:
    """A msgid in the language of the SOPs, whatever language the visit has."""
    return catalogue("id").gettext(msgid)
