"""Rules of integrity, enforced by signals for every writer.

An object has one translation source for each target language, and no language is filled with
aliases. A language that is added gets its home page and its team.
"""

from django.core.exceptions import ValidationError
from django.db.models.signals import post_save, pre_save
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site
from wagtail_localize.locales.components import get_locale_components
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource

from core.languages import all_languages, site_language, source_language
from translation.roles import synchronise_roles


def register() -> None:
    pre_save.connect(
        _refuse_source_in_target_language, sender=TranslationSource, dispatch_uid="one source"
    )
    pre_save.connect(_refuse_wrong_source, sender=Translation, dispatch_uid="right source")
    pre_save.connect(_refuse_aliases, sender=LocaleSynchronization, dispatch_uid="no aliases")
    post_save.connect(_set_up_language, sender=Locale, dispatch_uid="language added")
    # Remove the form that fills a language with aliases from wagtail-localize's language views.
    components = get_locale_components()
    components[:] = [item for item in components if item["model"] is not LocaleSynchronization]


def source_language_code(code: str) -> str:
    """Return the code of the language translated from: for a derived script, that of its origin."""
    return site_language(code).derived_from or source_language().code


def _refuse_source_in_target_language(instance: TranslationSource, **kwargs) -> None:
    code = instance.locale.language_code
    if code not in {source_language_code(language.code) for language in all_languages()}:
        raise ValidationError(
            _("%(language)s is translated into, never from.")
            % {"language": site_language(code).name}
        )


def _refuse_wrong_source(instance: Translation, **kwargs) -> None:
    """Refuse a translation from any other language than the one that the target is made from."""
    target = site_language(instance.target_locale.language_code)
    if target.is_source or instance.source.locale.language_code != source_language_code(
        target.code
    ):
        raise ValidationError(
            _("%(target)s is not translated from %(source)s.")
            % {
                "target": target.name,
                "source": site_language(instance.source.locale.language_code).name,
            }
        )


def _refuse_aliases(**kwargs) -> None:
    raise ValidationError(_("Languages receive translations; they are not filled with copies."))


def _set_up_language(instance: Locale, created: bool, raw: bool = False, **kwargs) -> None:
    """Create the home page of an added language, as a draft, and its team.

    Does nothing while the site has no home page; the set-up command does it later.
    """
    site = Site.objects.filter(is_default_site=True).select_related("root_page__locale").first()
    if not created or raw or site is None or instance.language_code == source_language().code:
        return
    home = site.root_page
    if home.locale.language_code != source_language().code or home.specific_class is Page:
        return
    if not home.has_translation(instance):
        home.specific.copy_for_translation(instance)
    synchronise_roles()
