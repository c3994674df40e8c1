"""Who may see uploaded pictures, their renditions and documents, and what caches may keep."""

from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.users.models import UserProfile

from core.models import SiteDocument, SiteImage
from home.models import ContentPage
from tests import specimens as specimen
from translation.roles import AUTHOR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("updated_indexes")]
PDF = b"%PDF-1.7\n%%EOF\n"


def png() -> ContentFile:
    written = BytesIO()
    Image.new("RGB", (60, 40), "#0f4c5c").save(written, "PNG")
    return ContentFile(written.getvalue(), "hall.png")


def body(page: ContentPage, picture: SiteImage, document: SiteDocument):
    shown = {"image": picture.pk, "alternative_text": "A hall", "caption": ""}
    return specimen.stream(
        page, "body", ("picture", shown), ("file", specimen.file_block(document))
    )


@pytest.fixture(scope="module")
def numbers(home_of_module, updated_indexes) -> SimpleNamespace:
    """A page with a picture and a document, which are in a collection of their own."""
    above = Collection.get_first_root_node().add_child(name="Above")
    collection = above.add_child(name="Files")
    picture = SiteImage.objects.create(title="Hall", file=png(), collection=collection)
    document = SiteDocument.objects.create(
        title="Agenda", file=ContentFile(PDF, "agenda.pdf"), collection=collection
    )
    page = specimen.content(home_of_module, slug="files")
    page.body = body(page, picture, document)
    specimen.publish(page)
    shown = BeautifulSoup(Client().get("/en/files/").content, "html.parser")
    renditions = [one["srcset"].split(" ")[0] for one in shown.select("[srcset]")]
    assert len(renditions) == 3
    addresses = [picture.file.url, *renditions, document.url]
    return SimpleNamespace(page=page.pk, collection=collection.pk, addresses=addresses)


@pytest.fixture
def page(db, numbers) -> ContentPage:
    return ContentPage.objects.get(pk=numbers.page)


@pytest.fixture
def addresses(page, numbers) -> list[str]:
    """The picture, its renditions, and the document."""
    return numbers.addresses


def statuses(client: Client, addresses: list[str]) -> set[int]:
    return {client.get(address).status_code for address in addresses}


# Public files


def test_everybody_sees_the_files_of_a_public_page(client, addresses):
    assert statuses(client, addresses) == {200}


def test_a_public_file_sets_no_cookie_and_depends_on_none(client, addresses):
    client.cookies["theme"] = "dark"
    for address in addresses:
        answer = client.get(address)
        assert not answer.cookies
        assert "cookie" not in answer.headers.get("Vary", "").lower()


def test_browsers_keep_a_public_file_for_minutes_and_shared_caches_ask_every_time(
    client, addresses
):
    for address in addresses:
        control = client.get(address).headers["Cache-Control"]
        assert set(control.split(", ")) == {"max-age=300", "s-maxage=0", "must-revalidate"}


def test_an_unchanged_file_is_not_sent_again(client, addresses):
    for address in addresses:
        first = client.get(address)
        assert first.getvalue()
        for headers in (
            {"if-none-match": first["ETag"]},
            {"if-modified-since": first["Last-Modified"]},
        ):
            again = client.get(address, headers=headers)
            assert (again.status_code, again.content) == (304, b"")
            assert "s-maxage=0" in again["Cache-Control"]


def test_only_safe_methods_are_allowed(client, addresses):
    for address in addresses:
        assert client.head(address).status_code == 200
        assert client.post(address).status_code == 405


def test_a_file_runs_nothing_and_has_no_false_encoding_or_language(client, addresses):
    for address in addresses:
        answer = client.get(address, headers={"accept-language": "mk"})
        assert answer["Content-Security-Policy"] == "default-src 'none'"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert not {"Content-Encoding", "Content-Language"} & set(answer.headers)


def test_a_picture_takes_few_queries(client, addresses, django_assert_max_num_queries):
    client.get(addresses[1])
    with django_assert_max_num_queries(3):
        client.get(addresses[1])


# Files that are not public


def restrict_collection(page: Page, name: str = "Files") -> None:
    CollectionViewRestriction.objects.create(
        collection=Collection.objects.get(name=name), restriction_type="login"
    )


def remove_files(page: ContentPage) -> None:
    page.body = []
    specimen.publish(page)


def expire(page: Page) -> None:
    """Let the page expire before the command that unpublishes expired pages."""
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


HIDING = {
    "unpublished": lambda page: page.unpublish(),
    "expired": expire,
    "deleted": lambda page: page.delete(),
    "for those who log in": lambda page: specimen.restrict(page, PageViewRestriction.LOGIN),
    "behind a password": lambda page: specimen.restrict(page, PageViewRestriction.PASSWORD),
    "for some groups": lambda page: specimen.restrict(page, PageViewRestriction.GROUPS),
    "without them": remove_files,
    "a private collection": restrict_collection,
    "below a private collection": lambda page: restrict_collection(page, "Above"),
}
in_every_way = pytest.mark.parametrize("hide", HIDING.values(), ids=HIDING)


