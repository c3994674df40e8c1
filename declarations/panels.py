import json

from wagtail.admin.panels import FieldPanel


class NumberedParagraphsPanel(FieldPanel):
    """Shows at each paragraph its permanent number, or the one that publication would give it."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "declarations/panels/numbered_paragraphs.html"

        class Media:
            js = ("declarations/js/paragraph-numbers.js",)

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["registered_numbers"] = json.dumps(self.instance.registered_numbers)
            return context
