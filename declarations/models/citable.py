"""Permalinks and citations of a page."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.url_routing import RouteResult

from core.languages import active_language, site_language
from core.localized_urls import absolute_url, localized_url
from core.models.layout import layout_settings
from core.routing import page_resolver
from declarations.citations import CITATION_FORMATS, Citation

CITATION_PATH = "citation"  # below the page


class CitableMixin:
    """A mixin for pages that are cited as documents, also by paragraph."""

    has_subpage_routes = True

    @cached_property
    def document_number(self) -> int | None:
        """The id of the page in the source language, which permalinks contain.

        It is the same in every language, and stays if title, slug or parent change. ``None`` for a
        page that was never saved.
        """
        for version in page_resolver().all_translations(self):
            if site_language(version.locale.language_code).is_source:
                return version.pk
        return self.pk

    @property
    def permalink(self) -> str:
        """The permalink of the document, the same in every language."""
        if not self.document_number:
            return ""
        return absolute_url(reverse("declaration", args=[self.document_number]))

    def paragraph_permalink(self, number: int) -> str:
        if not self.document_number:
            return ""
        return absolute_url(reverse("declaration-paragraph", args=[self.document_number, number]))

    @property
    def cited_title(self) -> str:
        return self.full_title or self.title

    @property
    def citation_note(self) -> str:
        """What a citation says of the text: whose summary it is, or its recorded legal status."""
        if not self.is_summary:
            return self.text_status
        note = _("Summary by %(site)s, not the text of the document")
        return note % {"site": layout_settings().short_name(active_language())}

    @property
    def citation(self) -> Citation:
        return Citation(
            key=f"{self.slug}-{self.text_language.code}",
            title=self.cited_title,
            author=self.adopting_body,
            date=self.date,
            kind=self.get_kind_display(),
            note=self.citation_note,
            language=self.text_language.tag,
            url=self.permalink,
        )

    @property
    def citation_exports(self) -> list[tuple[str, str]]:
        """The name and the URL of the citation in each format."""
        base_url = f"{localized_url(self)}{CITATION_PATH}"
        return [(form.name, f"{base_url}/{key}/") for key, form in CITATION_FORMATS.items()]

    def route(self, request, path_components):
        """Route ``citation/<format>/`` below the page, too.

        Not with Wagtail's RoutablePageMixin, whose previews lose the language.
        """
        match path_components:
            case [str(path), form] if (
                path == CITATION_PATH and form in CITATION_FORMATS and self.live
            ):
                return RouteResult(self, kwargs={"citation_format": form})
        return super().route(request, path_components)

    def serve(self, request, *args, citation_format: str = "", **kwargs):
        if not citation_format:
            return super().serve(request, *args, **kwargs)
        form = CITATION_FORMATS[citation_format]
        response = HttpResponse(form.write(self.citation), content_type=form.content_type)
        name = f"{self.citation.key}.{form.extension}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["X-Robots-Tag"] = "noindex"
        return response
