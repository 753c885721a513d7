"""The organisation: people, posts and who holds them, roles, and the office's calendar.

Every verb needs the permission to administer and leaves a record in the office's stream. People who
leave are closed, holdings and grants are ended; only days off and working hours are deleted.
"""

from engine.organisation.calendar import (
    add_day_off,
    check_hours,
    remove_day_off,
    remove_hours,
    set_hours,
)
from engine.organisation.holding import begin_holding, end_holding
from engine.organisation.importing import import_csv
from engine.organisation.listing import (
    grants,
    holdings,
    people,
    posts,
    shared,
    unheld,
    who,
)
from engine.organisation.office import change_office, set_emblem, set_measurement
from engine.organisation.person import add_person, change_person, close_person
from engine.organisation.post import add_post
from engine.organisation.role import end_grant, grant_role
from engine.organisation.wanting import wanted

__all__ = [
    "add_day_off",
    "add_person",
    "add_post",
    "begin_holding",
    "change_office",
    "change_person",
    "check_hours",
    "close_person",
    "end_grant",
    "end_holding",
    "grant_role",
    "grants",
    "holdings",
    "import_csv",
    "people",
    "posts",
    "remove_day_off",
    "remove_hours",
    "set_hours",
    "set_emblem",
    "set_measurement",
    "shared",
    "unheld",
    "wanted",
    "who",
]
