from django.db import migrations

from search.index.engines.operations import UpgradeTokenTable


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_help_words'),
    ]

    operations = [
        UpgradeTokenTable(),
    ]
