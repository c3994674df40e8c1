from django.core.management import BaseCommand, call_command
from django.db import transaction

from accounts.encryption import renew_encryption
from cms.set_up import set_up_site
from cms.set_up_lock import set_up_lock


class Command(BaseCommand):
    help = (
        "Migrate the database and create the initial content of a site. Run it after every update; "
        "if several nodes do so at once, one does the work and the others wait."
    )

    def handle(self, *args, **options):
        with set_up_lock():
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            with transaction.atomic():
                set_up_site()
                renew_encryption()
        self.stdout.write("The site is set up.")
