"""Machine translation by the classes of wagtail-localize, or others with its interface.

``WAGTAILLOCALIZE_MACHINE_TRANSLATOR`` is the configuration for all languages, as wagtail-localize
documents it. ``MACHINE_TRANSLATORS_BY_LANGUAGE`` maps the code of a target language to its own
configuration, or to ``None`` for no machine translation. Besides ``CLASS`` and ``OPTIONS``, a
configuration may have:

``LANGUAGE_CODE``
    the code to ask for, for a language that the service does not know by the code of this site.
``UNPUBLISHED_TEXTS``
    ``True`` if the service also gets texts that the public cannot read (yet).

A class may bring its own labels of the buttons, ``suggest_label`` and ``pretranslate_label``.
"""

import logging
from copy import copy
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue

from core.languages import all_languages
from core.localization import is_public
from translation.models import Assignment
from translation.segments.markup import compare_tags, normalise_markup, validate_markup
from translation.segments.text import TranslationSegment

logger = logging.getLogger(__name__)


class MachineTranslationError(ValidationError):
    """The machine did not translate. The message is for the person; the log has the cause."""


@dataclass(frozen=True)
class MachineSuggestion:
    """What the machine suggests for one segment; an empty ``text`` if there is nothing to offer.

    ``is_damaged``: the machine answered, but formatting or links of the source are gone.
    """

    text: str = ""
    is_damaged: bool = False


@dataclass(frozen=True)
class AssignmentMachineTranslator:
    """The machine translator of one assignment, with the locales that it is asked for."""

    translator: BaseMachineTranslator
    source_locale: Locale
    target_locale: Locale

    # The labels are sentences: the name of a service cannot be inserted into one in every language.

    @property
    def suggest_label(self) -> str:
        return getattr(self.translator, "suggest_label", _("Ask for a machine translation"))

    @property
    def pretranslate_label(self) -> str:
        label = _("Fill the empty texts by machine translation")
        return getattr(self.translator, "pretranslate_label", label)

    def suggest(self, segments: list[TranslationSegment]) -> list[MachineSuggestion]:
        """Return a suggestion for each of these segments; nothing is stored.

        This may take as long as the time limit of the service, so do not call it in a transaction.
        Raises :class:`MachineTranslationError` for whatever goes wrong with the service: the
        classes have no exceptions in common.
        """
        strings = list(dict.fromkeys(StringValue(segment.source) for segment in segments))
        try:
            answers = self.translator.translate(self.source_locale, self.target_locale, strings)
            return [
                _suggestion(segment, answers.get(StringValue(segment.source)))
                for segment in segments
            ]
        except Exception as error:
            logger.exception("Machine translation into %s failed", self.target_locale)
            raise MachineTranslationError(
                _(
                    "The machine translation did not work (%(error)s). Try again later. If it "
                    "fails again, tell the operators."
                )
                % {"error": type(error).__name__}
            ) from error


def _suggestion(segment: TranslationSegment, answer: StringValue | None) -> MachineSuggestion:
    if answer is None or not (answer.data or "").strip():
        return MachineSuggestion()
    text = normalise_markup(answer.data)
    try:
        validate_markup(segment.source, text, is_rich=segment.is_rich)
    except ValidationError:
        return MachineSuggestion(is_damaged=True)
    # PostgreSQL stores no null character.
    if any(compare_tags(segment.source, text)) or "\x00" in text:
        return MachineSuggestion(is_damaged=True)
    return MachineSuggestion(text)


def machine_translator_for(assignment: Assignment) -> AssignmentMachineTranslator | None:
    """Return the machine translator that may get the texts of an assignment, if there is one.

    A configuration that cannot be used is logged, and is no reason to refuse the editor.
    """
    translation = assignment.translation
    source_locale, target_locale = translation.source.locale, copy(translation.target_locale)
    configuration = configurations_by_language().get(target_locale.language_code)
    if not configuration or not _may_get_texts(configuration, assignment):
        return None
    target_locale.language_code = configuration.get("LANGUAGE_CODE", target_locale.language_code)
    try:
        translator = create_machine_translator(configuration)
        if not translator.can_translate(source_locale, target_locale):
            return None
    except Exception:
        logger.exception("The machine translator for %s cannot be used", assignment.language.code)
        return None
    return AssignmentMachineTranslator(translator, source_locale, target_locale)


def configurations_by_language() -> dict[str, dict | None]:
    """Return the configuration of the machine translator for each language of the site."""
    default = getattr(settings, "WAGTAILLOCALIZE_MACHINE_TRANSLATOR", None)
    own = settings.MACHINE_TRANSLATORS_BY_LANGUAGE
    return {**{language.code: default for language in all_languages()}, **own}


def create_machine_translator(configuration: dict) -> BaseMachineTranslator:
    """Create a machine translator, as wagtail-localize does for its only configuration.

    Raises what the import and the class raise.
    """
    translator_class = import_string(configuration["CLASS"])
    return translator_class(configuration.get("OPTIONS", {}))


def _may_get_texts(configuration: dict, assignment: Assignment) -> bool:
    """Whether the service may get the texts: everybody may read them, or it gets others, too."""
    if configuration.get("UNPUBLISHED_TEXTS"):
        return True
    source = assignment.translation.source
    instance = source.object.get_instance_or_none(source.locale)
    if isinstance(instance, Page):
        is_readable = is_public(instance)
    else:
        is_readable = instance is not None and getattr(instance, "live", True)
    published = source.versions.filter(is_current=True, published_at__isnull=False)
    return is_readable and published.exists()
