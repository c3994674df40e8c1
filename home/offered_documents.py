from core.offered_documents import OfferedDocument, documents_of_page

from .models import ContentPage, HistoryPage, HomePage


def documents_of_plain_pages() -> list[OfferedDocument]:
    return [
        document
        for model in (ContentPage, HistoryPage, HomePage)
        for page in model.objects.for_reader()
        for document in documents_of_page(page, ())
    ]
