"""The data set of the participating states: one record for each coordinating office."""

from django.utils.translation import gettext_lazy as _

from core.open_data.columns import IDENTITY, SOURCES, Column, attribute
from core.open_data.data_sets import DataSet
from core.open_data.kinds import Part, Records
from core.open_data.texts import Day, LanguageTag, Territory, Text, WebAddress
from states.models import StatePage

HELP_LINE = (
    Part("number", Text(), required=True),
    Part("operator", Text(), required=True),
    *(Part(name, Text()) for name in ("hours", "cost", "languages", "from_abroad")),
    Part("source", WebAddress(), required=True),
    Part("checked_on", Day(), required=True),
    Part("expires_on", Day(), required=True),
)

STATES = DataSet(
    name="states",
    title=_("Participating states"),
    description=_("The participating states and their coordinating offices, one record for each."),
    model=StatePage,
    path="states/data",
    ordering=("territory", "slug"),
    changes_daily=True,
    columns=(
        *IDENTITY,
        attribute("territory", _("The code of the state."), Territory(), required=True),
        attribute(
            "designation_footnote",
            _("The footnote that has to follow the name of the state wherever it is used."),
            Text(),
        ),
        attribute("institution", _("The coordinating institution."), Text(), required=True),
        attribute("institution_native", _("Its name in its own language."), Text()),
        attribute("native_language", _("The language of that name."), LanguageTag()),
        attribute("sits_in", _("The ministry or body that the office belongs to."), Text()),
        attribute("website", _("The website of the institution."), WebAddress()),
        attribute("email", _("The e-mail address of the institution."), Text()),
        attribute("membership_note", _("What is to be known of the membership."), Text()),
        # Not imported: every number has to be confirmed by an editor of this site.
        Column(
            "help_lines",
            _(
                "The help lines that are confirmed today. Empty does not mean that there is none: "
                "it means that none is confirmed."
            ),
            Records(HELP_LINE),
            lambda page: page.shown_help_lines,
        ),
        *SOURCES,
    ),
)
