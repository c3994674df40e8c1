"""The messages of the editor's script, in the language of the admin."""

from django.utils.translation import gettext as _


def script_messages() -> dict[str, str]:
    """Return the messages by name; the script replaces the ``{placeholders}``."""
    return _messages_about_saving() | _messages_about_texts()


def _messages_about_saving() -> dict[str, str]:
    return {
        "saving": _("Saving…"),
        "saved": _("Saved at {time}"),
        "allSaved": _("Everything is saved."),
        "offline": _(
            "No connection. Your text is stored in this browser and sent once the "
            "connection is back."
        ),
        "online": _("The connection is back. Everything is saved."),
        "signedOut": _(
            "You are signed out. Your text is stored in this browser. Sign in in another "
            "tab, then come back and press “Try again”."
        ),
        "refused": _("Not saved: {reason} Your text is stored in this browser."),
        "conflict": _(
            "Somebody else changed this text in the meantime. Choose which version to keep."
        ),
        "recovered": _("Unsaved text was found in this browser and has been restored."),
    }


def _messages_about_texts() -> dict[str, str]:
    return {
        "tooLong": _("Characters too many: {count}"),
        "length": _("Characters: {count} of {limit}"),
        "progress": _("Confirmed: {confirmed} of {total}. Words left: {words}."),
        "shown": _("Texts shown: {count}"),
        "noneLeft": _("Every text is confirmed."),
        "confirmed": _("Confirmed."),
        "empty": _("Write something before you confirm."),
        "tagsOverlap": _("Choose words that lie wholly inside or wholly outside other marks."),
        "noTagMissing": _("All marks of the source are here already."),
        "tagInserted": _("Inserted: {label}"),
        "startOf": _("start of: {label}"),
        "endOf": _("end of: {label}"),
        "term": _("Agreed term: {form}"),
        "helpFailed": _("The help could not be loaded. Try again."),
        "referenceFailed": _("The other language could not be loaded. Try again."),
        "noSuchMatch": _("There is no such match."),
        "machineWaiting": _("Waiting for the machine translation…"),
        "machineSuggested": _("The machine suggests:"),
        "machineNothing": _("The machine had nothing to suggest."),
        "used": _("Put in. Read it, change what is needed, and confirm it."),
    } | _side_panel_messages()


def _side_panel_messages() -> dict[str, str]:
    return {
        "searching": _("Searching…"),
        "searchFailed": _("The search failed. Try again."),
        "copied": _("Copied."),
        "copyFailed": _("The browser does not allow copying. Select the words and copy them."),
        "inserted": _("Inserted."),
        "insertWhere": _("Place the cursor in the text where the words should be inserted first."),
        "proposalFailed": _("The proposal could not be sent. Try again."),
    }
