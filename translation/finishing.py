"""The end of a review, as Wagtail calls it (``WAGTAIL_FINISH_WORKFLOW_ACTION``)."""


def finish_review(workflow_state, user=None) -> None:
    """Hand an approved translation to its publication."""
    # Imported here because Wagtail loads this module while it is still defining its own models.
    from translation.actions.publish import finish

    finish(workflow_state, user)
