"""What an SOP is called: the id of its process, in addresses and on the command line."""

from __future__ import annotations

import re
import unicodedata

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")

# Where an address has the key of an SOP, these words lead to pages of their own.
NO_SOPS = frozenset({"baru", "bawa"})


def names_sop(key: str) -> bool:
    """Whether an SOP can be called so."""
    return KEY.fullmatch(key) is not None and key not in NO_SOPS


def of_sop(name: str) -> str:
    """A key made of the name of an SOP."""
    made = of_name(name)
    return made if names_sop(made) else f"sop-{made}"


def of_name(name: str) -> str:
    """A key made of a name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "sop"
