from django.conf import settings
from django.core.management import BaseCommand, CommandError

from cms.demonstration import accounts
from cms.demonstration.loader import load_demonstration


class Command(BaseCommand):
    help = "Load the demonstration content and accounts, once."
    # The command ``set_up``, which has to come before, makes them.
    requires_system_checks = ()

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError(
                "Demonstration content is for demonstrations only: run this with "
                "DJANGO_SETTINGS_MODULE=cms.settings.demonstration."
            )
        created = accounts.create_accounts()
        if load_demonstration(accounts.editor_user()):
            self.stdout.write("The demonstration content is loaded.")
        else:
            self.stdout.write("The site has content already; nothing is changed.")
        self.stdout.write(f"\nSite    {settings.SITE_ADDRESS}/")
        self.stdout.write(f"Editors {settings.SITE_ADDRESS}/admin/\n\n")
        self.stdout.write("Accounts of the demonstration:")
        for account in accounts.ACCOUNTS:
            new = "" if account.username in created else "  (existed: its password may differ)"
            self.stdout.write(
                f"  {account.username} / {accounts.PASSWORD}  {account.description}{new}"
            )
