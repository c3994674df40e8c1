"""The generation of the content: a number that grows with each change that readers may see."""

from django.db import models
from django.db.models import Sum


class ContentGeneration(models.Model):
    """A part of the number; the generation is the sum of all rows.

    Triggers of the database count (``triggers.py``), within the transaction of the change. A
    transaction counts in a row that no other one holds, and adds a row if there is none: so nobody
    waits for a long transaction.
    """

    number = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.number)


def stored_generation() -> int:
    return ContentGeneration.objects.aggregate(total=Sum("number"))["total"] or 0
