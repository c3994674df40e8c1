"""The side panels of the translation editor."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from translation.glossary.forms import ProposeTermForm
from translation.segments.concordance import MAX_QUERY_LENGTH


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


class ConcordancePanel(BaseSidePanel):
    """A search in the confirmed translations of the language: a concordance."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle the search in translations")
        icon_name = "search"
        has_counter = False

    class Media:
        css = {"all": ("translation/css/concordance.css",)}

    name = "translation-concordance"
    title = _("Search translations")
    template_name = "translation/editor/concordance.html"
    order = 150

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        return {
            **context,
            "concordance_url": reverse("translation:concordance", args=[self.object.pk]),
            "language": self.object.language,
            "source_language": self.object.source_language,
            "max_length": MAX_QUERY_LENGTH,
        }


class TermProposalSidePanel(BaseSidePanel):
    """A form that proposes a term, for the members of the team of the language."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle the proposal of a term")
        icon_name = "openquote"
        has_counter = False

    class Media:
        css = {"all": ("translation/css/term-proposal.css",)}

    name = "translation-term-proposal"
    title = _("Propose a term")
    template_name = "translation/editor/propose_term.html"
    order = 160

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        return {
            **context,
            "propose_url": reverse("translation:propose_term", args=[self.object.pk]),
            "form": ProposeTermForm(auto_id="propose-%s"),
            "language": self.object.language,
            "source_language": self.object.source_language,
        }
