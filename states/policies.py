"""What is confirmed, and so shown to readers. All other code asks this module.

A wrong number can do more harm than none. A help line is shown only with a source, a date on which
it was checked, and an expiry that has not passed. Emergency numbers, organisations and offices
change less often: they need a source and a date on which they were checked.
"""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _


def reasons_help_line_is_hidden(line: Mapping, today: date) -> list[str]:
    """Return the reasons, for editors, why a help line is not shown; none if it is shown."""
    expires = line.get("expires_on")
    reasons = reasons_unconfirmed(line.get("source"), line.get("checked_on"), today)
    if not expires:
        reasons.append(_("It has no expiry."))
    elif expires < today:
        reasons.append(_("Its expiry has passed: check it again."))
    return reasons


def reasons_unconfirmed(source: object, checked_on: date | None, today: date) -> list[str]:
    """Return the reasons, for editors, why something is not confirmed; none if it is."""
    reasons = []
    if not source:
        reasons.append(_("It has no source."))
    if not checked_on:
        reasons.append(_("It has no date on which it was checked."))
    elif checked_on > today:
        reasons.append(_("The date on which it was checked is still to come."))
    return reasons


def reasons_hidden_by_contact(state, today: date) -> list[tuple[str, list[str]]]:
    """Return what a state has of numbers and organisations, with the reasons to withhold it."""
    number = state.emergency_number
    source, checked_on = state.emergency_number_source, state.emergency_number_checked_on
    emergency = [(number, reasons_unconfirmed(source, checked_on, today))] if number else []
    lines = [
        (f"{value['number']} ({value['operator']})", reasons_help_line_is_hidden(value, today))
        for value in (block.value for block in state.help_lines)
    ]
    organisations = [
        (value["name"], reasons_unconfirmed(value["source"], value["checked_on"], today))
        for value in (block.value for block in state.helping_organisations)
    ]
    return [*emergency, *lines, *organisations]


def is_help_line_shown(line: Mapping, today: date) -> bool:
    """Whether readers may see this help line today."""
    return not reasons_help_line_is_hidden(line, today)
