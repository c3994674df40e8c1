from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from core.blocks import TypedDateBlock
from states.policies import is_help_line_shown, reasons_unconfirmed

SHOWN_TEXTS = ("number", "operator", "hours", "cost", "languages", "from_abroad")
TELEPHONE_NUMBER = r"\A[0-9+() /\-]{3,40}\Z"
TELEPHONE_NUMBER_ERROR = _("Use digits, spaces, +, /, - and brackets only.")


def tel_number(number: str) -> str:
    """Return a number for a ``tel:`` URI (RFC 3966): digits, and a leading plus."""
    return "".join(char for char in number if char.isdigit() or char == "+")


class HelpLineValue(blocks.StructValue):
    @property
    def tel_number(self) -> str:
        return tel_number(self["number"])


class HelpLineBlock(blocks.StructBlock):
    """A telephone line for people affected by trafficking."""

    # Not a CharBlock, which wagtail-localize would extract for translation.
    number = blocks.RegexBlock(
        label=_("Number"),
        regex=TELEPHONE_NUMBER,
        error_messages={"invalid": TELEPHONE_NUMBER_ERROR},
        help_text=_("As the source prints it."),
    )
    operator = blocks.CharBlock(label=_("Operator"), max_length=250)
    hours = blocks.CharBlock(label=_("Hours"), max_length=200, required=False, default="")
    cost = blocks.CharBlock(label=_("Cost"), max_length=120, required=False, default="")
    languages = blocks.CharBlock(
        label=_("Languages spoken"), max_length=200, required=False, default=""
    )
    from_abroad = blocks.CharBlock(
        label=_("Reach from abroad"), max_length=200, required=False, default=""
    )
    source = blocks.URLBlock(label=_("Source"), required=False, max_length=600)
    checked_on = TypedDateBlock(
        label=_("Checked on"),
        required=False,
        help_text=_("The day on which the national office confirmed the line."),
    )
    expires_on = TypedDateBlock(
        label=_("Expires on"),
        required=False,
        help_text=_("The day after which readers no longer see it unless it is checked again."),
    )
    note = blocks.CharBlock(
        label=_("Note for editors"),
        max_length=300,
        required=False,
        default="",
        help_text=_("Not shown."),
    )

    def clean(self, value):
        """Refuse dates that contradict each other; a draft may have them."""
        cleaned = super().clean(value)
        checked, expires = cleaned["checked_on"], cleaned["expires_on"]
        errors = {}
        if checked and checked > timezone.localdate():
            errors["checked_on"] = _("This day is still to come. Write the day of the last check.")
        if checked and expires and expires < checked:
            errors["expires_on"] = _("The line would expire before it was checked.")
        if errors and not self.is_deferred_validation:
            block_errors = {name: ValidationError(text) for name, text in errors.items()}
            raise StructBlockValidationError(block_errors=block_errors)
        return cleaned

    def get_searchable_content(self, value):
        """Return the texts that readers see today; none of a line that is not shown."""
        if not is_help_line_shown(value, timezone.localdate()):
            return []
        return [value[name] for name in SHOWN_TEXTS if value[name]]

    class Meta:
        icon = "mobile-alt"
        label = _("Help line")
        description = _("A telephone line, shown only while it is confirmed.")
        template = "states/blocks/help_line.html"
        value_class = HelpLineValue
        preview_value = {"number": "0800 000 000", "operator": _("National office")}


class HelpingOrganisationBlock(blocks.StructBlock):
    """An organisation that a source names as giving help."""

    name = blocks.CharBlock(label=_("Name"), max_length=250)
    website = blocks.URLBlock(label=_("Website"), required=False, max_length=600)
    source = blocks.URLBlock(label=_("Source"), required=False, max_length=600)
    checked_on = TypedDateBlock(
        label=_("Checked on"),
        required=False,
        help_text=_("The day on which the source was last read."),
    )

    def get_searchable_content(self, value):
        """Return the name if readers see it today."""
        is_hidden = reasons_unconfirmed(value["source"], value["checked_on"], timezone.localdate())
        return [] if is_hidden else [value["name"]]

    class Meta:
        icon = "group"
        label = _("Organisation")
        description = _("An organisation that a source names as giving help.")
        template = "states/blocks/helping_organisation.html"
        preview_value = {"name": _("National office"), "website": "https://www.example.org/"}
