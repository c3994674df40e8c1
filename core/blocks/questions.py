from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .text import TEXT_FEATURES


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question")


class QuestionsBlock(blocks.ListBlock):
    """Questions with answers in ``<details>`` elements, which need no script."""

    def __init__(self, **kwargs):
        super().__init__(QuestionBlock(), **kwargs)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        description = _("Questions whose answers open one by one.")
        template = "core/blocks/questions.html"
        preview_value = [
            {"question": _("Who takes part?"), "answer": _("The national coordinators.")}
        ]
