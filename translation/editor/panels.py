"""The side panels of the translation editor."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel


class TranslationPropertiesPanel(BaseSidePanel):
    """The properties of the assignment: state, people, dates and source version."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle the properties of this translation")
        icon_name = "info-circle"
        has_counter = False

    name = "translation-properties"
    title = _("About this translation")
    template_name = "translation/editor/properties.html"
    order = 100

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        return {
            **context,
            "assignment": self.object,
            "language": self.object.language,
            "source_edit_url": parent_context.get("source_edit_url"),
        }


class TranslationPreviewPanel(BaseSidePanel):
    """A preview of the translated page, beside its segments."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle preview")
        icon_name = "view"
        has_counter = False

    name = "translation-preview"
    title = _("Preview")
    template_name = "translation/editor/preview.html"
    order = 200

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        return {**context, "preview_url": reverse("translation:preview", args=[self.object.pk])}
