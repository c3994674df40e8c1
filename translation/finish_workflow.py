"""The function of the setting ``WAGTAIL_FINISH_WORKFLOW_ACTION``."""


def leave_publication_to_signal(workflow_state, user=None) -> None:
    """Do nothing: a receiver of the signal ``workflow_approved``, sent next, publishes.

    Wagtail's default function would publish at once, with the permissions of the reviewer. Wagtail
    imports this module while it defines its own models, so that it can import no model.
    """
