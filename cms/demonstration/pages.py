"""From a record of the content files to the fields of a page, one function per page type.

Each returns a dictionary of field values; ``ids`` maps the keys of other pages to their ids.
"""

from .content import read, rich_text, sources


def _common(record: dict) -> dict:
    return {"title": record["title"], "summary": record.get("summary", "").strip()}


def _sourced(record: dict) -> dict:
    return {
        "sources": sources(record),
        "checked_on": record.get("checked"),
        "source_note": record.get("source_note", ""),
    }


def _dated(record: dict, start: str, end: str = "end") -> dict:
    return {
        "start_date": record[start],
        "end_date": record.get(end),
        "date_precision": record["precision"],
        "date_note": record.get("date_note", ""),
    }


def home(record: dict, ids) -> dict:
    sections = []
    for section in record["sections"]:
        sections.append(("heading", section["heading"]))
        sections.append(("text", rich_text(section["text"], ids)))
    return {
        **_common(record),
        "introduction": rich_text(record["introduction"], ids),
        "history_teaser": record["history_teaser"],
        "key_documents": [("document", ids(key)) for key in record["key_documents"]],
        "sections": sections,
    }


def index(record: dict, ids) -> dict:
    return {**_common(record), "introduction": rich_text(record["introduction"], ids)}


def history(record: dict, ids) -> dict:
    milestones = [
        (
            "milestone",
            {
                "start_date": item["date"],
                "end_date": item.get("end"),
                "date_precision": item["precision"],
                "date_note": item.get("date_note", ""),
                "title": item["title"],
                "text": rich_text(item["text"], ids),
                "picture": [],
                "page": ids(item["link"].partition(":")[2]) if "link" in item else None,
            },
        )
        for item in read("history")["milestone"]
    ]
    named = {key: None for item in read("history")["milestone"] for key in item["sources"]}
    checked = {"sources": list(named), "checked": record["checked"]}
    return {**index(record, ids), **_sourced(checked), "milestones": milestones}


def meeting(record: dict, ids) -> dict:
    states = record.get("states", [])
    names = record.get("states_names_used", {})
    return {
        **_common(record),
        **_dated(record, "start"),
        **_sourced(record),
        "kind": record["kind"],
        "status": "held",
        "is_context": record.get("context", False),
        "place": record.get("place", "") if not record.get("online") else "",
        "country": record.get("country", ""),
        "is_online": record.get("online", False),
        "host": record.get("host", ""),
        "organiser": record.get("organiser", ""),
        "ordinal": record.get("ordinal", ""),
        "outcome": rich_text(record.get("outcome", ""), ids),
        "participation": "listed" if states else "not-recorded",
        "participation_note": record.get("participation_note", ""),
        "participants": [{"territory": code, "name_used": names.get(code, "")} for code in states],
    }


def declaration(record: dict, ids) -> dict:
    return {
        **_common(record),
        **_dated(record, "adopted"),
        **_sourced(record),
        "full_title": record.get("full_title", ""),
        "kind": record["kind"],
        "presented_on": record.get("presented"),
        "presented_at": record.get("presented_note", ""),
        "place": record.get("place", ""),
        "country": record.get("country", ""),
        "adopting_body": record.get("adopting_body", ""),
        "meeting_id": ids(record["meeting"]) if "meeting" in record else None,
        "signatories_note": record.get("signatories_note", ""),
        "text_kind": record["text_kind"],
        "preamble": rich_text(record.get("preamble", ""), ids),
        "authentic_language": record.get("authentic_language", ""),
        "paragraphs": [
            ("paragraph", _paragraph(number, item, ids))
            for number, item in enumerate(record.get("paragraph", []), start=1)
        ],
        "language_versions": [("version", _version(item)) for item in record.get("version", [])],
        "reaffirmations": [{"declaration_id": ids(key)} for key in record.get("reaffirms", [])],
    }


def _paragraph(number: int, item: dict, ids) -> dict:
    return {
        "number": number,
        "text": rich_text(item["text"], ids),
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


def state(record: dict, ids) -> dict:
    known = read("sources")
    return {
        **_common(record),
        **_sourced(record),
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
                    "source": known[line["source"]].get("url", ""),
                    "note": line.get("note", ""),
                },
            )
            for line in record.get("help_line", [])
        ],
    }


def content(record: dict, ids) -> dict:
    blocks = []
    for block in record["block"]:
        kind = block["type"]
        if kind == "heading":
            value = block["text"]
        elif kind == "questions":
            value = [
                {"question": item["question"], "answer": rich_text(item["answer"], ids)}
                for item in block["item"]
            ]
        elif kind == "notice":
            value = {"tone": block["tone"], "text": rich_text(block["text"], ids)}
        else:
            value = rich_text(block["text"], ids)
        blocks.append((kind, value))
    return {**_common(record), **_sourced(record), "body": blocks}
