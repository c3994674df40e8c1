"""The form of a declaration in a browser window, which Wagtail saves automatically."""

from dataclasses import dataclass
from uuid import uuid4

from django.urls import reverse
from wagtail.test.utils.form_data import (
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from declarations.models import DeclarationPage
from tests import specimens as specimen

BACKGROUND = {"accept": "application/json"}


@dataclass(frozen=True)
class OpenedForms:
    """What the forms of a new and of an edited declaration send before anybody writes in them.

    To open it is slow, so that a module does it once.
    """

    new: dict
    edited: dict

    @classmethod
    def open(cls, client, home) -> "OpenedForms":
        edit = reverse("wagtailadmin_pages:edit", args=[specimen.declaration(home).pk])
        new, edited = (
            querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form").dict()
            for url in (add_url(home), edit)
        )
        return cls(new, edited)


def add_url(home) -> str:
    parent = home.get_children().get(slug="declarations")
    return reverse("wagtailadmin_pages:add", args=["declarations", "declarationpage", parent.pk])


class EditingWindow:
    """The form of a declaration in a browser, with the ids that Wagtail gives blocks in it."""

    def __init__(self, client, home, forms: OpenedForms, page: DeclarationPage | None = None):
        self.client = client
        self.blocks: list[dict] = []
        if page:
            self.url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            self.initial = forms.edited | self._opened(DeclarationPage.objects.get(pk=page.pk))
        else:
            self.url = add_url(home)
            self.initial = forms.new | {"title": "Ours", "slug": "ours", "kind": "statement"}
        self.initial["start_date"] = "2021-03-04"

    def _opened(self, page: DeclarationPage) -> dict:
        """Take over the paragraphs of the draft; return what else differs between pages."""
        revision = page.get_latest_revision()
        draft = revision.as_object()
        for block in draft.paragraphs:
            self.write(block.value["text"].source, block.value["number"] or "", block.id)
        return {
            "title": draft.title,
            "slug": draft.slug,
            "kind": draft.kind,
            "loaded_revision_id": revision.pk,
            "loaded_revision_created_at": revision.created_at.isoformat(),
        }

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
