from django.core.management import BaseCommand, call_command
from django.db import transaction

from cms.set_up import set_up_site


class Command(BaseCommand):
    help = "Migrate the database and create the initial content of a site."

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        with transaction.atomic():
            set_up_site()
        self.stdout.write("The site is set up.")
