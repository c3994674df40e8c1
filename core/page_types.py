"""Pages as their own types, in the very query that finds them.

Wagtail's ``specific()`` takes one query for each type; a list of search results has many types.
"""

from collections.abc import Collection
from functools import cache

from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, get_page_models

from .languages import Language
from .models import BasePage

Types = Collection[type[BasePage]]


@cache
def page_types() -> tuple[type[BasePage], ...]:
    """The page types of the site, without Wagtail's own plain page."""
    return tuple(model for model in get_page_models() if issubclass(model, BasePage))


def own_types(prefix: str = "", models: Types | None = None) -> list[str]:
    """What to give to ``select_related``, so that ``own_type`` costs nothing.

    ``prefix`` leads from the objects that are asked for to their page, e.g. ``page__``. ``models``
    are the types to expect, if they are known: each has its columns.
    """
    return [f"{prefix}{_link(model)}" for model in models or page_types()]


def listing_fields(prefix: str = "", models: Types | None = None) -> list[str]:
    """What to give to ``only`` beside, where no more is shown than a list shows of its pages.

    Most of what a page takes to be read is the number of its columns.
    """
    return [
        f"{prefix}{_path(model, name)}"
        for model in models or page_types()
        for base in model.__mro__
        for name in vars(base).get("listing_fields", ())
    ]


def long_texts(model: type[BasePage]) -> list[str]:
    """What to give to ``defer`` where pages of one type are shown without their texts."""
    fields = model._meta.local_fields
    return [field.name for field in fields if isinstance(field, StreamField | RichTextField)]


def own_type(page: Page, language: Language) -> BasePage:
    """Return a plain page as its own type. Its language is known, and need not be asked for."""
    own = getattr(page, _link(page.specific_class))
    own.locale = Locale(pk=page.locale_id, language_code=language.code)
    return own


def _path(model: type[BasePage], name: str) -> str:
    """Where a field of the type is found from a plain page."""
    is_own = model._meta.get_field(name).model is model
    return f"{_link(model)}__{name}" if is_own else name


def _link(model: type[BasePage]) -> str:
    return model._meta.parents[Page].remote_field.name
