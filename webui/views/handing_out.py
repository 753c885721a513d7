"""Handing out files: to be saved, or what we printed ourselves to be read at once."""

from __future__ import annotations

from io import BytesIO

from flask import Response, send_file


def saved(data: bytes, kind: str, name: str) -> Response:
    """A file that the browser saves under its name, whatever letters that has."""
    return _answer(data, kind, name, True)


def guarded(data: bytes, kind: str, name: str) -> Response:
    """The same for a file of somebody else's making: no browser runs anything of it."""
    return boxed(saved(data, kind, name))


def boxed(answer: Response) -> Response:
    """An answer of which a browser runs nothing, and for which it loads nothing."""
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def shown(data: bytes, kind: str, name: str) -> Response:
    """A file of our own making that the browser shows; it is saved under its name."""
    return _answer(data, kind, name, False)


def _answer(data: bytes, kind: str, name: str, is_saved: bool) -> Response:
    answer = send_file(
        BytesIO(data),
        kind,
        as_attachment=is_saved,
        download_name=name,
        conditional=False,
        etag=False,
    )
    # What may be kept is said in one place, `headers.guard`.
    del answer.headers["Cache-Control"]
    return answer
