"""The table of guides: which file, for whom, and which screen of the admin it explains."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from django.conf import settings

from translation.policies import TranslationPolicy, policy_for

FOLDER = settings.ROOT / "docs"
PICTURES = FOLDER / "screenshots"


@dataclass(frozen=True)
class GuideFile:
    """One file of docs/; ``audience`` says whether it is about the work of a person."""

    slug: str
    audience: Callable[[TranslationPolicy], bool]
    icon: str = "doc-full"

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.slug}.md"

    @property
    def title(self) -> str:
        """The first line of the file, a heading, without its mark."""
        with self.path.open(encoding="utf-8") as lines:
            return lines.readline().removeprefix("# ").strip()


def writes_pages(policy: TranslationPolicy) -> bool:
    """Whether a person writes in the source language: not the team of a language."""
    return not policy.editable_locale_ids and not policy.is_coordinator


is_translator, is_coordinator = attrgetter("editable_locale_ids"), attrgetter("is_coordinator")
is_participant = attrgetter("is_participant")


def is_administrator(policy: TranslationPolicy) -> bool:
    return policy.user.is_superuser


# In the order in which they are listed.
GUIDES = (
    GuideFile("editors", writes_pages, "edit"),
    GuideFile("translators", is_translator, "globe"),
    GuideFile("coordinators", is_coordinator, "clipboard-list"),
    GuideFile("terms", is_participant, "openquote"),
    GuideFile("exchange", is_translator, "download"),
    GuideFile("files", writes_pages, "image"),
    GuideFile("accessibility", writes_pages, "view"),
    GuideFile("safety", writes_pages, "warning"),
    GuideFile("reading", writes_pages, "doc-full"),
    GuideFile("library", writes_pages, "list-ul"),
    GuideFile("open-data", writes_pages, "table"),
    GuideFile("feeds", writes_pages, "date"),
    GuideFile("operators", is_administrator, "cogs"),
    GuideFile("backup", is_administrator, "download"),
    GuideFile("audit", is_administrator, "history"),
)
GUIDES_BY_SLUG = {guide.slug: guide for guide in GUIDES}

# The section of the guide for editors that explains the form of a page, by the name of its model.
SECTIONS_BY_PAGE_TYPE = {
    "meetingpage": "a-meeting",
    "declarationpage": "a-declaration",
    "statepage": "a-state",
    "newspage": "news",
    "newsindexpage": "news",
    "homepage": "the-home-page",
}

# The guide and its section that explain a screen: by the name of its URL, and the name of the model
# where one URL is for several.
SECTIONS_BY_SCREEN = {
    "translation:my_translations": ("translators", "your-tasks"),
    "translation:edit": ("translators", "translate"),
    "translation:board": ("coordinators", "the-board"),
    "translation:send_page": ("coordinators", "send-to-translation"),
    "translation:job_batches": ("coordinators", "when-a-job-does-not-end"),
    "translation:job_batch": ("coordinators", "when-a-job-does-not-end"),
    "translation:releases": ("coordinators", "publish-together"),
    "translation:release": ("coordinators", "publish-together"),
    "translation:teams": ("coordinators", "teams"),
    "translation:team": ("coordinators", "teams"),
    "translation:glossary": ("terms", "one-term"),
    "translation:glossary_import": ("terms", "import-and-export-of-terms"),
    "translation:exchange_export_archive": ("exchange", "export"),
    "translation:exchange_import": ("exchange", "import"),
    "translation:memory": ("exchange", "translation-memory"),
    "import_data": ("open-data", "for-editors"),
    **{
        f"wagtailadmin_pages:{view} {model}": ("editors", section)
        for view in ("add", "edit")
        for model, section in SECTIONS_BY_PAGE_TYPE.items()
    },
    **{
        f"{app}:{view}": ("files", "who-can-open-a-file")
        for app in ("wagtailimages", "wagtaildocs")
        for view in ("index", "edit")
    },
    **{
        f"{app}:{view}": ("files", "what-an-upload-form-refuses")
        for app in ("wagtailimages", "wagtaildocs")
        for view in ("add", "add_multiple")
    },
    "wagtailadmin_pages:delete": ("editors", "deleting-and-restoring"),
    "wagtailsnippets_core_theme:list": ("editors", "themes"),
    "wagtailsnippets_core_theme:add": ("editors", "themes"),
    "wagtailsnippets_core_theme:edit": ("editors", "themes"),
    "page_review": ("editors", "reviews"),
    "page_checks": ("editors", "checks-of-the-content"),
    "recycle_bin:list": ("editors", "deleting-and-restoring"),
    "recycle_bin:restore": ("editors", "deleting-and-restoring"),
    "wagtailredirects:index": ("editors", "links-and-addresses"),
    "not_found_report": ("editors", "links-and-addresses"),
    "broken_link_report": ("editors", "links-and-addresses"),
    "wagtailsettings:edit layoutsettings": ("editors", "names-menu-footer-and-notice"),
    "wagtailsettings:edit accessibilitysettings": ("accessibility", "the-statement"),
    "wagtailadmin_explore": ("editors", "where-things-are"),
    "wagtailadmin_explore_root": ("editors", "where-things-are"),
}


def guides_for(user) -> tuple[list[GuideFile], list[GuideFile]]:
    """Return the guides for the work of a person, and all others."""
    policy = policy_for(user)
    if user.is_superuser:
        return [*GUIDES], []
    own = [guide for guide in GUIDES if guide.audience(policy)]
    return own, [guide for guide in GUIDES if guide not in own]
