"""The admin views of pages and themes."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.edit import EditView as PageEditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from .site_tree import lock_page


class ConcurrentPageEditView(PageEditView):
    """Saves one form of a page at a time, and replaces no version that the person has not seen.

    Wagtail reads the page, and stores later what the form makes of it. A publication that comes in
    between would be undone by an automatic save that is still under way: the page would be a draft
    again. So the page is locked before it is read, until the end of the request's transaction.
    """

    def dispatch(self, request, page_id, **kwargs):
        if request.method == "POST":
            lock_page(page_id)
        return super().dispatch(request, page_id, **kwargs)

    @property
    def replaces_unseen_version(self) -> bool:
        """Whether somebody else has saved since the form was opened, and nothing has said so.

        Wagtail refuses an automatic save then. It lets a person save or publish, and its question
        comes only if the browser has heard of the other version by then.
        """
        return (
            self.is_out_of_date
            and self.latest_revision.user_id != self.request.user.pk
            and "replaces_newer_version" not in self.request.POST
        )

    def form_valid(self, form):
        if self.replaces_unseen_version:
            return self.form_invalid(form)
        return super().form_valid(form)

    def form_invalid(self, form):
        if self.replaces_unseen_version:
            form.add_error(
                None,
                _(
                    "Somebody has saved a newer version of this page meanwhile. Look at it in the "
                    "history: if you save or publish now, yours replaces it."
                ),
            )
        return super().form_invalid(form)


class SitePageViewSet(PageViewSet):
    """Replaces Wagtail's own, for every page type."""

    edit_view_class = ConcurrentPageEditView


class ConcurrentSlugMixin:
    """Shows the form again, as it was typed, if somebody took the slug after it was validated."""

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except (IntegrityError, ValidationError):
            try:
                form.instance.clean()
            except ValidationError as problem:
                form.add_error(None, problem)
                self.produced_error_code = "validation_error"
                self.produced_error_message = self.get_error_message()
                return self.form_invalid(form)
            raise


class ThemeCreateView(ConcurrentSlugMixin, CreateView):
    pass


class ThemeEditView(ConcurrentSlugMixin, EditView):
    pass


class ThemeViewSet(SnippetViewSet):
    add_view_class = ThemeCreateView
    edit_view_class = ThemeEditView
