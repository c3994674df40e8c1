"""Who may see an uploaded picture or document: the only place that decides it.

Everybody sees a file that a public page uses, unless its collection, or one above, has a view
restriction. Wagtail's reference index knows what pages use; the hook ``register_uses_of_files``
adds other uses that are public: a function that gets a picture or document and returns a boolean.
People who work on the site see the other files that their permissions allow, and so do readers who
may see a restricted page that uses the file.
"""

from enum import Enum

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    QuerySet,
)
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex
from wagtail.permissions import policy_registry

from .localization import live_now, live_public_pages

FILE_ACTIONS = ("add", "change", "delete", "choose")
# A restricted page that uses a file is looked at with several queries.
MAX_RESTRICTED_PAGES = 20


class FileAccess(Enum):
    """``PUBLIC``: for everybody; ``PERSONAL``: for this request, and for no cache."""

    PUBLIC = "public"
    PERSONAL = "personal"
    REFUSED = "refused"


def in_restricted_collection() -> Exists:
    """Return the condition for files in restricted collections and their descendants."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.alias(path=path)
    return Exists(restrictions.filter(path__startswith=F("collection__path")))


def used_by_public_pages(files: QuerySet) -> QuerySet:
    """Narrow to the files that everybody may see because a public page uses them."""
    used = live_public_pages(
        Page.objects.filter(pk__in=_ids_of_pages_with(files.model, OuterRef(OuterRef("pk"))))
    )
    return files.filter(~in_restricted_collection(), Exists(used))


def file_access(file: Model, request: HttpRequest) -> FileAccess:
    """Return who may see a picture or document, of whom the request may be one."""
    if _is_on_public_page(file):
        return FileAccess.PUBLIC
    restrictions = list(file.collection.get_view_restrictions())
    if not restrictions and _has_other_public_use(file):
        return FileAccess.PUBLIC
    if not all(restriction.accept_request(request) for restriction in restrictions):
        return FileAccess.REFUSED
    if restrictions or _may_work_with(file, request.user) or _is_on_open_page(file, request):
        return FileAccess.PERSONAL
    return FileAccess.REFUSED


def explain_file_access(file: Model) -> str:
    """Return for editors which readers can open a picture or document."""
    if _is_on_public_page(file):
        return gettext("Everybody can open this file, because a public page uses it.")
    if file.collection.get_view_restrictions().exists():
        return gettext("Only people with access to its collection can open this file.")
    if _has_other_public_use(file):
        return gettext("Everybody can open this file, because a redirect leads to it.")
    return gettext("The public cannot open this file: no public page uses it.")


def _is_on_public_page(file: Model) -> bool:
    return used_by_public_pages(type(file).objects.filter(pk=file.pk)).exists()


def _has_other_public_use(file: Model) -> bool:
    return any(hook(file) for hook in hooks.get_hooks("register_uses_of_files"))


def _ids_of_pages_with(model: type[Model], pk) -> QuerySet:
    """Return the ids of the pages that use a file."""
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id=Cast(pk, CharField()),
    )
    return references.annotate(page_id=Cast("object_id", BigIntegerField())).values("page_id")


def _may_work_with(file: Model, user) -> bool:
    policy = policy_registry.get_by_type(type(file))
    return policy.user_has_any_permission_for_instance(user, FILE_ACTIONS, file)


def _is_on_open_page(file: Model, request: HttpRequest) -> bool:
    """Whether a live page uses the file and lets this reader in, for example with a password."""
    pages = Page.objects.filter(live_now(), pk__in=_ids_of_pages_with(type(file), file.pk))
    return any(
        all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
        for page in pages.specific()[:MAX_RESTRICTED_PAGES]
    )
