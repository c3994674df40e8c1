"""The screens of the guides. Everybody with access to the admin may read all of them."""

from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from core.languages import active_language, source_language

from .catalogue import GUIDES_BY_SLUG, PICTURES, guides_for
from .rendering import render_guide


class GuideScreenMixin(WagtailAdminTemplateMixin):
    header_icon = "help"

    def get_context_data(self, **kwargs):
        own, others = guides_for(self.request.user)
        return super().get_context_data(
            **kwargs,
            own_guides=own,
            other_guides=others,
            guide_language=source_language(),
            is_foreign=active_language() != source_language(),
        )


class GuideListView(GuideScreenMixin, TemplateView):
    """All guides, those of the person's role first."""

    template_name = "cms/guides/guides.html"
    page_title = _("Guides")

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class GuideView(GuideScreenMixin, TemplateView):
    template_name = "cms/guides/guide.html"

    @cached_property
    def guide(self):
        try:
            return GUIDES_BY_SLUG[self.kwargs["slug"]]
        except KeyError:
            raise Http404 from None

    def get_page_title(self):
        return self.guide.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("guides:guides"), "label": _("Guides")},
            {"url": "", "label": self.guide.title},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs, guide=self.guide, rendered=render_guide(self.guide)
        )


@cache_control(private=True, max_age=3600)
def picture(request: HttpRequest, name: str) -> FileResponse:
    """Serve a picture of the guides; the URL pattern admits no folder in its name."""
    path = PICTURES / name
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/png")
