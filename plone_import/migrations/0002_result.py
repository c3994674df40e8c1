from django.db import migrations, models

CHOICES = [('page', 'plain page'), ('meeting', 'meeting'), ('declaration', 'declaration'), ('milestone', 'milestone'), ('translation', 'translation'), ('document', 'document'), ('picture', 'picture'), ('redirect', 'redirect'), ('merged', 'part of another page'), ('left-out', 'left out'), ('not-mapped', 'cannot be mapped'), ('unchanged', 'here already'), ('changed', 'here already, changed in the export since')]


class Migration(migrations.Migration):
    # Another name in the code only: the column stays, so that the version before can go on writing.

    dependencies = [
        ('plone_import', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='importedobject',
            name='fate',
            field=models.CharField(choices=CHOICES, db_column='fate', max_length=12),
        ),
        migrations.RenameField(
            model_name='importedobject',
            old_name='fate',
            new_name='result',
        ),
    ]
