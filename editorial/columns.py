"""Columns of the lists of pages, in the language of the editor."""

from datetime import date

from babel.dates import format_date
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column

from core.languages import active_language, all_languages, source_language
from core.places import place_name
from core.territories import cldr_name


class LocalDateColumn(Column):
    """The date of a record, as exactly as it is known."""

    def get_value(self, instance):
        day = instance.listing_date
        return day.format(active_language().babel) if day else ""


class PlaceColumn(Column):
    """The place and the country of a record in one language, or that it was held online."""

    def get_value(self, instance):
        # The lists have pages in the source language only.
        name = place_name(instance.listing_place, source_language())
        is_known = name or not instance.listing_place
        language = active_language() if is_known else source_language()
        country = instance.listing_country and cldr_name(instance.listing_country, language)
        parts = (name or instance.listing_place, country, instance.listing_venue)
        return ", ".join(str(part) for part in parts if part)


class LabelledColumn(Column):
    """A column that repeats its label in narrow windows, where the list has no header row."""

    cell_template_name = "editorial/tables/labelled_cell.html"


class LanguagesColumn(LabelledColumn):
    """In how many of the site’s languages a page is published."""

    def get_value(self, instance):
        return _("%(done)d of %(all)d") % {
            "done": instance.live_languages or 0,
            "all": len(all_languages()),
        }


class ReviewColumn(LabelledColumn):
    """The day of the next review, with a link to it."""

    def get_value(self, instance):
        url = reverse("page_review", args=[instance.pk])
        return format_html('<a href="{}">{}</a>', url, self._day(instance.review_on))

    def _day(self, day: date | None) -> str:
        if not day:
            return _("not planned")
        shown = format_date(day, "medium", locale=active_language().babel)
        return _("%(date)s: due") % {"date": shown} if day <= timezone.localdate() else shown
