from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_picture_licence'),
    ]

    operations = [
        migrations.AddField(
            model_name='layoutsettings',
            name='data_licence',
            field=models.CharField(blank=True, choices=[('', 'None is stated'), ('CC-BY-4.0', 'CC BY 4.0: whoever uses them names this site'), ('CC-BY-SA-4.0', 'CC BY-SA 4.0: the same, and passes them on alike'), ('CC0-1.0', 'CC0 1.0: without conditions')], db_default='', default='', help_text='The page on open data and the data files name it. Only whoever owns the rights can grant it. The texts of sources keep the terms of these.', max_length=20, verbose_name='licence'),
        ),
    ]
