"""What is asked of a site that grows: pages, and files with all records in them."""

from core.languages import source_language
from meetings.models import MeetingPage
from meetings.models.index_page import MEETINGS_PER_PAGE

from .corpus import corpus

# The rank of a word that more than ten of a hundred pages have: a page of results is full at each
# size, so that what is shown does not grow with the site.
MEDIUM_RANK = 150


def growing_paths() -> tuple[dict[str, str], dict[str, str]]:
    """Return the paths of pages, and those of whole files, by their names."""
    code = source_language().code
    word = corpus().generators[code].words[MEDIUM_RANK]
    last = MeetingPage.objects.filter(locale__language_code=code).count() // MEETINGS_PER_PAGE
    pages = {
        "home": "",
        "meeting": "meetings/2012-ljubljana/",
        "declaration": "declarations/2012-joint-declaration/",
        "meetings": "meetings/",
        "meetings, filtered": "meetings/?state=SI&kind=coordinators",
        "meetings, last page": f"meetings/?page={last}",
        "meetings in pictures": "meetings/?view=pictures",
        "declarations": "declarations/",
        "state": "states/kosovo/",
        "search": f"search/?q={word}",
        "search, filtered": f"search/?q={word}&kind=meeting",
        "search, tenth page": f"search/?q={word}&page=10",
        "suggestions": f"search/suggestions/?q={word[:4]}",
        "feed": "feed.atom",
        "not found": "nowhere/",
    }
    files = {
        "calendar": "meetings/calendar.ics",
        "data, JSON": "meetings/data.json",
        "data, CSV": "meetings/data.csv",
    }
    sitemaps = {"sitemap index": "/sitemap.xml", "sitemap": f"/sitemap-{code}.xml"}
    return _in_language(pages, code), {**_in_language(files, code), **sitemaps}


def _in_language(paths: dict[str, str], code: str) -> dict[str, str]:
    return {name: f"/{code}/{path}" for name, path in paths.items()}
