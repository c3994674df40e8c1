"""The embargo of a release set: its documents are hidden, its pages have no dates of their own.

Embargoed documents are in a private collection until the release.
"""

from django.utils.translation import gettext_noop
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Revision

from translation.models import ReleaseSet

COLLECTION_NAME = gettext_noop("Waiting for their release")


def embargo_collection() -> Collection:
    """Return the collection that only people with an account can read; create it if missing."""
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name=COLLECTION_NAME).first()
    if collection is None:
        collection = root.add_child(instance=Collection(name=COLLECTION_NAME))
    if not collection.get_view_restrictions().exists():
        CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=CollectionViewRestriction.LOGIN
        )
    return collection


def embargo_documents(release_set: ReleaseSet, chosen: list) -> None:
    """Make ``chosen`` the documents of the set and hide them; restore those no longer in it."""
    removed = release_set.documents.exclude(pk__in=[document.pk for document in chosen])
    _restore(release_set, list(removed))
    release_set.documents.set(chosen)
    private = embargo_collection() if chosen else None
    for document in chosen:
        if document.collection_id != private.pk:
            release_set.original_collections[str(document.pk)] = document.collection_id
            _move(document, private.pk)
    release_set.save(update_fields=["original_collections"])


def lift_embargo(release_set: ReleaseSet) -> None:
    """Move the documents of a set back to where they were."""
    _restore(release_set, list(release_set.documents.all()))
    release_set.save(update_fields=["original_collections"])


def public_documents(release_set: ReleaseSet) -> list:
    """Return the documents of a set that everybody can open as soon as its embargo ends."""
    documents = list(release_set.documents.order_by("title"))
    destinations = _destinations(release_set, documents)
    restricted = {
        collection.pk
        for collection in Collection.objects.filter(pk__in=destinations.values())
        if collection.get_view_restrictions().exists()
    }
    return [document for document in documents if destinations[document] not in restricted]


def _restore(release_set: ReleaseSet, documents: list) -> None:
    """Move documents back; one that an editor has moved elsewhere since stays there."""
    for document, destination in _destinations(release_set, documents).items():
        release_set.original_collections.pop(str(document.pk), None)
        if document.collection_id != destination:
            _move(document, destination)


def _destinations(release_set: ReleaseSet, documents: list) -> dict[object, int]:
    """Return the id of the collection that each document is in after the embargo."""
    if not documents:
        return {}
    private, root = embargo_collection(), Collection.get_first_root_node()
    existing = set(Collection.objects.values_list("pk", flat=True)) - {private.pk}
    destinations = {}
    for document in documents:
        original = release_set.original_collections.get(str(document.pk))
        is_embargoed = document.collection_id == private.pk
        destination = original if is_embargoed else document.collection_id
        destinations[document] = destination if destination in existing else root.pk
    return destinations


def _move(document, collection_id: int) -> None:
    document.collection_id = collection_id
    document.save(update_fields=["collection"])


def embargoed_documents(release_set: ReleaseSet | None = None):
    """Return the documents of unreleased sets other than this one."""
    others = ReleaseSet.objects.unreleased()
    if release_set and release_set.pk:
        others = others.exclude(pk=release_set.pk)
    return get_document_model().objects.filter(releaseset__in=others)


def cancel_scheduled_publication(release_set: ReleaseSet, user) -> bool:
    """Cancel the scheduled publication of the page and of the languages in its set.

    The dates of translations stay in their assignments. They apply again when the embargo ends
    without a release. Return whether the page itself was scheduled.
    """
    page = release_set.page
    chosen = release_set.items.filter(waived=False).values("locale")
    translations = page.get_translations().filter(locale__in=chosen)
    embargoed = {page.pk, *translations.values_list("pk", flat=True)}
    scheduled = list(
        Revision.page_revisions.filter(
            object_id__in=map(str, embargoed), approved_go_live_at__isnull=False
        )
    )
    for revision in scheduled:
        revision.approved_go_live_at = None
        revision.save(user=user, update_fields=["approved_go_live_at"])
    return str(page.pk) in {revision.object_id for revision in scheduled}
