"""Creates the content of the bare site: three levels of pages, an image, two translations."""

import os
from io import BytesIO

import django
from django.core.files.images import ImageFile
from django.core.management import call_command
from PIL import Image

PATH = "/en/section-2/page-3/"
TEXT = "<p>{}</p>".format("Coordinators meet twice a year and agree on what is done next. " * 6)
SECTIONS, PAGES = 4, 3


def create() -> None:
    """Set up the database and the pages."""
    from wagtail.images.models import Image as WagtailImage
    from wagtail.models import Locale, Page, Site

    from .models import StandardPage

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    picture = BytesIO()
    Image.new("RGB", (1200, 800), "#0f4c5c").save(picture, "PNG")
    image = WagtailImage.objects.create(title="Hall", file=ImageFile(picture, "hall.png"))

    def page(parent: Page, name: str) -> Page:
        made = StandardPage(title=name, slug=name.lower().replace(" ", "-"), body=TEXT * 6)
        made.image, made.show_in_menus = image, True
        return parent.add_child(instance=made)

    home = page(Page.get_first_root_node(), "Home page")
    Site.objects.update(root_page=home)
    for number in range(1, SECTIONS + 1):
        section = page(home, f"Section {number}")
        for inner in range(1, PAGES + 1):
            page(section, f"Page {inner}")
    for code in ("de", "fr"):
        locale = Locale.objects.create(language_code=code)
        for source in StandardPage.objects.filter(locale=home.locale).order_by("path"):
            source.copy_for_translation(locale).save_revision().publish()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmark.projects.bare.settings"
    django.setup()
    create()
