"""The read-only API: the public pages as JSON, by Wagtail's API (version 2).

What it tells of a record are the columns of the open data, so that nothing can be public at one
place and not at the other. It knows no accounts: no cookie, no session, the same for everybody.
"""

from django.db.models import BooleanField, CharField
from django.utils import translation
from rest_framework.fields import Field
from rest_framework.filters import BaseFilterBackend
from rest_framework.renderers import JSONRenderer
from wagtail.api import APIField
from wagtail.api.v2.filters import (
    AncestorOfFilter,
    ChildOfFilter,
    DescendantOfFilter,
    FieldsFilter,
    TranslationOfFilter,
)
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError, get_object_detail_url, parse_boolean
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Page

from .addresses import absolute, address
from .feeds import followed
from .languages import all_languages, get, source
from .localization import for_reader, public, unexpired
from .open_data.columns import IDENTITY, Column
from .open_data.data_sets import data_set_of
from .open_data.markup import look_up

LONGEST_PARAMETER = 200  # characters
MOST_SKIPPED = 1_000_000  # pages before the first that is wanted
ORDERS = ("id", "title", "slug", "first_published_at")
# What the API tells of every page, in its own words.
TOLD_OF_ALL = {column.name for column in IDENTITY} - {"summary"}


class ColumnField(Field):
    """A column of the open data, in the language of the page."""

    def __init__(self, column: Column):
        super().__init__(read_only=True, source="*")
        self.column = column

    def __deepcopy__(self, memo):
        return type(self)(self.column)

    def to_representation(self, page):
        with translation.override(get(page.locale.language_code).code):
            return self.column.value(page)


class AddressField(Field):
    """Where the page is read, in its own language."""

    def get_attribute(self, instance):
        return absolute(address(instance, get(instance.locale.language_code)))

    def to_representation(self, value):
        return value


class ParentField(Field):
    """The page above, if readers may see it, too."""

    def get_attribute(self, instance):
        parent = instance.get_parent()
        return self.context["base_queryset"].filter(pk=parent.pk).first()

    def to_representation(self, parent):
        detail = {
            "detail_url": get_object_detail_url(self.context["router"], None, Page, parent.pk)
        }
        html = {"html_url": AddressField().get_attribute(parent)}
        return {"id": parent.pk, "title": parent.title, "meta": detail | html}


class LanguageFilter(BaseFilterBackend):
    """``locale``: the pages of a language.

    With ``fallback=true`` each page once, as readers of the language find it: where there is no
    translation, in the language that stands in.
    """

    def filter_queryset(self, request, queryset, view):
        code, fallback = request.GET.get("locale"), request.GET.get("fallback", "false")
        try:
            falls_back = parse_boolean(fallback)
        except ValueError as error:
            raise BadRequestError(f"fallback: {error}") from error
        if code is None:
            if falls_back:
                raise BadRequestError("fallback needs a locale")
            return queryset
        if code not in [language.code for language in all_languages()]:
            raise BadRequestError("locale is not a language of this site")
        if falls_back:
            return for_reader(queryset, get(code))
        return queryset.filter(locale__language_code=code)


class OrderFilter(BaseFilterBackend):
    """``order``: by one field, the other way round with a minus before it."""

    def filter_queryset(self, request, queryset, view):
        order = request.GET.get("order", "id")
        if order.removeprefix("-") not in ORDERS:
            raise BadRequestError(f"cannot order by '{order}'. Try: {', '.join(ORDERS)}")
        return queryset.order_by(order, "id")


class RecordPagination(WagtailPagination):
    def paginate_queryset(self, queryset, request, view=None):
        """Fetch a page of the list, and at once what its texts lead to."""
        if int(_number(request.GET.get("offset", "0"))) > MOST_SKIPPED:
            raise BadRequestError(f"offset cannot be higher than {MOST_SKIPPED}")
        found = list(super().paginate_queryset(queryset, request, view))
        if data_set_of(queryset.model):
            for code in {page.locale.language_code for page in found}:
                with translation.override(get(code).code):
                    look_up(page for page in found if page.locale.language_code == code)
        return found


def _number(text: str) -> str:
    """What is no number is refused by Wagtail, in its words."""
    return text if text.isdecimal() else "0"


class PublicPages(PagesAPIViewSet):
    """Public pages that have not expired. Everything else does not exist: not in counts either."""

    authentication_classes = []
    permission_classes = []
    renderer_classes = [JSONRenderer]
    pagination_class = RecordPagination
    http_method_names = ["get", "head"]
    filter_backends = [
        FieldsFilter,
        ChildOfFilter,
        AncestorOfFilter,
        DescendantOfFilter,
        TranslationOfFilter,
        LanguageFilter,
        OrderFilter,
    ]
    known_query_parameters = frozenset(
        {"limit", "offset", "fields", "order", "type", "locale", "fallback"}
        | {"child_of", "ancestor_of", "descendant_of", "translation_of"}
    )
    body_fields = ["id", "title"]
    meta_fields = [
        "type",
        "detail_url",
        APIField("html_url", serializer=AddressField()),
        "slug",
        "translation_key",
        "first_published_at",
        APIField("parent", serializer=ParentField()),
        "locale",
    ]

    def initial(self, request, *args, **kwargs):
        """Refuse what no database can be asked."""
        super().initial(request, *args, **kwargs)
        for name, value in request.GET.items():
            if "\0" in name + value or len(name + value) > LONGEST_PARAMETER:
                raise BadRequestError("a parameter is too long or holds a null character")

    def finalize_response(self, request, response, *args, **kwargs):
        """The answer does not depend on the languages that a browser asks for."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Content-Language"] = source().tag
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    def get_root_page(self):
        return self.get_base_queryset().get(depth=2, locale__language_code=source().code)

    def get_base_queryset(self):
        pages = unexpired(public(Page.objects.filter(depth__gt=1)))
        return pages.select_related("locale").order_by("id")

    def get_queryset(self):
        pages = super().get_queryset().select_related("locale")
        found = data_set_of(pages.model)
        return pages.prefetch_related(*found.related) if found else pages

    def detail_view(self, request, pk):
        self.check_query_parameters(self.get_queryset())
        return super().detail_view(request, pk)

    @classmethod
    def get_body_fields(cls, model):
        """Beside what every page tells, the columns of the open data."""
        found = data_set_of(model)
        columns = found.columns if found else ()
        return super().get_body_fields(model) + [
            APIField(column.name, serializer=ColumnField(column))
            for column in columns
            if column.name not in TOLD_OF_ALL
        ]

    @classmethod
    def get_available_fields(cls, model, db_fields_only=False):
        """Pages are filtered by the fields that can be compared with any text."""
        names = super().get_available_fields(model, db_fields_only)
        if not db_fields_only:
            return names
        kinds = (CharField, BooleanField)
        return [name for name in names if isinstance(model._meta.get_field(name), kinds)]

    @classmethod
    def get_urlpatterns(cls):
        """The lists and the single pages; to find a page by its address, ask for its slug."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "find"]


class Router(WagtailAPIRouter):
    def wrap_view(self, view):
        """Programs ask again and again, as they do of feeds."""
        return followed(super().wrap_view(view))


router = Router("api")
router.register_endpoint("pages", PublicPages)
