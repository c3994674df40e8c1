"""Finds what an import of a Plone site has created, and its report."""

from wagtail.models import Page


def page_at(path: str, code: str = "en") -> Page:
    slug = path.rpartition("/")[2]
    return Page.objects.get(slug=slug, locale__language_code=code, depth__gt=2).specific


def files_in(folder) -> set[str]:
    return {str(path) for path in folder.resolve().rglob("*")}


def row(report, path: str):
    return next(item for item in report.rows if item.path == f"/{path}")
