import json

from wagtail.admin.panels import FieldPanel

from declarations.pasting.forms import PastedTextForm


class NumberedParagraphsPanel(FieldPanel):
    """Shows at each paragraph its permanent number, or the one that publication would give it.

    Offers to paste a whole declaration, which becomes the preamble and the paragraphs.
    """

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "declarations/panels/numbered_paragraphs.html"

        class Media:
            css = {"all": ("declarations/css/pasting.css",)}
            js = ("declarations/js/paragraph-numbers.js", "declarations/js/pasting.js")

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["registered_numbers"] = json.dumps(self.instance.registered_numbers)
            context["pasting_form"] = PastedTextForm(auto_id="declarations-pasting-%s")
            return context
