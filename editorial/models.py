"""When a page is to be reviewed, and by whom."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.models import BasePage


class PageReviewQuerySet(models.QuerySet):
    def due(self, today: date) -> "PageReviewQuerySet":
        """Return the reviews that are due, of pages that readers see, the oldest first."""
        live = Page.objects.filter(live=True, locale__language_code=settings.LANGUAGE_CODE)
        return self.filter(
            review_on__lte=today, translation_key__in=live.order_by().values("translation_key")
        ).order_by("review_on", "pk")

    def not_reminded(self) -> "PageReviewQuerySet":
        """Filter to the reviews of whose day nobody has been reminded."""
        return self.filter(
            ~models.Q(reminded_of=models.F("review_on")) | models.Q(reminded_of=None)
        )


class PageReview(models.Model):
    """The next review of a page in all its languages, and who is responsible.

    It is kept apart from the page: a review says that what readers see is still true. It neither
    makes a revision nor publishes a draft, and an old draft does not bring back an old date.
    """

    translation_key = models.UUIDField(unique=True, editable=False)
    review_on = models.DateField(
        _("review on"), help_text=_("The day on which somebody should read the page again.")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Gets an e-mail when the day has come. All editors see it on their start page."
        ),
    )
    reviewed_on = models.DateField(_("last reviewed on"), null=True, editable=False)
    # The day for which the owner was reminded: another day is another reminder.
    reminded_of = models.DateField(null=True, editable=False)

    objects = PageReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a page")
        verbose_name_plural = _("reviews of pages")

    def __str__(self):
        return str(self.review_on)

    @classmethod
    def plan_first(cls, page: BasePage, since: date) -> None:
        """Plan the first review of a page published on the day ``since``, unless one is planned."""
        cls.objects.get_or_create(
            translation_key=page.translation_key,
            defaults={"review_on": since + page.review_interval, "owner": page.owner},
        )

    @classmethod
    def for_page(cls, page: BasePage) -> "PageReview":
        """Return the stored review of a page, or an unsaved one for a page without."""
        stored = cls.objects.filter(translation_key=page.translation_key).first()
        return stored or cls(translation_key=page.translation_key)
