"""Which help lines readers see. All other code asks this module.

A wrong number can do more harm than none. A line is shown only with a source, a date on which it
was checked, and an expiry that has not passed. Otherwise readers see the office and the general
emergency number.
"""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

# The European emergency number, reachable in all participating states.
EMERGENCY_NUMBER = "112"


def reasons_withheld(line: Mapping, today: date) -> list[str]:
    """Return the reasons, for editors, why a help line is not shown; none if it is shown."""
    checked, expires = line.get("checked_on"), line.get("expires_on")
    rules = [
        (not line.get("source"), _("It has no source.")),
        (not checked, _("It has no date on which it was checked.")),
        (
            bool(checked and checked > today),
            _("The date on which it was checked is still to come."),
        ),
        (not expires, _("It has no expiry.")),
        (bool(expires and expires < today), _("Its expiry has passed: check it again.")),
    ]
    return [reason for is_broken, reason in rules if is_broken]


def is_shown(line: Mapping, today: date) -> bool:
    """Whether readers may see this help line today."""
    return not reasons_withheld(line, today)
