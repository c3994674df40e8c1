"""The licence that the operator grants for the site's own texts and records."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DataLicence(TextChoices):
    """Licences by their SPDX identifiers. None is stated unless somebody who may has chosen one."""

    NONE_STATED = "", _("None is stated")
    CC_BY = "CC-BY-4.0", _("CC BY 4.0: whoever uses them names this site")
    CC_BY_SA = "CC-BY-SA-4.0", _("CC BY-SA 4.0: the same, and passes them on alike")
    CC0 = "CC0-1.0", _("CC0 1.0: without conditions")

    @property
    def url(self) -> str:
        """The address that identifies the licence, or an empty string."""
        return _URLS.get(self, "")

    @property
    def short_name(self) -> str:
        """The name by which the licence is known in every language: ``CC BY-SA 4.0``."""
        family, _hyphen, rest = self.value.partition("-")
        conditions, _hyphen, version = rest.rpartition("-")
        return " ".join(filter(None, (family, conditions, version)))


_URLS = {
    DataLicence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    DataLicence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    DataLicence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}
