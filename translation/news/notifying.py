"""Telling people what concerns them: on the start page at once, by e-mail as each prefers.

Who is told: translators of what they have to do, reviewers of what waits for them, and whoever
asked for a translation that it is there or late. Nobody is told of what they did themselves, of a
language that is not theirs, or without an active account.
"""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from translation.choices import Delivery, Event
from translation.models import Assignment, Notification, NotificationPreference, Team
from translation.news.mailing import order_mail
from translation.policies import policy_for

# Events for the translator: the person assigned or, where there is none, the whole team.
FOR_THE_TRANSLATOR = (
    Event.ASSIGNED,
    Event.SOURCE_CHANGED,
    Event.RETURNED,
    Event.DUE,
    Event.OVERDUE,
)
# Events for people who had a part in the work, by the field that names them.
FOR_PARTICIPANTS = {
    Event.RETURNED: ("submitted_by_id",),
    Event.PUBLISHED: ("assignee_id", "submitted_by_id", "requested_by_id"),
    Event.OVERDUE: ("requested_by_id",),
}


def notify(event: Event, assignment: Assignment, actor=None, comment: str = "") -> None:
    """Tell everybody concerned of an event, except the person who caused it."""
    notify_all(event, [assignment], actor, comment)


def notify_all(event: Event, assignments: list[Assignment], actor=None, comment: str = "") -> None:
    """Tell of one event in several translations, in as many queries as for one.

    What somebody has not read yet gives way to the newer word on the same matter.
    """
    if not assignments:
        return
    circle = Circle(event, assignments)
    told = [
        (assignment, person)
        for assignment in assignments
        for person in sorted(circle.concerned(assignment) - {actor and actor.pk})
    ]
    if not told:
        return
    people = {person for _, person in told}
    chosen = dict(
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
            delivery=chosen.get(person, Delivery.AT_ONCE),
            actor=actor,
            comment=comment or (assignment.note if event == Event.ASSIGNED else ""),
            deadline=assignment.deadline,
        )
        for assignment, person in told
    )
    # Robust: what was done stays done, also where telling of it fails.
    transaction.on_commit(order_mail, robust=True)


class Circle:
    """The active accounts that an event concerns, read in three queries for all translations."""

    def __init__(self, event: Event, assignments: list[Assignment]):
        self.event, self._fields = event, FOR_PARTICIPANTS.get(event, ())
        named = {
            getattr(assignment, field)
            for assignment in assignments
            for field in {"assignee_id", *self._fields}
        }
        accounts = get_user_model().objects.filter(is_active=True)
        self._named = accounts.in_bulk(named - {None})
        locales = {assignment.translation.target_locale_id for assignment in assignments}
        self._teams = {team.locale_id: team for team in Team.objects.filter(locale__in=locales)}
        self._members: dict[int, set[int]] = {}
        groups = [
            group
            for team in self._teams.values()
            for group in (team.translators_id, team.reviewers_id)
        ]
        for group, person in accounts.filter(groups__in=groups).values_list("groups", "pk"):
            self._members.setdefault(group, set()).add(person)

    def concerned(self, assignment: Assignment) -> set[int]:
        """Ids of the accounts that the event concerns in one translation."""
        team = self._teams.get(assignment.translation.target_locale_id)
        if self.event == Event.SUBMITTED:
            return self._group(team and team.reviewers_id)
        people = self._those_who_see(assignment, self._fields)
        if self.event in FOR_THE_TRANSLATOR:
            translator = self._those_who_see(assignment, ("assignee_id",))
            is_known = translator or (self.event == Event.RETURNED and people)
            people |= translator if is_known else self._group(team and team.translators_id)
        return people

    def _group(self, group: int | None) -> set[int]:
        return self._members.get(group, set())

    def _those_who_see(self, assignment: Assignment, fields: tuple[str, ...]) -> set[int]:
        accounts = [self._named.get(getattr(assignment, field)) for field in fields]
        return {
            account.pk
            for account in accounts
            if account and policy_for(account).may("see", assignment)
        }
