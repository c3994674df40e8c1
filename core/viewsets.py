"""The admin views of themes."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet


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
