"""The form of a declaration in a browser window, which Wagtail saves automatically."""

from uuid import uuid4

from django.urls import reverse
from wagtail.test.utils.form_data import (
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from declarations.models import DeclarationPage

BACKGROUND = {"accept": "application/json"}


class EditingWindow:
    """The form of a declaration in a browser, with the ids that Wagtail gives blocks in it."""

    def __init__(self, client, home, page: DeclarationPage | None = None):
        self.client = client
        parent = home.get_children().get(slug="declarations")
        self.url = reverse(
            "wagtailadmin_pages:add", args=["declarations", "declarationpage", parent.pk]
        )
        self.blocks: list[dict] = []
        if page:
            self.url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            draft = DeclarationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
            for block in draft.paragraphs:
                self.write(block.value["text"].source, block.value["number"] or "", block.id)
        html = client.get(self.url).content.decode()
        self.initial = querydict_from_html(html, form_id="page-edit-form").dict()
        self.initial |= {} if page else {"title": "Ours", "slug": "ours", "kind": "statement"}
        self.initial["start_date"] = "2021-03-04"

    def write(self, text: str, number: int | str = "", block_id: str = "") -> str:
        """Add a paragraph, and return the id of its block."""
        block_id = block_id or str(uuid4())
        self.blocks.append({"id": block_id, "text": text, "number": number})
        return block_id

    def data(self) -> dict:
        items = [
            (
                "paragraph",
                {"text": rich_text(item["text"]), "number": item["number"], "themes": []},
            )
            for item in self.blocks
        ]
        data = nested_form_data(
            {"paragraphs": streamfield(items), "language_versions": streamfield([])}
            | {"sources": streamfield([])}
        )
        ids = {f"paragraphs-{i}-id": item["id"] for i, item in enumerate(self.blocks)}
        return {**self.initial, **data, **ids}

    def autosave(self) -> None:
        answer = self.client.post(self.url, self.data(), headers=BACKGROUND)
        assert answer.status_code == 200, answer.content
        saved = answer.json()
        self.url = saved.get("url", self.url)
        self.initial["loaded_revision_id"] = saved["revision_id"]
        self.initial["loaded_revision_created_at"] = saved["revision_created_at"]
        self.initial["overwrite_revision_id"] = saved["revision_id"]

    def post(self, action: str = ""):
        return self.client.post(self.url, self.data() | ({action: "on"} if action else {}))

    def publish(self) -> None:
        response = self.post("action-publish")
        assert response.status_code == 302, response.context["form"].errors
