"""What several apps use of Wagtail's private API, which has no public equivalent.

``tests/core/test_wagtail_internals.py`` fails when an upgrade changes it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import wraps
from types import SimpleNamespace
from urllib.parse import unquote

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from modelcluster import models as cluster_models
from modelcluster.queryset import FakeQuerySet
from wagtail import signal_handlers
from wagtail.admin import auth, mail
from wagtail.admin.views.generic.chooser import ChosenMultipleViewMixin, ChosenViewMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.blocks import ChooserBlock
from wagtail.models import COMMENTS_RELATION_NAME, Comment, Page, ReferenceIndex
from wagtail.tasks import update_reference_index_task
from wagtail.url_routing import RouteResult

from core.csv_files import BYTE_ORDER_MARK
from core.mail import send_mail_of_wagtail
from core.prepared_queries import prepared_query

# No object has this key.
UNKNOWN_KEY = "0"


def extract_references(instance) -> Iterable[tuple]:
    """Yield ``(content type id, object id, model path, content path)`` of all references.

    Wagtail's reference index describes the stored version; this examines the object itself.
    """
    return ReferenceIndex._extract_references_from_object(instance)


def reference_rows(instance) -> list[ReferenceIndex]:
    """Return the rows that Wagtail's index has of an object, to be created together with others."""
    types = [
        ContentType.objects.get_for_model(model, for_concrete_model=False)
        for model in (instance, *instance._meta.get_parent_list()[-1:])
    ]
    return [
        ReferenceIndex(
            content_type=types[0],
            base_content_type=types[-1],
            object_id=instance.pk,
            to_content_type_id=to_type_id,
            to_object_id=to_object_id,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
        for to_type_id, to_object_id, model_path, content_path in dict.fromkeys(
            extract_references(instance)
        )
    ]


def slug_is_available(slug: str, parent: Page, page: Page) -> bool:
    """Return whether no other page below the parent has the slug."""
    return Page._slug_is_available(slug, parent, page)


def set_route(request: HttpRequest, route: RouteResult | None) -> None:
    """Have Wagtail serve the page of this route for the request, or none, and look for no other."""
    request._wagtail_route_for_request = route


def patch_wagtail() -> None:
    """Apply the replacements of this module."""
    find_child_relations_once()
    find_chosen_objects_with_prepared_queries()
    mark_denials_of_permission()
    update_references_at_once()
    send_wagtail_mail_with_emblem()
    mark_encoding_of_exports()
    validate_keys_in_choosers()


def find_child_relations_once() -> None:
    """Have modelcluster look for the child relations of a model once.

    It examines all fields of a page for each page that is read from the database.
    """
    for name in ("get_all_child_relations", "get_all_child_m2m_relations"):
        setattr(cluster_models, name, _once_for_fields(getattr(cluster_models, name)))


def _once_for_fields(find: Callable) -> Callable:
    """Return a function that looks in the fields of a model only if they are others than before."""
    name = f"_{find.__name__}"

    @wraps(find)
    def found(model) -> list:
        options, fields = model._meta, model._meta.get_fields()
        known_fields, relations = vars(options).get(name, (None, None))
        if known_fields is not fields:
            relations = find(model)
            setattr(options, name, (fields, relations))
        return relations

    return found


def find_chosen_objects_with_prepared_queries() -> None:
    """Have the objects that are chosen in a stream found without composing the SQL each time."""

    def bulk_to_python(block: ChooserBlock, keys: list) -> list:
        wanted = list({key for key in keys if key is not None})
        found = {item.pk: item for item in _with_keys(wanted, model=block.model_class)}
        objects, used = [], set()
        for key in keys:
            # One of its own for each place where it is chosen, as in Wagtail.
            objects.append(copy(found.get(key)) if key in used else found.get(key))
            used.add(key)
        return objects

    ChooserBlock.bulk_to_python = bulk_to_python


@prepared_query
def _with_keys(keys: list, *, model: type[Model]) -> QuerySet:
    # The key of a page is a relation to its row in the table of all pages.
    key = f"{model._meta.pk.name}__pk" if model._meta.pk.is_relation else "pk"
    return model.objects.filter(**{f"{key}__in": keys})


def mark_denials_of_permission() -> None:
    """Let the answer tell that a view has raised ``PermissionDenied``.

    Wagtail turns the exception into a redirect, within the transaction around the request. It is
    recognised by the attribute ``denies_permission``.
    """
    answer = auth.permission_denied

    def permission_denied(request):
        response = answer(request)
        response.denies_permission = True
        return response

    auth.permission_denied = permission_denied


def send_wagtail_mail_with_emblem() -> None:
    """Have Wagtail's own e-mails, about workflows and comments, look as those of the site."""
    mail.send_mail = send_mail_of_wagtail


def update_references_at_once() -> None:
    """Have the reference index updated in the transaction of a change, not by the worker later.

    It decides who may see a file: a page that is published shows its pictures at once.
    """
    task = SimpleNamespace(enqueue=update_reference_index_task.call)
    signal_handlers.update_reference_index_task = task


def mark_encoding_of_exports() -> None:
    """Have all lists and reports of the admin be exported as CSV with a byte order mark."""
    stream = SpreadsheetExportMixin.stream_csv

    def stream_csv(view, queryset):
        yield BYTE_ORDER_MARK
        yield from stream(view, queryset)

    SpreadsheetExportMixin.stream_csv = stream_csv


def validate_keys_in_choosers() -> None:
    """Have Wagtail's choosers check a key before they query for it.

    Wagtail fails with a server error for a text or a huge number. A field then has an invalid
    choice, and a view answers 404.
    """
    _validate_keys_in_fields()
    _validate_keys_in_views()


def _validate_keys_in_fields() -> None:
    read = BaseChooser.value_from_datadict

    @wraps(read)
    def value_from_datadict(self, data, files, name):
        value = read(self, data, files, name)
        return value if value is None or _can_be_key(self.model_class, value) else UNKNOWN_KEY

    BaseChooser.value_from_datadict = value_from_datadict


def _validate_keys_in_views() -> None:
    choose, find_many = ChosenViewMixin.get, ChosenMultipleViewMixin.get

    @wraps(choose)
    def get(self, request, pk):
        if not _can_be_key(self.model_class, unquote(str(pk))):
            raise Http404
        return choose(self, request, pk)

    @wraps(find_many)
    def get_many(self, request):
        if not all(_can_be_key(self.model_class, pk) for pk in request.GET.getlist("id")):
            raise Http404
        return find_many(self, request)

    ChosenViewMixin.get, ChosenMultipleViewMixin.get = get, get_many


def _can_be_key(model, value) -> bool:
    key = model._meta.pk
    field = getattr(key, "target_field", key)  # that of the parent, for a type of pages
    try:
        field.run_validators(field.to_python(value))
    except ValidationError:
        return False
    return True


class NoPageComments(FakeQuerySet):
    """The comments of a page that has none, which nobody has to look for."""

    def clear(self) -> None:
        """There is nothing to forget."""

    commit = clear


class NoPageCommentsDescriptor:
    """Takes the place of the relation to the comments of a page.

    Wagtail asks for them a dozen times while a page is copied, saved and published.
    """

    def __get__(self, instance, owner=None) -> NoPageComments:
        return NoPageComments(Comment, [])

    def __set__(self, instance, value) -> None:
        """Forget the value, which has come from here."""


@contextmanager
def no_page_comments() -> Iterator[None]:
    """Have no page looked for comments in the block, since none has one."""
    comments = vars(Page)[COMMENTS_RELATION_NAME]
    setattr(Page, COMMENTS_RELATION_NAME, NoPageCommentsDescriptor())
    try:
        yield
    finally:
        setattr(Page, COMMENTS_RELATION_NAME, comments)
