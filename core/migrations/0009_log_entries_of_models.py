from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0008_accessibility_contact'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='SiteModelLogEntry',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('wagtailcore.modellogentry',),
        ),
    ]
