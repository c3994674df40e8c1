"""Creates pages in easy language."""

from wagtail.models import Page

from home.models import EasyReadPage, HomePage
from tests import specimens as specimen

WORDS = "The coordinators meet 2 times a year."


def easy_version(parent: Page, slug: str = "easy", **values) -> EasyReadPage:
    """Publish the easy version of a page or, below the home page, of the view ``view_name``."""
    fields = {"title": "About us in easy words", "summary": "Who we are.", **values}
    page = EasyReadPage(slug=slug, locale=parent.locale, **fields)
    page.body = specimen.stream(page, "body", ("text", f"<p>{WORDS}</p>"))
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return specimen.publish(page)


def easy_version_of_help(home: HomePage, **values) -> EasyReadPage:
    fields = {"slug": "contacts-by-country-easy", "title": "You can get help", **values}
    return easy_version(home, view_name="contacts", **fields)


def rich_easy_version(parent: Page, made: specimen.Specimens) -> EasyReadPage:
    """Publish an easy version with every part that it may have."""
    page = easy_version(parent)
    page.body = specimen.stream(
        page,
        "body",
        ("heading", "Who we are"),
        ("text", specimen.RICH),
        ("picture", {"image": made.image.pk, "alternative_text": "A hall", "caption": "Brdo"}),
    )
    return specimen.publish(page)
