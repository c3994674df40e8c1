"""The pages of the style guide, one for each kind of pieces."""

from django.utils.translation import gettext_lazy as _

from .declarations import declaration_samples, parallel_samples
from .ledger import ledger_samples, state_samples
from .pieces import piece_samples
from .samples import Group
from .search import search_samples
from .story import block_samples

# What side by side and alone show of a text has the same anchors: they stand on pages of their own.
GROUPS = (
    Group("pieces", _("On every page"), piece_samples),
    Group("blocks", _("Blocks"), block_samples),
    Group("meetings", _("Meetings"), ledger_samples),
    Group("declarations", _("Declarations"), declaration_samples),
    Group("side-by-side", _("Side by side"), parallel_samples),
    Group("states", _("Participating states"), state_samples),
    Group("search", _("Search"), search_samples),
)
