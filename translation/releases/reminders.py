"""E-mail to the coordinators about a release that is due and not complete."""

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.mail import send_mail
from translation.models import ReleaseSet
from translation.policies import policy_for

from .actions import release_readiness

logger = logging.getLogger(__name__)


class RemindReleaseCoordinators:
    """Send one e-mail for each scheduled release, in each person's language, on what is missing."""

    def __init__(self, release_set: ReleaseSet):
        self.release_set = release_set

    def execute(self) -> int:
        """Return the number of e-mails; 0 if another node has sent them already.

        If none could be sent, for example because the mail server is down, the next run tries
        again.
        """
        stored = ReleaseSet.objects.filter(pk=self.release_set.pk)
        if not stored.filter(reminded_at=None).update(reminded_at=timezone.now()):
            return 0
        sent, has_failed = 0, False
        for person in self._recipients():
            try:
                sent += self._send_mail(person)
            except Exception:  # one address must not prevent the other e-mails
                logger.exception("No reminder of release set %s to %s", self.release_set.pk, person)
                has_failed = True
        if has_failed and not sent:
            stored.update(reminded_at=None)
        return sent

    def _recipients(self) -> list:
        """Return the person who planned the release and all coordinators."""
        accounts = get_user_model().objects.filter(
            Q(pk=self.release_set.created_by_id)
            | Q(groups__permissions__codename="coordinate_translations"),
            is_active=True,
        )
        people = accounts.exclude(email="").distinct().select_related("wagtail_userprofile")
        creator = self.release_set.created_by_id
        return [
            person for person in people if person.pk == creator or policy_for(person).is_coordinator
        ]

    def _send_mail(self, person) -> int:
        profile = getattr(person, "wagtail_userprofile", None)
        language = (profile and profile.preferred_language) or settings.LANGUAGE_CODE
        with translation.override(language):
            missing = [item for item in release_readiness(self.release_set) if not item.is_ready]
            subject = _("Not released: %(title)s") % {"title": self.release_set}
            path = reverse("translation:release", args=[self.release_set.pk])
            text = render_to_string(
                "translation/releases/not_ready_mail.txt",
                {
                    "release_set": self.release_set,
                    "missing": missing,
                    "url": settings.WAGTAILADMIN_BASE_URL + path,
                },
            )
            return send_mail(" ".join(subject.split()), text, [person.email])
