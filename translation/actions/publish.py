"""Publication of approved words: at once, at a time, with their set, or with newer facts."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from translation.choices import State
from translation.models import Assignment, ReleaseItem, ReleaseSet
from translation.policies import policy_for
from translation.words.composition import content_of, is_live, is_what_readers_see


@transaction.atomic
def finish(workflow_state, user=None) -> None:
    """The last reviewer approved: publish, or wait for what the object has to wait for."""
    instance = workflow_state.content_object
    assignment = Assignment.objects.get_for_instance_or_none(instance)
    if assignment is None:
        if ReleaseSet.objects.embargo_of(instance) is None:
            instance.get_latest_revision().publish(user=user)
        return
    waived = bool(user) and policy_for(user).wrote_last(assignment)
    assignment.enter(State.APPROVED, approved_by=user, approved_at=timezone.now())
    log(
        instance=assignment.translation.get_target_instance(),
        action="translation.approve",
        user=user,
        revision=assignment.revision,
        data={"four_eyes_waived": waived},
    )
    if waits_for(assignment) is None:
        PublishTranslation(user, assignment).execute()


def waits_for(assignment: Assignment) -> str | None:
    """What an approved translation has to wait for: its release set or its source."""
    in_set = ReleaseItem.objects.filter(
        release_set__released_at=None,
        release_set__page__translation_key=assignment.translation.source.object_id,
        locale=assignment.translation.target_locale,
        waived=False,
    )
    if in_set.exists():
        return "release"
    return None if _is_source_public(assignment) else "source"


def _is_source_public(assignment: Assignment) -> bool:
    """Whether readers of the source see what the approved revision was made from.

    Its words may be public and its facts still a draft, a new date of a meeting above all.
    """
    version, source = assignment.covered_version, assignment.translation.source
    if version is not None and version.published_at is None:
        return False
    if assignment.revision and assignment.revision.created_at < source.last_updated_at:
        return is_live(source)
    return is_what_readers_see(source)


class PublishTranslation:
    """Publish, or schedule for ``publish_at``, exactly the revision that was approved.

    Permission lies in the approval: reviewers have no right to publish pages by hand.
    """

    def __init__(self, user, assignment: Assignment):
        self.user, self.assignment = user, assignment

    @transaction.atomic
    def execute(self) -> None:
        revision, when = self.assignment.revision, self.assignment.publish_at
        is_later = when is not None and when > timezone.now()
        # A time from an earlier approval may be left over in the page.
        revision.content["go_live_at"] = when.isoformat() if is_later else None
        revision.save(update_fields=["content"])
        revision.publish(user=self.user, skip_permission_checks=True)


class PublishComposition:
    """Put approved words with the facts of today before readers, beside any review going on.

    Nothing happens where readers see just that. ``action`` is what the history says.
    """

    def __init__(self, user, assignment: Assignment, instance, action: str):
        self.user, self.assignment = user, assignment
        self.instance, self.action = instance, action

    @transaction.atomic
    def execute(self) -> bool:
        target = self.assignment.translation.get_target_instance()
        if target.live and content_of(target) == content_of(self.instance):
            return False
        self.instance.go_live_at = None
        revision = self.instance.save_revision(user=self.user)
        self.assignment.published_revision = revision
        self.assignment.save(update_fields=["published_revision"])
        revision.publish(user=self.user, skip_permission_checks=True)
        log(instance=self.instance, action=self.action, user=self.user, revision=revision)
        self._schedule_again()
        return True

    def _schedule_again(self) -> None:
        """Publishing one revision takes the dates of all others away."""
        has_date = self.assignment.state == State.APPROVED and self.assignment.publish_at
        if has_date and waits_for(self.assignment) is None:
            PublishTranslation(self.assignment.approved_by, self.assignment).execute()
