"""Documents that nobody outside may open before their release wait in a private collection."""

from django.utils.translation import gettext_noop
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from translation.models import ReleaseSet

NAME = gettext_noop("Waiting for their release")


def waiting_room() -> Collection:
    """The collection that only people with an account can read from; made when first needed."""
    root = Collection.get_first_root_node()
    room = root.get_children().filter(name=NAME).first()
    if room is None:
        room = root.add_child(instance=Collection(name=NAME))
    if not room.get_view_restrictions().exists():
        CollectionViewRestriction.objects.create(
            collection=room, restriction_type=CollectionViewRestriction.LOGIN
        )
    return room


def keep_back(release_set: ReleaseSet, chosen: list) -> None:
    """Make these the documents of the set; hide them, and let go of those no longer in it."""
    kept = {document.pk for document in chosen}
    dropped = release_set.documents.exclude(pk__in=kept)
    _return(release_set, list(dropped))
    release_set.documents.set(chosen)
    room = waiting_room() if chosen else None
    for document in chosen:
        if document.collection_id != room.pk:
            release_set.collections[str(document.pk)] = document.collection_id
            _move(document, room.pk)
    release_set.save(update_fields=["collections"])


def let_go(release_set: ReleaseSet) -> None:
    """Bring the documents of a set back to where they belong."""
    _return(release_set, list(release_set.documents.all()))
    release_set.save(update_fields=["collections"])


def _return(release_set: ReleaseSet, documents: list) -> None:
    """A document that somebody moved elsewhere by hand stays there."""
    if not documents:
        return
    room, root = waiting_room(), Collection.get_first_root_node()
    existing = set(Collection.objects.values_list("pk", flat=True))
    for document in documents:
        home = release_set.collections.pop(str(document.pk), None)
        if document.collection_id == room.pk:
            _move(document, home if home in existing and home != room.pk else root.pk)


def _move(document, collection_id: int) -> None:
    document.collection_id = collection_id
    document.save(update_fields=["collection"])


def waiting_documents(release_set: ReleaseSet | None = None):
    """Documents of open release sets other than this one."""
    others = ReleaseSet.objects.filter(released_at=None)
    if release_set and release_set.pk:
        others = others.exclude(pk=release_set.pk)
    return get_document_model().objects.filter(releaseset__in=others)
