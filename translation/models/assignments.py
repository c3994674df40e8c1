from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import Translation, TranslationSource

from core.languages import Language, site_language
from translation.choices import TranslationPriority, TranslationState

# The states in which a translator works on a translation.
OPEN_STATES = (TranslationState.IN_PROGRESS, TranslationState.RETURNED)


class SourceVersion(models.Model):
    """The texts of a translation source at one time, with which translations are compared.

    ``texts`` is a list of pairs of content path and text, in the order of the page. ``words`` is
    their number of words. Synchronised fields, such as dates and images, are not part of a version.
    """

    source = models.ForeignKey(TranslationSource, on_delete=models.CASCADE, related_name="versions")
    fingerprint = models.CharField(max_length=64)
    texts = models.JSONField()
    words = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    # When it was first public in the source language; null for a draft.
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("source", "fingerprint"), name="one_version_per_fingerprint"
            ),
            models.UniqueConstraint(
                fields=("source",), condition=models.Q(is_current=True), name="one_current_version"
            ),
        ]
        ordering = ("created_at",)

    def __str__(self):
        return f"{self.source.object_repr}, {self.dated_at:%Y-%m-%d}"

    @property
    def dated_at(self):
        return self.published_at or self.created_at


class TargetVersion(models.Model):
    """The texts and overrides of a translation as they were submitted for review in one revision.

    It is what the reviewer is shown, and the only memory of what was approved: a text or override
    is approved if it stands in an approved version.

    ``texts`` is a list of content path, source text, target text and the id of the person who wrote
    the target text (``null`` if a job did), in the order of the page. ``overrides`` is a list of
    content path, value as JSON and the id of the person who chose it. The value is ``null`` if an
    approved override was removed.
    """

    translation = models.ForeignKey(
        Translation, on_delete=models.CASCADE, related_name="target_versions"
    )
    # Old revisions may be deleted (``purge_revisions``); what was approved in them stays known.
    revision = models.OneToOneField(
        "wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="target_version"
    )
    texts = models.JSONField()
    overrides = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self):
        return f"{self.translation}, {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def override_values(self) -> dict[str, str]:
        """The overrides by content path, as JSON."""
        return {path: value for path, value, _author in self.overrides if value is not None}

    @cached_property
    def authors_of_changes(self) -> set[int]:
        """The ids of those who wrote or chose something that was never approved.

        They stay the same until this version is approved: no other is approved meanwhile.
        """
        approved = set()
        earlier = TargetVersion.objects.filter(translation=self.translation_id)
        for version in earlier.exclude(approved_at=None):
            approved |= {tuple(item[:-1]) for item in (*version.texts, *version.overrides)}
        changes = (*self.texts, *self.overrides)
        return {item[-1] for item in changes if tuple(item[:-1]) not in approved} - {None}


def open_condition(assignment: str = "") -> models.Q:
    """Return the condition of ``Assignment.is_open``.

    ``assignment`` is the prefix of a query of something that has assignments, such as
    ``"assignment__"``.
    """
    return models.Q(**{f"{assignment}state__in": OPEN_STATES}) | models.Q(
        **{f"{assignment}source_changed_at__isnull": False}
    )


class AssignmentQuerySet(models.QuerySet):
    def with_translation(self):
        """Load the related objects that stay the same as long as the assignment exists."""
        return self.select_related(
            "translation__source__locale",
            "translation__source__specific_content_type",
            "translation__target_locale",
        )

    def locked(self):
        """Lock the rows until the end of the transaction, as ``Assignment.lock`` does."""
        return self.select_for_update(of=("self",), no_key=True)

    def lock_in_order(self) -> None:
        """Lock all of the rows, always in the order of their ids.

        Two who lock several rows in different orders would wait for one another for ever.
        """
        list(self.locked().order_by("pk").values_list("pk"))

    def get_for_instance_or_none(self, instance):
        """Return the assignment that a translated page or snippet results from.

        ``None`` for an object of the source language, and for one that nobody translates.
        """
        return (
            self.filter(
                translation__source__object_id=instance.translation_key,
                translation__target_locale=instance.locale_id,
            )
            .with_translation()
            .first()
        )

    def lock_for_signal(self, sent, find_instance: Callable):
        """Return the assignment of an object, locked, in the receiver of a signal.

        It is the one that was given to the receivers of signals about ``sent``, if any. The object
        is only looked for if there is none.
        """
        given = getattr(sent, "locked_assignment", None)
        return given or self.locked().get_for_instance_or_none(find_instance())


