"""The read-only API of the public pages: Wagtail's API (version 2), as JSON.

The fields of a record are the columns of its data set, so that the API publishes what the files
publish. There is no authentication: no cookie, no session, the same response for everybody.
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

from core.feeds import always_revalidated
from core.languages import all_languages, site_language, source_language
from core.localization import for_reader, live_public_pages
from core.localized_urls import absolute_url, localized_url
from open_data.columns import IDENTITY_COLUMNS, DataColumn
from open_data.data_sets import data_set_for_model

MAX_PARAMETER_LENGTH = 200  # characters of the name and the value
MAX_OFFSET = 1_000_000  # pages
ORDER_FIELDS = ("id", "title", "slug", "first_published_at")
# Columns whose values the API publishes in fields of its own.
STANDARD_FIELDS = {column.name for column in IDENTITY_COLUMNS} - {"summary"}


class DataColumnField(Field):
    """A column of a data set, in the language of the page."""

    def __init__(self, column: DataColumn):
        super().__init__(read_only=True, source="*")
        self.column = column

    def __deepcopy__(self, memo):
        return type(self)(self.column)

    def to_representation(self, page):
        with translation.override(site_language(page.locale.language_code).code):
            return self.column.value(page)


class AbsoluteUrlField(Field):
    """The absolute URL of the page in its own language."""

    def get_attribute(self, instance):
        return absolute_url(localized_url(instance, site_language(instance.locale.language_code)))

    def to_representation(self, value):
        return value


class ParentPageField(Field):
    """The parent page, if it is public."""

    def get_attribute(self, instance):
        parent = instance.get_parent()
        return self.context["base_queryset"].filter(pk=parent.pk).first()

    def to_representation(self, parent):
        detail_url = get_object_detail_url(self.context["router"], None, Page, parent.pk)
        html_url = AbsoluteUrlField().get_attribute(parent)
        meta = {"detail_url": detail_url, "html_url": html_url}
        return {"id": parent.pk, "title": parent.title, "meta": meta}


class LocaleFilter(BaseFilterBackend):
    """``locale``: the pages of one language.

    With ``fallback=true``, pages without a translation are included in their fallback language,
    each page once.
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
            return for_reader(queryset, site_language(code))
        return queryset.filter(locale__language_code=code)


class PageOrderFilter(BaseFilterBackend):
    """``order``: by one field, with a leading minus in descending order."""

    def filter_queryset(self, request, queryset, view):
        order = request.GET.get("order", "id")
        if order.removeprefix("-") not in ORDER_FIELDS:
            raise BadRequestError(f"cannot order by '{order}'. Try: {', '.join(ORDER_FIELDS)}")
        return queryset.order_by(order, "id")


class PrefetchingPagination(WagtailPagination):
    def paginate_queryset(self, queryset, request, view=None):
        """Fetch the pages and all that their texts link to, in a fixed number of queries."""
        offset = request.GET.get("offset", "0")
        # Wagtail itself refuses what is not a number.
        if offset.isdecimal() and int(offset) > MAX_OFFSET:
            raise BadRequestError(f"offset cannot be higher than {MAX_OFFSET}")
        pages = list(super().paginate_queryset(queryset, request, view))
        data_set = data_set_for_model(queryset.model)
        if data_set:
            for code in {page.locale.language_code for page in pages}:
                with translation.override(site_language(code).code):
                    data_set.prefetch_targets(
                        page for page in pages if page.locale.language_code == code
                    )
        return pages


class PublicPagesAPIViewSet(PagesAPIViewSet):
    """The public pages that have not expired. Counts do not include any others."""

    authentication_classes = []
    permission_classes = []
    renderer_classes = [JSONRenderer]
    pagination_class = PrefetchingPagination
    http_method_names = ["get", "head"]
    filter_backends = [
        FieldsFilter,
        ChildOfFilter,
        AncestorOfFilter,
        DescendantOfFilter,
        TranslationOfFilter,
        LocaleFilter,
        PageOrderFilter,
    ]
    known_query_parameters = frozenset(
        {"limit", "offset", "fields", "order", "type", "locale", "fallback"}
        | {"child_of", "ancestor_of", "descendant_of", "translation_of"}
    )
    body_fields = ["id", "title"]
    meta_fields = [
        "type",
        "detail_url",
        APIField("html_url", serializer=AbsoluteUrlField()),
        "slug",
        "translation_key",
        "first_published_at",
        APIField("parent", serializer=ParentPageField()),
        "locale",
    ]

    def initial(self, request, *args, **kwargs):
        """Refuse parameters that a database cannot compare with."""
        super().initial(request, *args, **kwargs)
        for name, value in request.GET.items():
            if "\0" in name + value or len(name + value) > MAX_PARAMETER_LENGTH:
                raise BadRequestError("a parameter is too long or holds a null character")

    def finalize_response(self, request, response, *args, **kwargs):
        """Set headers that do not depend on the ``Accept-Language`` of the request."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Content-Language"] = source_language().tag
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    def get_root_page(self):
        return self.get_base_queryset().get(depth=2, locale__language_code=source_language().code)

    def get_base_queryset(self):
        pages = live_public_pages(Page.objects.filter(depth__gt=1))
        return pages.select_related("locale").order_by("id")

    def get_queryset(self):
        pages = super().get_queryset().select_related("locale")
        data_set = data_set_for_model(pages.model)
        return pages.prefetch_related(*data_set.prefetch) if data_set else pages

    def detail_view(self, request, pk):
        self.check_query_parameters(self.get_queryset())
        return super().detail_view(request, pk)

    @classmethod
    def get_body_fields(cls, model):
        """Add the columns of the data set to the fields of every page."""
        data_set = data_set_for_model(model)
        columns = data_set.columns if data_set else ()
        return super().get_body_fields(model) + [
            APIField(column.name, serializer=DataColumnField(column))
            for column in columns
            if column.name not in STANDARD_FIELDS
        ]

    @classmethod
    def get_available_fields(cls, model, db_fields_only=False):
        """Allow filters by the fields that can be compared with any text alone."""
        names = super().get_available_fields(model, db_fields_only)
        if not db_fields_only:
            return names
        field_types = (CharField, BooleanField)
        return [name for name in names if isinstance(model._meta.get_field(name), field_types)]

    @classmethod
    def get_urlpatterns(cls):
        """Leave out ``find``: a page is found by the filter ``slug``."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "find"]


class PublicAPIRouter(WagtailAPIRouter):
    def wrap_view(self, view):
        """Answer conditional requests, as the views of feeds do."""
        return always_revalidated(super().wrap_view(view))


router = PublicAPIRouter("api")
router.register_endpoint("pages", PublicPagesAPIViewSet)
