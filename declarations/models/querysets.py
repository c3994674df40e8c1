from django.db.models import Q, TextField
from django.db.models.functions import Cast

from core.models import ReaderPageQuerySet
from core.subjects import Subjects

from .relations import Signatory


class DeclarationQuerySet(ReaderPageQuerySet):
    def about(self, subjects: Subjects) -> "DeclarationQuerySet":
        """Declarations on any of these subjects, in every language.

        Paragraphs hold address words of themes inside their stored text, where another field may
        hold the same word: rather a declaration too many than one too few.
        """
        signatories = Signatory.objects.filter(territory__in=subjects.territories)
        found = (
            Q(country__in=subjects.territories)
            | Q(pk__in=signatories.values("declaration"))
            | Q(place__in=subjects.places)
        )
        for slug in subjects.themes:
            found |= Q(stored_paragraphs__contains=f'"{slug}"')
        return self.annotate(stored_paragraphs=Cast("paragraphs", TextField())).filter(found)
