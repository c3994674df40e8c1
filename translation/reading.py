"""What the workshop tells readers: which text of the original an outdated translation reflects."""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from .models import Assignment

# For a row of pages: null unless it is a translation whose original has changed since.
PUBLISHED_AT = Subquery(
    Assignment.objects.filter(
        translation__source__object=OuterRef("translation_key"),
        translation__target_locale=OuterRef("locale"),
        outdated_since__isnull=False,
    ).values(moment=Coalesce("published_version__published_at", "published_version__created_at"))[
        :1
    ]
)
