"""Fills pages with every part that their type allows."""

from wagtail.models import Page

from home.models import HomePage
from news.models import NewsPage
from tests import specimens as specimen


def rich_history(page: Page, made: specimen.Specimens) -> Page:
    page.introduction = specimen.RICH
    milestone = {
        "start_date": "2010-10-20",
        "date_precision": "day",
        "title": "Founded",
        "text": specimen.RICH,
        "picture": [{"image": made.image.pk, "alternative_text": "A hall", "caption": ""}],
        "page": made.pages["MeetingPage"].pk,
    }
    page.milestones = specimen.stream(page, "milestones", ("milestone", milestone))
    return specimen.publish(page)


def rich_news(home: HomePage, made: specimen.Specimens) -> NewsPage:
    page = specimen.news(home, summary="Coordinators met.", text=specimen.RICH)
    page.picture = made.pages["MeetingPage"].pictures
    page.records = specimen.stream(page, "records", ("record", made.pages["MeetingPage"].pk))
    page.sources = specimen.stream(
        page, "sources", ("source", {"title": "ICMPD", "language": "en"})
    )
    return specimen.publish(page)
