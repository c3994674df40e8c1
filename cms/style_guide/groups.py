"""The groups of the style guide, each a page of its own."""

from django.utils.translation import gettext_lazy as _

from .blocks import block_samples
from .components import component_samples
from .declarations import declaration_samples, parallel_samples
from .meetings import meeting_samples, state_samples
from .samples import SampleGroup
from .search import search_samples

# "Declarations" and "Side by side" contain the same anchors, so they cannot be one page.
GROUPS = (
    SampleGroup("pieces", _("On every page"), component_samples),
    SampleGroup("blocks", _("Blocks"), block_samples),
    SampleGroup("meetings", _("Meetings"), meeting_samples),
    SampleGroup("declarations", _("Declarations"), declaration_samples),
    SampleGroup("side-by-side", _("Side by side"), parallel_samples),
    SampleGroup("states", _("Participating states"), state_samples),
    SampleGroup("search", _("Search"), search_samples),
)
