"""The groups of the style guide, each a page of its own."""

from django.utils.translation import gettext_lazy as _

from .declarations import declaration_samples, parallel_samples
from .ledger import ledger_samples, state_samples
from .pieces import piece_samples
from .samples import Group
from .search import search_samples
from .story import block_samples

# "Declarations" and "Side by side" contain the same anchors, so they cannot be one page.
GROUPS = (
    Group("pieces", _("On every page"), piece_samples),
    Group("blocks", _("Blocks"), block_samples),
    Group("meetings", _("Meetings"), ledger_samples),
    Group("declarations", _("Declarations"), declaration_samples),
    Group("side-by-side", _("Side by side"), parallel_samples),
    Group("states", _("Participating states"), state_samples),
    Group("search", _("Search"), search_samples),
)
