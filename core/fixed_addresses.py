"""Addresses at which a view answers and no page, the same in every language.

Rooms name those of theirs that readers look for, so that the sitemap can list them; this module
never learns which room that is. Of a page it says that it cannot have such an address.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from .addresses import alternates, language_address, named_address, path_below_home
from .languages import Language, all_languages, source

PAGES = "wagtail_serve"  # the name of the address that leads to pages


@dataclass(frozen=True)
class FixedAddress:
    """A view by the name of its address; ``languages`` are those that it is translated into."""

    name: str
    arguments: tuple[str, ...] = ()
    languages: tuple[Language, ...] = field(default_factory=all_languages)

    def for_reader(self, language: Language) -> str:
        return named_address(self.name, language, *self.arguments)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        return alternates((language, self.for_reader(language)) for language in self.languages)


AddressProvider = Callable[[], Iterable[FixedAddress]]

_providers: list[AddressProvider] = []


def register_fixed_addresses(provider: AddressProvider) -> None:
    """Add a provider of addresses that search engines are told of; it may ask the database once."""
    _providers.append(provider)


def fixed_addresses() -> list[FixedAddress]:
    return [address for provider in _providers for address in provider()]


def refuse_hidden_page(slug: str, parent: Page | None) -> None:
    """Raise ``ValidationError`` if nobody would find a page of this slug below ``parent``.

    The patterns of all addresses are asked themselves: each of them comes before pages do.
    """
    if parent is None or parent.is_root() or not slug:
        return
    path = f"{path_below_home(parent)}{slug}/"
    if not _leads_to_pages(path):
        message = _("“%(slug)s” is the address of another part of this site. Choose another one.")
        raise ValidationError(message % {"slug": slug})


def _leads_to_pages(path: str) -> bool:
    """Whether pages answer at this path below the address of a language."""
    with translation.override(source().code):
        try:
            return resolve(language_address(path)).url_name == PAGES
        except Http404:
            return True
