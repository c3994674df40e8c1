from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from core.languages import Language, site_language
from core.site_tree import SITE_ROOT_PATH


class ReleaseSetQuerySet(models.QuerySet):
    def of_site(self):
        """Leave out the sets of pages that somebody has deleted and may restore."""
        return self.filter(page__path__startswith=SITE_ROOT_PATH)

    def unreleased(self):
        return self.filter(released_at=None)

    def embargo_of(self, instance):
        """Return the unreleased set that holds a source page back; there is at most one.

        ``None`` for a page without an embargo and for anything that is not a page.
        """
        if not isinstance(instance, Page):
            return None
        return self.unreleased().filter(page=instance.pk).first()


class ReleaseSet(models.Model):
    """A source page, its documents and chosen languages that go live together, at one time.

    Until then the page is under an embargo: it is published only by the release of its set.
    """

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="release_sets"
    )
    documents = models.ManyToManyField(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("documents"),
        blank=True,
        help_text=_("Nobody outside can open them before the release."),
    )
    release_at = models.DateTimeField(
        _("release at"),
        null=True,
        blank=True,
        help_text=_("Leave empty to release manually when everything is ready."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    released_at = models.DateTimeField(null=True, editable=False)
    # When the coordinators were told that the release is due and something is missing.
    reminded_at = models.DateTimeField(null=True, editable=False)
    # The ids of the collections that the documents return to, by document id.
    original_collections = models.JSONField(default=dict, editable=False)

    objects = ReleaseSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("release set")
        verbose_name_plural = _("release sets")
        ordering = ("-created_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("page",),
                condition=models.Q(released_at=None),
                name="one_open_release_set_per_page",
            )
        ]

    def __str__(self):
        return self.page.get_admin_display_title()

    @property
    def is_due(self) -> bool:
        """Whether the time has come that somebody has set for the release."""
        return bool(self.release_at and self.release_at <= timezone.now())

    def lock(self) -> None:
        """Lock the row until the end of the transaction, and read its present state.

        Whoever changes a set locks it first. Raises ``DoesNotExist`` if it was cancelled meanwhile.
        """
        self.refresh_from_db(from_queryset=ReleaseSet.objects.select_for_update(no_key=True))

    @property
    def embargo_reason(self) -> str:
        """The message for a person who tries to publish the page by itself."""
        return _(
            "“%(title)s” is waiting for its release and goes live together with its translations."
        ) % {"title": self}


class ReleaseItem(models.Model):
    """One language of a release set, required or waived with a reason."""

    release_set = models.ForeignKey(ReleaseSet, on_delete=models.CASCADE, related_name="items")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    waived = models.BooleanField(
        _("release without this language"),
        default=False,
        help_text=_("Its readers see the marked fallback until it is published."),
    )
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    waiver_reason = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("release_set", "locale"), name="one_item_per_release_and_locale"
            )
        ]

    def __str__(self):
        return self.locale.language_code

    @property
    def language(self) -> Language:
        return site_language(self.locale.language_code)
