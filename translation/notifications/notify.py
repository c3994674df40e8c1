"""Create notifications: shown on the dashboard at once, mailed as each recipient prefers.

Translators are notified of what they have to do, reviewers of submitted translations, and whoever
requested a translation of its publication or delay. Nobody is notified of their own actions or of
a language that they may not see. Inactive accounts are not notified.
"""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

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


def notify(event: NotificationEvent, assignment: Assignment, actor=None, comment: str = "") -> None:
    """Notify the recipients of one event, without ``actor``, who caused it."""
    notify_all(event, [assignment], actor, comment)


def notify_all(
    event: NotificationEvent, assignments: list[Assignment], actor=None, comment: str = ""
) -> None:
    """Notify of one event in several translations; takes as many queries as for one.

    Earlier unread notifications of the same event and translation are marked as read.
    """
    if not assignments:
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
    """Finds the active accounts that an event concerns; three queries for all translations."""

    def __init__(self, event: NotificationEvent, assignments: list[Assignment]):
        self.event, self._fields = event, PARTICIPANT_FIELDS.get(event, ())
        participants = {
            getattr(assignment, field)
            for assignment in assignments
            for field in {"assignee_id", *self._fields}
        }
        accounts = get_user_model().objects.filter(is_active=True)
        self._participants = accounts.in_bulk(participants - {None})
        locales = {assignment.translation.target_locale_id for assignment in assignments}
        self._teams = {team.locale_id: team for team in Team.objects.filter(locale__in=locales)}
        self._members: dict[int | None, set[int]] = {}
        groups = [
            group
            for team in self._teams.values()
            for group in (team.translators_id, team.reviewers_id)
        ]
        for group, person in accounts.filter(groups__in=groups).values_list("groups", "pk"):
            self._members.setdefault(group, set()).add(person)

    def recipient_ids(self, assignment: Assignment) -> set[int]:
        """Return the ids of the accounts that the event concerns in one translation."""
        team = self._teams.get(assignment.translation.target_locale_id)
        if self.event == NotificationEvent.SUBMITTED:
            return self._members.get(team and team.reviewers_id, set())
        people = self._participants_who_may_see(assignment, self._fields)
        if self.event in TRANSLATOR_EVENTS:
            translator = self._participants_who_may_see(assignment, ("assignee_id",))
            if not translator and not (self.event == NotificationEvent.RETURNED and people):
                translator = self._members.get(team and team.translators_id, set())
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
