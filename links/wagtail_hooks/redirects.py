"""The views of redirects, at the addresses of Wagtail's own, and what redirects lead to."""

from django.urls import path
from wagtail import hooks

from links.redirects import is_target_of_redirect, redirects_to
from links.views import (
    SiteRedirectCreateView,
    SiteRedirectEditView,
    SiteRedirectIndexView,
    import_redirects,
)

hooks.register("register_links_to_pages", redirects_to)
hooks.register("register_uses_of_files", is_target_of_redirect)


# The order is before Wagtail's own registrations, whose addresses these views answer.
@hooks.register("register_admin_urls", order=-100)
def register_redirect_views():
    return [
        path("redirects/", SiteRedirectIndexView.as_view()),
        path("redirects/results/", SiteRedirectIndexView.as_view(results_only=True)),
        path("redirects/add/", SiteRedirectCreateView.as_view()),
        path("redirects/<int:redirect_id>/", SiteRedirectEditView.as_view()),
        path("redirects/import/process/", import_redirects),
    ]
