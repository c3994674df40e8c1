"""What editors do, in the admin of one of the web processes."""

from io import BytesIO

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from PIL import Image
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from core.models import SiteImage
from home.models import ContentPage, HomePage
from translation.roles import SECRETARIAT_EDITOR

from .site_client import SiteClient

PASSWORD = "only for this installation"


def create_editor() -> str:
    """Return the name of a new account that may publish."""
    user = get_user_model().objects.create_user("editor", "editor@example.org", PASSWORD)
    user.groups.add(Group.objects.get(name=SECRETARIAT_EDITOR.name))
    return user.get_username()


def source_home() -> HomePage:
    return HomePage.objects.get(locale__language_code="en")


def publish_page(client: SiteClient, slug: str, **values) -> ContentPage:
    """Create and publish a page below the home page with the form."""
    url = reverse("wagtailadmin_pages:add", args=["home", "contentpage", source_home().pk])
    _send_page_form(client, url, slug=slug, summary="A page of the check.", **values)
    return ContentPage.objects.get(slug=slug)


def change_page(client: SiteClient, page: ContentPage, **values) -> None:
    _send_page_form(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), **values)


def _send_page_form(client: SiteClient, url: str, **values) -> None:
    form = client.get(url)
    assert form.status == 200, f"The form of the page: {form.status}"
    initial = querydict_from_html(form.text, form_id="page-edit-form").dict()
    # In a browser, JavaScript creates the fields of a stream.
    filled = nested_form_data({"body": streamfield([]), "sources": streamfield([]), **values})
    answer = client.post(url, {**initial, **filled, "action-publish": "action-publish"})
    assert answer.status == 302, f"The page was not published: {answer.status}"


def upload_picture(client: SiteClient, title: str) -> SiteImage:
    written = BytesIO()
    written.name = "picture.png"
    Image.new("RGB", (1200, 800), "#0f4c5c").save(written, "PNG")
    written.seek(0)
    answer = client.post(reverse("wagtailimages:add"), {"title": title, "file": written})
    assert answer.status == 302, f"The picture was not accepted: {answer.status}"
    return SiteImage.objects.get(title=title)
