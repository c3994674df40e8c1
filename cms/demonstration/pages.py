"""Converts records of the content files to fields of pages, with one function per page type.

Each function returns a dictionary of field values. ``page_id`` is a function that returns the id
of a page by its key in the content files.
"""

from .content import read_content, rich_text, source_blocks


def _common_fields(record: dict) -> dict:
    return {"title": record["title"], "summary": record.get("summary", "").strip()}


def _source_fields(record: dict) -> dict:
    return {
        "sources": source_blocks(record),
        "checked_on": record.get("checked"),
        "source_note": record.get("source_note", ""),
    }


def _date_fields(record: dict, start: str, end: str = "end") -> dict:
    return {
        "start_date": record[start],
        "end_date": record.get(end),
        "date_precision": record["precision"],
        "date_note": record.get("date_note", ""),
    }


def home(record: dict, page_id) -> dict:
    sections = []
    for section in record["sections"]:
        sections.append(("heading", section["heading"]))
        sections.append(("text", rich_text(section["text"], page_id)))
    return {
        **_common_fields(record),
        "introduction": rich_text(record["introduction"], page_id),
        "history_teaser": record["history_teaser"],
        "key_documents": [("document", page_id(key)) for key in record["key_documents"]],
        "sections": sections,
    }


def index(record: dict, page_id) -> dict:
    return {**_common_fields(record), "introduction": rich_text(record["introduction"], page_id)}


def history(record: dict, page_id) -> dict:
    milestones = [
        (
            "milestone",
            {
                "start_date": item["date"],
                "end_date": item.get("end"),
                "date_precision": item["precision"],
                "date_note": item.get("date_note", ""),
                "title": item["title"],
                "text": rich_text(item["text"], page_id),
                "picture": [],
                "page": page_id(item["link"].partition(":")[2]) if "link" in item else None,
            },
        )
        for item in read_content("history")["milestone"]
    ]
    keys = {key: None for item in read_content("history")["milestone"] for key in item["sources"]}
    sources_of_all = {"sources": list(keys), "checked": record["checked"]}
    return {**index(record, page_id), **_source_fields(sources_of_all), "milestones": milestones}


def meeting(record: dict, page_id) -> dict:
    states = record.get("states", [])
    names = record.get("states_names_used", {})
    return {
        **_common_fields(record),
        **_date_fields(record, "start"),
        **_source_fields(record),
        "kind": record["kind"],
        "status": "held",
        "is_context": record.get("context", False),
        "place": record.get("place", "") if not record.get("online") else "",
        "country": record.get("country", ""),
        "is_online": record.get("online", False),
        "host": record.get("host", ""),
        "organiser": record.get("organiser", ""),
        "ordinal": record.get("ordinal", ""),
        "outcome": rich_text(record.get("outcome", ""), page_id),
        "participation": "listed" if states else "not-recorded",
        "participation_note": record.get("participation_note", ""),
        "participants": [{"territory": code, "name_used": names.get(code, "")} for code in states],
    }


def declaration(record: dict, page_id) -> dict:
    return {
        **_common_fields(record),
        **_date_fields(record, "adopted"),
        **_source_fields(record),
        "full_title": record.get("full_title", ""),
        "kind": record["kind"],
        "presented_on": record.get("presented"),
        "presented_at": record.get("presented_note", ""),
        "place": record.get("place", ""),
        "country": record.get("country", ""),
        "adopting_body": record.get("adopting_body", ""),
        "meeting_id": page_id(record["meeting"]) if "meeting" in record else None,
        "signatories_note": record.get("signatories_note", ""),
        "text_kind": record["text_kind"],
        "preamble": rich_text(record.get("preamble", ""), page_id),
        "authentic_language": record.get("authentic_language", ""),
        "paragraphs": [
            ("paragraph", _paragraph(number, item, page_id))
            for number, item in enumerate(record.get("paragraph", []), start=1)
        ],
        "language_versions": [("version", _version(item)) for item in record.get("version", [])],
        "reaffirmations": [{"declaration_id": page_id(key)} for key in record.get("reaffirms", [])],
    }


def _paragraph(number: int, item: dict, page_id) -> dict:
    return {
        "number": number,
        "text": rich_text(item["text"], page_id),
        "themes": item.get("themes", []),
    }


def _version(item: dict) -> dict:
    return {
        "language": item["language"],
        "status": item["status"],
        "document": None,
        "url": item["url"],
        "note": item.get("note", ""),
    }


def state(record: dict, page_id) -> dict:
    all_sources = read_content("sources")
    return {
        **_common_fields(record),
        **_source_fields(record),
        "territory": record["code"],
        "institution": record["institution"],
        "institution_native": record.get("institution_native", ""),
        "native_language": record.get("native_language", ""),
        "sits_in": record.get("sits_in", ""),
        "email": record.get("email", ""),
        "membership_note": record.get("membership_note", ""),
        "designation_footnote": record.get("footnote", ""),
        "help_lines": [
            (
                "help_line",
                {
                    "number": line["number"],
                    "operator": line["operator"],
                    "hours": line.get("hours", ""),
                    "cost": line.get("cost", ""),
                    "source": all_sources[line["source"]].get("url", ""),
                    "note": line.get("note", ""),
                },
            )
            for line in record.get("help_line", [])
        ],
    }


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
    return {**_common_fields(record), **_source_fields(record), "body": blocks}
