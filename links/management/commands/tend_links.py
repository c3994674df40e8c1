from django.core.management import BaseCommand

from links.actions import CheckExternalAddresses, CollectExternalAddresses
from links.models import LinkSettings
from links.not_found import delete_old_counts


class Command(BaseCommand):
    help = (
        "Nightly maintenance of links. It deletes old counts of addresses that were not found. If "
        "an administrator has switched it on, it also collects the links to other sites and asks "
        "those sites whether they still answer, which may take an hour."
    )

    def handle(self, *args, **options):
        self.stdout.write(f"{delete_old_counts()} old addresses that were not found deleted")
        if not LinkSettings.objects.filter(checks_other_sites=True).exists():
            self.stdout.write("Links to other sites are not checked: this is switched off")
            return
        CollectExternalAddresses().execute()
        count = CheckExternalAddresses().execute()
        self.stdout.write(f"{count} links to other sites checked")
