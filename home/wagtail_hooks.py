from collections.abc import Iterator
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length, Substr
from wagtail import hooks
from wagtail.models import Page

from core.easy_versions import EasyVersion
from core.routing import HOME_DEPTH

from .models import EasyReadPage
from .offered_documents import documents_of_plain_pages

FIELDS = ("depth", "expire_at", "live", "locale", "path", "view_name", "title", "url_path")

hooks.register("register_offered_documents", documents_of_plain_pages)


@hooks.register("register_easy_versions")
def easy_versions() -> Iterator[EasyVersion]:
    """Yield the easy-to-read pages, each with its view or the page above it."""
    path_above = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    above = Page.objects.filter(path=path_above).order_by().values("translation_key")
    pages = EasyReadPage.objects.annotate(key_above=Subquery(above))
    for page in pages.select_related("locale").only(*FIELDS).order_by("path"):
        if page.view_name or page.depth > HOME_DEPTH + 1:
            yield EasyVersion(page.view_name or page.key_above, page)


@hooks.register("register_unused_sections")
def easy_versions_of_views(top_pages: list[Page]) -> set[UUID]:
    """Return the translation keys of easy versions: their originals lead to them, and no menu."""
    easy_type = ContentType.objects.get_for_model(EasyReadPage)
    return {page.translation_key for page in top_pages if page.content_type_id == easy_type.pk}
