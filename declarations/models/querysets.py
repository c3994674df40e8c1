from django.db.models import OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast

from core.models import ReaderPageQuerySet
from core.subjects import Subjects

from .paragraph_number import ParagraphNumber
from .relations import Signatory


class DeclarationQuerySet(ReaderPageQuerySet):
    def about(self, subjects: Subjects) -> "DeclarationQuerySet":
        """Return the declarations with any of these subjects, in every language.

        Themes are compared with the stored JSON of the paragraphs, where another text may contain
        the same slug in quotation marks. So the result may contain more, but no fewer.
        """
        signatories = Signatory.objects.filter(territory__in=subjects.territories)
        condition = (
            Q(country__in=subjects.territories)
            | Q(pk__in=signatories.values("declaration"))
            | Q(place__in=subjects.places)
        )
        for slug in subjects.themes:
            condition |= Q(stored_paragraphs__contains=f'"{slug}"')
        return self.annotate(stored_paragraphs=Cast("paragraphs", TextField())).filter(condition)

    def with_cited_block(self, number: int) -> "DeclarationQuerySet":
        """Annotate the id of the block that ever had this number; ``None`` if none had it."""
        registered = ParagraphNumber.objects.filter(
            document=OuterRef("translation_key"), number=number
        )
        return self.annotate(cited_block=Subquery(registered.values("block")))
