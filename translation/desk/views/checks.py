"""The quality checks of many translations at once, as a list of problems."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.languages import source_language
from translation.checks import UNFINISHED, TranslationProblem, problems_in_translation
from translation.desk.forms.checks import CheckTranslationsForm
from translation.models import Assignment
from translation.segments.text import load_segments
from translation.views import TranslationAccessMixin

# Each takes five queries.
TRANSLATIONS_PER_PAGE = 20


@dataclass(frozen=True)
class CheckedTranslation:
    """The problems of one translation, and the number of its texts that are not finished."""

    assignment: Assignment
    errors: list[TranslationProblem]
    warnings: list[TranslationProblem]
    unfinished: int

    @property
    def has_problems(self) -> bool:
        return bool(self.errors or self.warnings)


def check_translation(assignment: Assignment) -> CheckedTranslation:
    problems = problems_in_translation(
        assignment.translation, load_segments(assignment.translation)
    )
    finished = [problem for problem in problems if problem.code not in UNFINISHED]
    return CheckedTranslation(
        assignment,
        errors=[problem for problem in finished if problem.blocks],
        warnings=[problem for problem in finished if not problem.blocks],
        unfinished=len(problems) - len(finished),
    )


class CheckTranslationsView(TranslationAccessMixin, WagtailAdminTemplateMixin, TemplateView):
    """Check the translations of one language that are in work, in review or published."""

    template_name = "translation/desk/checks.html"
    page_title = _("Check texts")
    header_icon = "glasses"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("translation:my_translations"), "label": _("My translations")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        locales = [
            locale for locale in self.locales if locale.language_code != source_language().code
        ]
        query = self.request.GET.copy()
        page_number = query.pop("p", [1])[-1]
        form = CheckTranslationsForm(query or None, locales=locales)
        context |= {"form": form, "source_language": source_language()}
        if form.is_valid():
            page = Paginator(form.assignments(), TRANSLATIONS_PER_PAGE).get_page(page_number)
            checked = [check_translation(assignment) for assignment in page]
            context |= {
                "page": page,
                "query": query.urlencode(),
                "with_problems": [item for item in checked if item.has_problems],
                "without_problems": [item for item in checked if not item.has_problems],
            }
        return context
