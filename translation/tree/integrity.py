"""What must never be in the database, whoever writes: a second source, a tree of aliases.

And what a language that is added must have from the start.
"""

from django.core.exceptions import ValidationError
from django.db.models.signals import post_save, pre_save
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site
from wagtail_localize.locales.components import get_locale_components
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource

from core.languages import all_languages, get, source
from translation.roles import synchronise_roles


def register() -> None:
    pre_save.connect(_refuse_second_source, sender=TranslationSource, dispatch_uid="one source")
    pre_save.connect(_refuse_wrong_source, sender=Translation, dispatch_uid="right source")
    pre_save.connect(_refuse_aliases, sender=LocaleSynchronization, dispatch_uid="no aliases")
    post_save.connect(_open_language, sender=Locale, dispatch_uid="language added")
    _hide_alias_trees()


def source_code_of(code: str) -> str:
    """The language that a language is translated from: its origin for a derived script."""
    return get(code).derived_from or source().code


def _refuse_second_source(instance: TranslationSource, **kwargs) -> None:
    code = instance.locale.language_code
    if code not in {source_code_of(language.code) for language in all_languages()}:
        raise ValidationError(
            _("%(language)s is translated into, never from.") % {"language": get(code).name}
        )


def _refuse_wrong_source(instance: Translation, **kwargs) -> None:
    """Each language has one language it is translated from: two sources can never compete."""
    target = get(instance.target_locale.language_code)
    if target.is_source or instance.source.locale.language_code != source_code_of(target.code):
        raise ValidationError(
            _("%(target)s is not translated from %(source)s.")
            % {"target": target.name, "source": get(instance.source.locale.language_code).name}
        )


def _refuse_aliases(**kwargs) -> None:
    raise ValidationError(_("Languages receive translations; they are not filled with copies."))


def _hide_alias_trees() -> None:
    """Take the offer to fill a language with aliases off wagtail-localize's screen of languages."""
    components = get_locale_components()
    components[:] = [item for item in components if item["model"] is not LocaleSynchronization]


def _open_language(instance: Locale, created: bool, raw: bool = False, **kwargs) -> None:
    """Give an added language its home page, as a draft, and its team.

    On a site that is not set up yet there is nothing to copy: the set-up comes to it.
    """
    site = Site.objects.filter(is_default_site=True).select_related("root_page__locale").first()
    if not created or raw or site is None or instance.language_code == source().code:
        return
    home = site.root_page
    if home.locale.language_code != source().code or home.specific_class is Page:
        return
    if not home.has_translation(instance):
        home.specific.copy_for_translation(instance)
    synchronise_roles()
