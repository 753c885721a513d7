"""What writing, adding and removing a paper changes in the files of an SOP's bundle."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.bundles import DIAGRAM, Changes, Files
from engine.diagram import editing, reading
from engine.diagram.identity import TEXTS, Paper
from engine.errors import AlreadyExists, BadName, NotFound

CODE = re.compile(r"[\w.-]{1,20}")

# What a paper's text may be called; a diagram of another tool could name any path.
_FILE = re.compile(rf"{TEXTS}[\w-]{{1,100}}\.md")


def paper(files: Files, code: str) -> Paper:
    """The paper of a code; raises NotFound."""
    for one in reading.read(files[DIAGRAM]).papers:
        if one.code == code:
            return one
    raise NotFound(what="paper", name=code)


def written(files: Files, code: str, text: str) -> Changes:
    """A text becomes that of a paper; one that had none gets a file for it."""
    found = paper(files, code)
    if _FILE.fullmatch(found.file):
        return {found.file: text.encode()}
    named = replace(found, file=_free(files, found))
    diagram = editing.change_paper(files[DIAGRAM], code, named)
    return {DIAGRAM: diagram, named.file: text.encode()}


def added(files: Files, new: Paper, text: str | None) -> Changes:
    """A paper more, with a text or, without one, brought as a file.

    Raises BadName and AlreadyExists.
    """
    if not CODE.fullmatch(new.code):
        raise BadName(
            what="code of a paper",
            name=new.code,
            rule="at most 20 letters, digits, dots or hyphens",
        )
    if not new.name:
        raise BadName(what="name of a paper", name=new.name, rule="at least one letter")
    if new.code in {one.code for one in reading.read(files[DIAGRAM]).papers}:
        raise AlreadyExists(what="paper", name=new.code)
    named = replace(new, file="" if text is None else _free(files, new))
    changes: dict[str, bytes | None] = {DIAGRAM: editing.add_paper(files[DIAGRAM], named)}
    return changes if text is None else changes | {named.file: text.encode()}


def removed(files: Files, code: str) -> Changes:
    """A paper less, its text too; no step names it any more."""
    diagram = editing.remove_paper(files[DIAGRAM], code)
    return {DIAGRAM: diagram} | _without(files, code)


def uploaded(files: Files, code: str) -> Changes:
    """A paper loses its text, and is brought as a file from now on."""
    bare = replace(paper(files, code), file="")
    return {DIAGRAM: editing.change_paper(files[DIAGRAM], code, bare)} | _without(files, code)


def free_code(files: Files) -> str:
    """A code that no paper has, as most are called: D1, D2."""
    codes = [one.code for one in reading.read(files[DIAGRAM]).papers]
    numbers = [int(found[1]) for code in codes if (found := re.fullmatch("D([0-9]{1,6})", code))]
    return f"D{max(numbers, default=0) + 1}"


def _without(files: Files, code: str) -> dict[str, bytes | None]:
    """The text of a paper taken away, unless another paper has it too."""
    found = paper(files, code)
    others = [p.file for p in reading.read(files[DIAGRAM]).papers if p.code != code]
    is_own = _FILE.fullmatch(found.file) and found.file not in others
    return {found.file: None} if is_own else {}


def _free(files: Files, new: Paper) -> str:
    """A path for a paper's text that no file has yet."""
    name = reading.slug(new.name) or reading.slug(new.code) or "naskah"
    paths = (f"{TEXTS}{name}{n}.md" for n in ("", *(f"-{i}" for i in range(2, 200))))
    return next(path for path in paths if path not in files)
