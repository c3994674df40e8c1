"""Create notifications: shown on the dashboard at once, mailed as each recipient prefers.

Translators are notified of what they have to do, reviewers of submitted translations, and whoever
requested a translation of its publication or delay. Nobody is notified of their own actions or of
a language that they may not see. Inactive accounts are not notified.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property

from translation.choices import NotificationDelivery, NotificationEvent
from translation.models import Assignment, Notification, NotificationPreference, Team
from translation.notifications.mail import schedule_mail
from translation.policies import policy_for

# Events for the translator: the assignee or, without one, all translators of the team.
TRANSLATOR_EVENTS = (
    NotificationEvent.ASSIGNED,
    NotificationEvent.SOURCE_CHANGED,
    NotificationEvent.RETURNED,
    NotificationEvent.DUE,
    NotificationEvent.OVERDUE,
)
# Events for people who took part, with the fields of the assignment that refer to them.
PARTICIPANT_FIELDS = {
    NotificationEvent.RETURNED: ("submitted_by_id",),
    NotificationEvent.PUBLISHED: ("assignee_id", "submitted_by_id", "requested_by_id"),
    NotificationEvent.OVERDUE: ("requested_by_id",),
}


_is_quiet = ContextVar("is_quiet", default=False)


@contextmanager
def nobody_notified() -> Iterator[None]:
    """Create no notifications within the block, for commands that load the work of the past."""
    token = _is_quiet.set(True)
    try:
        yield
    finally:
        _is_quiet.reset(token)


def notify(event: NotificationEvent, assignment: Assignment, actor=None, comment: str = "") -> None:
    """Notify the recipients of one event, without ``actor``, who caused it."""
    notify_all(event, [assignment], actor, comment)


def notify_all(
    event: NotificationEvent, assignments: list[Assignment], actor=None, comment: str = ""
) -> None:
    """Notify of one event in several translations; takes as many queries as for one.

    Earlier unread notifications of the same event and translation are marked as read.
    """
    if not assignments or _is_quiet.get():
        return
    recipients = EventRecipients(event, assignments)
    pairs = [
        (assignment, person)
        for assignment in assignments
        for person in sorted(recipients.recipient_ids(assignment) - {actor and actor.pk})
    ]
    if not pairs:
        return
    people = {person for _, person in pairs}
    deliveries = dict(
        NotificationPreference.objects.filter(event=event, user__in=people).values_list(
            "user", "delivery"
        )
    )
    Notification.objects.filter(
        event=event, assignment__in=assignments, recipient__in=people, read_at=None
    ).update(read_at=timezone.now())
    Notification.objects.bulk_create(
        Notification(
            recipient_id=person,
            assignment=assignment,
            event=event,
            delivery=deliveries.get(person, NotificationDelivery.AT_ONCE),
            actor=actor,
            comment=comment or (assignment.note if event == NotificationEvent.ASSIGNED else ""),
            deadline=assignment.deadline,
        )
        for assignment, person in pairs
    )
    # Robust: a failure to enqueue the mail must not fail the request that caused the event.
    transaction.on_commit(schedule_mail, robust=True)


class EventRecipients:
    """Finds the active accounts that an event concerns; two queries for all translations."""

    def __init__(self, event: NotificationEvent, assignments: list[Assignment]):
        self.event, self._assignments = event, assignments
        self._fields = PARTICIPANT_FIELDS.get(event, ())

    @cached_property
    def _participants(self) -> dict:
        fields = {"assignee_id", *self._fields}
        ids = {getattr(item, field) for item in self._assignments for field in fields}
        return get_user_model().objects.filter(is_active=True).in_bulk(ids - {None})

    @cached_property
    def _translators(self) -> dict[int, set[int]]:
        return self._members("translators")

    @cached_property
    def _reviewers(self) -> dict[int, set[int]]:
        return self._members("reviewers")

    def _members(self, group: str) -> dict[int, set[int]]:
        """Return the ids of the active accounts in this group of the teams, by locale."""
        locales = {item.translation.target_locale_id for item in self._assignments}
        teams = Team.objects.filter(locale__in=locales, **{f"{group}__user__is_active": True})
        members: dict[int, set[int]] = {}
        for locale_id, person in teams.values_list("locale", f"{group}__user"):
            members.setdefault(locale_id, set()).add(person)
        return members

    def recipient_ids(self, assignment: Assignment) -> set[int]:
        """Return the ids of the accounts that the event concerns in one translation."""
        locale_id = assignment.translation.target_locale_id
        if self.event == NotificationEvent.SUBMITTED:
            return self._reviewers.get(locale_id, set())
        people = self._participants_who_may_see(assignment, self._fields)
        if self.event in TRANSLATOR_EVENTS:
            translator = self._participants_who_may_see(assignment, ("assignee_id",))
            if not translator and not (self.event == NotificationEvent.RETURNED and people):
                translator = self._translators.get(locale_id, set())
            people |= translator
        return people

    def _participants_who_may_see(
        self, assignment: Assignment, fields: tuple[str, ...]
    ) -> set[int]:
        accounts = [self._participants.get(getattr(assignment, field)) for field in fields]
        return {
            account.pk
            for account in accounts
            if account and policy_for(account).may("see", assignment)
        }
