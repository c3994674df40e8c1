from django.apps import AppConfig
from django.db import models
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        """Have dates and times typed in the same way in all forms of Wagtail's admin."""
        from wagtail.admin.forms.models import register_form_field_override

        from .date_fields import (
            PartialDateFormField,
            TypedDateField,
            TypedDateTimeField,
            TypedTimeField,
        )
        from .fields import PartialDateField

        for model_field, form_field in (
            (models.DateField, TypedDateField),
            (models.DateTimeField, TypedDateTimeField),
            (models.TimeField, TypedTimeField),
            (PartialDateField, PartialDateFormField),
        ):
            # Without a widget, the form field's own one is used.
            register_form_field_override(model_field, override={"form_class": form_field})
