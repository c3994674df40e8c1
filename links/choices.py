from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkOutcome(models.TextChoices):
    """How an address of another site answered. A site that refuses programs still answers."""

    ANSWERS = "answers", _("Answers")
    NOT_FOUND = "not-found", _("The page is no longer there")
    SERVER_ERROR = "server-error", _("The other site has an error")
    NO_ANSWER = "no-answer", _("The other site does not answer")
    INSECURE = "insecure", _("The certificate of the other site is not valid")
    NOT_PUBLIC = "not-public", _("The address is not on the public internet")
    INVALID = "invalid", _("This is not a web address")
