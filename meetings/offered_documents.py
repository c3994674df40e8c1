from core.offered_documents import OfferedDocument, documents_of_page

from .models import MeetingPage


def documents_of_meetings() -> list[OfferedDocument]:
    """Return the documents of the meetings, which concern the host and the participants."""
    meetings = MeetingPage.objects.for_reader().prefetch_related("participants")
    return [
        document
        for page in meetings
        for document in documents_of_page(
            page, [page.country, *(item.territory for item in page.listed_participants)]
        )
    ]
