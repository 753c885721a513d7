"""What differs between the fields of a step in two diagrams, and between the columns of a field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.diagram.changes import Change, came_and_went, changed, listed, order, told_apart
from engine.fields.kinds import Field, Option

FACTS = (
    *("label", "label_en", "type", "required", "help", "help_en", "default", "minimum", "maximum"),
    *("after", "shown_when", "mode", "paper"),
)


def fields(
    old: Sequence[Field], new: Sequence[Field], about: Change, within: str = ""
) -> Iterator[Change]:
    """The fields that went or came, then what changed of the others and of their columns.

    `about` says of which step; a column is named behind the field that it stands in.
    """
    before, after = _by_key(old), _by_key(new)
    named = {key: replace(about, name=within + one.label) for key, one in (before | after).items()}
    yield from came_and_went(before, after, lambda key, _: named[key])
    for key in (key for key in after if key in before):
        yield from _field(before[key], after[key], named[key])


def labels(fields: Sequence[Field]) -> dict[str, str]:
    """What fields are called, by their keys."""
    return {key: field.label for key, field in _by_key(fields).items()}


def _by_key(fields: Sequence[Field]) -> dict[str, Field]:
    """Fields by their keys; headings and explanations, which have none, by their place among these.

    A place holds a blank, which no key does.
    """
    found, places = dict[str, Field](), Counter[str]()
    for field in fields:
        places[field.type] += not field.key
        found[field.key or f"{field.type} {places[field.type]}"] = field
    return found


def _field(old: Field, new: Field, about: Change) -> Iterator[Change]:
    for fact in FACTS:
        yield from changed(replace(about, fact=fact), old, new)
    yield from _options(old.options, new.options, about)
    yield from order(replace(about, fact="columns"), labels(old.columns), labels(new.columns))
    yield from fields(old.columns, new.columns, about, f"{about.name} › ")


def _options(old: Sequence[Option], new: Sequence[Option], about: Change) -> Iterator[Change]:
    """Options by their words; where options of the same words store other values, by these too."""
    before, after = {o.value: o.label for o in old}, {o.value: o.label for o in new}
    if [*before.items()] != [*after.items()]:
        was, now = told_apart(before, after)
        yield replace(about, fact="options", before=was, after=now)
    english = {option.value: option.label_en for option in old}
    both = [(english[o.value], o.label_en) for o in new if o.value in english]
    if any(was != now for was, now in both):
        was, now = (listed(words) for words in zip(*both, strict=True))
        yield replace(about, fact="options_en", before=was, after=now)
