"""The pages' views, by what they are about. A view makes four moves and holds no rule."""


def load() -> None:
    """Import all views, which declares their routes."""
    from webui.views import (  # noqa: F401
        account,
        approval_pages,
        closing_pages,
        copy_pages,
        document_pages,
        doors,
        emblem_pages,
        exchange_pages,
        file_pages,
        hours_pages,
        inboxes,
        indicator_pages,
        indicator_sheets,
        instance_pages,
        item_pages,
        moving_pages,
        new_sop_pages,
        office_pages,
        office_settings_pages,
        people_pages,
        person_pages,
        print_pages,
        rehearsal_pages,
        result_pages,
        revision_pages,
        sop_history,
        sop_pages,
        studio_pages,
        table_pages,
        text_pages,
    )
