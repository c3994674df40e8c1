from django.apps import AppConfig
from django.db import models
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        """Replace fields, policies and functions of Wagtail and Django, and connect the signals."""
        from wagtail.admin.forms.account import AvatarPreferencesForm
        from wagtail.admin.forms.models import register_form_field_override
        from wagtail.models import AbstractPage, Page
        from wagtail.permissions import register_permission_policy

        from .date_fields import (
            PartialDateFormField,
            TypedDateField,
            TypedDateTimeField,
            TypedTimeField,
        )
        from .django_internals import escape_arrays_at_once, keep_parsed_patterns
        from .fields import PartialDateField
        from .page_permissions import SitePagePermissionPolicy
        from .signal_handlers import register
        from .uploads import PictureField
        from .wagtail_internals import patch_wagtail
        from .widgets import LatinSlugInput

        for model_field, form_field in (
            (models.DateField, TypedDateField),
            (models.DateTimeField, TypedDateTimeField),
            (models.TimeField, TypedTimeField),
            (PartialDateField, PartialDateFormField),
        ):
            # Without a widget, the form field's own one is used.
            register_form_field_override(model_field, override={"form_class": form_field})
        register_form_field_override(models.SlugField, override={"widget": LatinSlugInput})
        # Wagtail decodes this picture without a limit, and keeps its metadata.
        portraits = AvatarPreferencesForm.base_fields
        portraits["avatar"] = PictureField(label=portraits["avatar"].label, required=False)
        register_permission_policy(AbstractPage, SitePagePermissionPolicy(Page))
        patch_wagtail()
        keep_parsed_patterns()
        escape_arrays_at_once()
        register()
