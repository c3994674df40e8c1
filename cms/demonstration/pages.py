"""Converts records of the content files to fields of pages, with one function per page type.

The keys of a record are the names of the fields. Each function returns a dictionary of field
values, and converts those that a file cannot contain. ``page_id`` is a function that returns the id
of a page by its key in the content files.
"""

from wagtail.fields import RichTextField
from wagtail.models import Page

from declarations.models import DeclarationPage
from home.models import ContentPage, EasyReadPage
from meetings.models import MeetingPage
from news.models import NewsPage
from states.models import StatePage

from .content import read_content, rich_text, source_blocks


def _field_values(
    model: type[Page], record: dict, page_id, other_keys: tuple[str, ...] = ()
) -> dict:
    """Return the values by the names of their fields, with rich text and sources converted.

    ``other_keys``: keys that are no fields. Any other unknown key raises ``FieldDoesNotExist``.
    """
    values = {name: value for name, value in record.items() if name not in ("key", *other_keys)}
    for name in values:
        if isinstance(model._meta.get_field(name), RichTextField):
            values[name] = rich_text(values[name], page_id)
    if "sources" in values:
        values["sources"] = source_blocks(values["sources"])
    return values


def home(record: dict, page_id) -> dict:
    sections = []
    for section in record["sections"]:
        sections.append(("heading", section["heading"]))
        sections.append(("text", rich_text(section["text"], page_id)))
    return {
        "title": record["title"],
        "summary": record["summary"],
        "introduction": rich_text(record["introduction"], page_id),
        "history_teaser": record["history_teaser"],
        "key_documents": [("document", page_id(key)) for key in record["key_documents"]],
        "sections": sections,
    }


def menu(records: list[dict], page_id) -> list[tuple]:
    """Return the links of the main menu as pairs of block type and raw value."""
    return [
        ("link", {"page": page_id(record["page"]), "labels": _labels(record["labels"])})
        for record in records
    ]


def footer(record: dict) -> list[tuple]:
    """Return the group of links at the foot as pairs of block type and raw value."""
    links = [
        {"address": link["address"], "labels": _labels(link["labels"])} for link in record["link"]
    ]
    return [("group", {"headings": _labels(record["heading"]), "links": links})]


def _labels(texts: dict[str, str]) -> list[dict]:
    return [
        {"type": "label", "value": {"language": code, "text": text}} for code, text in texts.items()
    ]


def index(record: dict, page_id) -> dict:
    return {
        "title": record["title"],
        "summary": record["summary"],
        "introduction": rich_text(record["introduction"], page_id),
    }


def news(record: dict, page_id) -> dict:
    values = _field_values(NewsPage, record, page_id)
    return values | {"records": [("record", page_id(key)) for key in record["records"]]}


def history(record: dict, page_id) -> dict:
    items = read_content("history")["milestone"]
    milestones = [
        (
            "milestone",
            {
                "start_date": item["start_date"],
                "end_date": item.get("end_date"),
                "date_precision": item["date_precision"],
                "date_note": item.get("date_note", ""),
                "title": item["title"],
                "text": rich_text(item["text"], page_id),
                "picture": [],
                "page": page_id(item["link"].partition(":")[2]) if "link" in item else None,
            },
        )
        for item in items
    ]
    sources = dict.fromkeys(key for item in items for key in item["sources"])
    return {
        **index(record, page_id),
        "sources": source_blocks(sources),
        "checked_on": record["checked_on"],
        "milestones": milestones,
    }


def meeting(record: dict, page_id) -> dict:
    values = _field_values(MeetingPage, record, page_id, other_keys=("later_summary",))
    return {"status": "held", **values}


def declaration(record: dict, page_id) -> dict:
    return {
        **_field_values(DeclarationPage, record, page_id, other_keys=("meeting",)),
        "meeting_id": page_id(record["meeting"]) if "meeting" in record else None,
        "paragraphs": [
            ("paragraph", {**item, "text": rich_text(item["text"], page_id)})
            for item in record.get("paragraphs", [])
        ],
        "language_versions": [("version", item) for item in record.get("language_versions", [])],
        "reaffirmations": [
            {"declaration_id": page_id(key)} for key in record.get("reaffirmations", [])
        ],
    }


def state(record: dict, page_id) -> dict:
    sources = read_content("sources")

    def with_source_url(item: dict) -> dict:
        return {**item, "source": sources[item["source"]].get("url", "")}

    values = _field_values(StatePage, record, page_id)
    if key := record.get("emergency_number_source"):
        values["emergency_number_source"] = sources[key]["url"]
    return {
        **values,
        "help_lines": [
            ("help_line", with_source_url(line)) for line in record.get("help_lines", [])
        ],
        "helping_organisations": [
            ("organisation", with_source_url(item))
            for item in record.get("helping_organisations", [])
        ],
    }


def easy(record: dict, page_id) -> dict:
    texts = {"heading": lambda text: text, "text": lambda text: rich_text(text, page_id)}
    blocks = [(block["type"], texts[block["type"]](block["text"])) for block in record["block"]]
    values = _field_values(EasyReadPage, record, page_id, other_keys=("parent", "block"))
    return {**values, "body": blocks}


def content(record: dict, page_id) -> dict:
    blocks = []
    for block in record["block"]:
        kind = block["type"]
        if kind == "heading":
            value = block["text"]
        elif kind == "questions":
            value = [
                {"question": item["question"], "answer": rich_text(item["answer"], page_id)}
                for item in block["item"]
            ]
        elif kind == "notice":
            value = {"tone": block["tone"], "text": rich_text(block["text"], page_id)}
        else:
            value = rich_text(block["text"], page_id)
        blocks.append((kind, value))
    return {**_field_values(ContentPage, record, page_id, other_keys=("block",)), "body": blocks}
