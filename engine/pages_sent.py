"""What each page of a shared table sent last: what only comes again was not typed.

A page keeps what is being typed by sending all its cells, also those that it sent before and that
somebody else has corrected since.
"""

from __future__ import annotations

from typing import Any

Pages = dict[str, dict[str, Any]]

# So many pages are remembered; what comes again of an older one counts as typed, and is told so.
MOST = 300


class PageSent:
    """What one page has sent, while one more of its saves is taken; without a name nothing."""

    def __init__(self, pages: Pages, page: str) -> None:
        self.pages, self.page = pages, page
        sent = pages.get(page, {}).get("sent", {})
        self.sent = {id: dict(cells) for id, cells in sent.items()}

    def last(self, indicator: str, column: str, shown: object) -> object:
        """A cell as it was sent last, else as it was shown."""
        return self.sent.get(indicator, {}).get(column, shown)

    def note(self, indicator: str, column: str, cell: object) -> None:
        """Note a cell that is sent otherwise than before."""
        self.sent.setdefault(indicator, {})[column] = cell

    def kept(self, turn: int) -> Pages:
        """What all pages have sent, the latest last; `turn` is that of this save."""
        turn = max(turn, turn_of(self.pages, self.page))
        if not self.page or not (self.sent or turn):
            return self.pages
        others = [(page, said) for page, said in self.pages.items() if page != self.page]
        return dict([*others[1 - MOST :], (self.page, {"turn": turn, "sent": self.sent})])


def turn_of(pages: Pages, page: str) -> int:
    """The turn of the latest save of a page that was taken."""
    return int(pages.get(page, {}).get("turn", 0))
