"""Killing a process at any moment leaves every instance whole."""

from tests import crash


def test_ten_kills_in_the_middle_of_steps_leave_every_instance_completable(
    database_url: str,
) -> None:
    undone = crash.run(database_url, 10)
    # `run` asserts the rest after every kill.
    assert len(undone) == 10 and min(undone) > 0