@in_every_way
def test_files_are_closed_at_the_next_request(client, page, addresses, hide):
    seen = {address: client.get(address)["ETag"] for address in addresses}
    hide(page)
    for address, etag in seen.items():
        answer = client.get(address, headers={"if-none-match": etag})
        assert answer.status_code in (302, 404)
        assert (answer.status_code == 404) or address.startswith("/documents/")
        assert PDF not in answer.content


@in_every_way
def test_a_person_who_works_on_the_site_still_sees_them_and_no_cache_keeps_them(
    page, addresses, editor_client, hide
):
    hide(page)
    for address in addresses:
        answer = editor_client.get(address)
        assert answer.status_code == 200
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert "Cookie" in answer["Vary"]


def test_the_files_of_a_draft_are_closed_also_if_the_page_is_public(client, editor_client, page):
    picture = SiteImage.objects.create(title="New", file=png())
    document = SiteDocument.objects.create(title="New", file=ContentFile(PDF, "new.pdf"))
    page.body = body(page, picture, document)
    page.save_revision()
    addresses = [picture.file.url, picture.get_rendition("width-20").url, document.url]
    assert statuses(client, addresses) == {404}
    assert statuses(editor_client, addresses) == {200}


def test_a_file_is_public_as_soon_as_its_page_is_also_while_no_worker_runs(
    client, page, addresses, settings
):
    remove_files(page)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert statuses(client, addresses) == {404}
    page.body = body(page, SiteImage.objects.get(), SiteDocument.objects.get())
    specimen.publish(page)
    assert statuses(client, addresses) == {200}


def test_a_second_page_keeps_them_public(client, home, page, addresses):
    other = specimen.content(home, slug="other")
    other.body = page.body
    specimen.publish(other)
    page.unpublish()
    assert statuses(client, addresses) == {200}


def test_whoever_has_the_password_of_a_page_sees_its_files(client, page, addresses):
    specimen.restrict(page, PageViewRestriction.PASSWORD)
    restriction = PageViewRestriction.objects.get()
    url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    client.post(url, {"password": "open", "return_url": "/en/files/"})
    assert statuses(client, addresses) == {200}
    assert "no-store" in client.get(addresses[0])["Cache-Control"]
    assert statuses(Client(), addresses) == {404}


def test_the_password_of_a_collection_opens_its_files(client, addresses, numbers):
    restriction = CollectionViewRestriction.objects.create(
        collection_id=numbers.collection, restriction_type="password", password="open"
    )
    document = addresses[-1]
    assert client.get(document).templates
    url = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    client.post(url, {"password": "open", "return_url": document})
    assert statuses(client, addresses) == {200}
    assert "no-store" in client.get(document)["Cache-Control"]


def test_an_account_without_permissions_is_a_reader(page, addresses):
    reader = Client()
    reader.force_login(get_user_model().objects.create_user("reader", email="r@example.org"))
    page.unpublish()
    assert statuses(reader, addresses) == {404}


def test_nothing_else_of_the_folder_is_served(client, admin_client, addresses):
    for path in ("/media/documents/agenda.pdf", "/media/images/../x", "/media/avatar_images/.."):
        assert client.get(path).status_code == 404
        assert admin_client.get(path).status_code == 404


def test_the_portrait_of_an_account_is_for_those_who_work_on_the_site(client, editor_client, db):
    author = get_user_model().objects.create_user("author", email="author@example.org")
    author.groups.add(Group.objects.get(name=AUTHOR.name))
    profile = UserProfile.get_for_user(author)
    profile.avatar.save("me.png", png())
    assert client.get(profile.avatar.url).status_code == 404
    answer = editor_client.get(profile.avatar.url)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("hide", "sentence"),
    [
        (lambda page: None, "Everybody can open this file"),
        (lambda page: page.unpublish(), "no public page uses it"),
        (restrict_collection, "access to its collection"),
    ],
    ids=["public", "unpublished", "private collection"],
)
def test_the_forms_of_files_say_who_can_open_them(editor_client, page, hide, sentence):
    hide(page)
    for name, file in (("wagtailimages", SiteImage), ("wagtaildocs", SiteDocument)):
        address = reverse(f"{name}:edit", args=[file.objects.get().pk])
        assert sentence in editor_client.get(address).content.decode()


# The web server in front


def test_the_web_server_sends_what_this_site_allows(client, page, addresses, settings):
    settings.MEDIA_ACCEL_REDIRECT = True
    for address in addresses:
        answer = client.get(address)
        path = answer["X-Accel-Redirect"]
        assert path.startswith("/protected-media/")
        assert path.rpartition("/")[2] == address.rpartition("/")[2]
        assert answer.content == b""
        assert answer.headers.get("Content-Length", "0") == "0"
        assert "s-maxage=0" in answer["Cache-Control"]
    page.unpublish()
    assert not any("X-Accel-Redirect" in client.get(address) for address in addresses)


def test_the_web_server_gets_names_in_ascii(client, home, settings):
    settings.MEDIA_ACCEL_REDIRECT = True
    document = SiteDocument.objects.create(title="A", file=ContentFile(PDF, "дневен ред.pdf"))
    page = specimen.content(home)
    page.body = specimen.stream(page, "body", ("file", specimen.file_block(document)))
    specimen.publish(page)
    path = client.get(document.url)["X-Accel-Redirect"]
    assert path.isascii()
    assert path.endswith("%D1%80%D0%B5%D0%B4.pdf")