class Assignment(models.Model):
    """The translation of one page or snippet into one language: the request and its progress."""

    translation = models.OneToOneField(
        Translation, on_delete=models.CASCADE, related_name="assignment"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("translator"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translation_assignments",
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(default=timezone.now)
    deadline = models.DateField(_("deadline"), null=True, blank=True, db_index=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=TranslationPriority.choices, default=TranslationPriority.NORMAL
    )
    note = models.TextField(_("note to the translator"), max_length=1000, blank=True)

    state = models.CharField(
        _("progress"),
        max_length=12,
        choices=TranslationState.choices,
        default=TranslationState.IN_PROGRESS,
        db_index=True,
    )
    state_changed_at = models.DateTimeField(default=timezone.now)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The version of the source that was sent to translation or, later, submitted for review.
    covered_version = models.ForeignKey(
        SourceVersion, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The submitted revision: exactly this one is approved and published.
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    published_version = models.ForeignKey(
        SourceVersion, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The revision that this app published last. A synchronisation makes a new one, still with the
    # texts of the same ``published_target_version``.
    published_revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    published_target_version = models.ForeignKey(
        TargetVersion, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The source has texts that the translation does not cover yet: a task for the translator.
    source_changed_at = models.DateTimeField(null=True, db_index=True)
    # The public translation lags behind the public source.
    outdated_since = models.DateTimeField(null=True, db_index=True)

    # The current version of the source, where the transaction has just recorded it.
    current_version: SourceVersion | None = None

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        permissions = [
            ("send_to_translation", "Can send pages to translation"),
            ("see_all_translations", "Can see translations in every language"),
            ("coordinate_translations", "Can coordinate teams, deadlines and terms"),
        ]

    def __str__(self):
        return f"{self.title} ({self.language.name})"

    @property
    def title(self) -> str:
        return self.translation.source.object_repr

    @property
    def language(self) -> Language:
        """The target language."""
        return site_language(self.translation.target_locale.language_code)

    @property
    def source_language(self) -> Language:
        return site_language(self.translation.source.locale.language_code)

    @property
    def submitted_version(self) -> TargetVersion | None:
        """What was submitted in ``revision``."""
        return getattr(self.revision, "target_version", None)

    @property
    def is_open(self) -> bool:
        """Whether there is, or may be, something to translate."""
        return self.state in OPEN_STATES or bool(self.source_changed_at)

    @property
    def is_overdue(self) -> bool:
        return bool(self.is_open and self.deadline and self.deadline < timezone.localdate())

    def lock(self) -> None:
        """Lock the row until the end of the transaction, and read its present state.

        Everything that writes a text or an override, submits, decides or publishes locks the row
        first and asks the policy afterwards. What another request did meanwhile is thereby known.
        Raises ``DoesNotExist`` if the translation was deleted meanwhile.
        """
        present = Assignment.objects.locked().get(pk=self.pk)
        # Not refresh_from_db(), which also forgets the related objects that are still the same.
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(present, field.attname))

    @contextmanager
    def given_to_receivers(self, sent) -> Iterator[None]:
        """Give the locked assignment to the receivers of signals about ``sent`` within the block.

        They would load and lock it again, with what is known of it already.
        """
        sent.locked_assignment = self
        try:
            yield
        finally:
            del sent.locked_assignment

    def change_state(self, state: TranslationState, **values) -> None:
        """Change the state, its time and the fields given as ``values``, and save.

        An assignment that is not stored yet is stored by whoever creates it.
        """
        for name, value in values.items():
            setattr(self, name, value)
        self.state, self.state_changed_at = state, timezone.now()
        if not self._state.adding:
            self.save()
