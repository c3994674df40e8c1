from core.offered_documents import OfferedDocument, documents_of_page

from .models import NewsPage


def documents_of_news() -> list[OfferedDocument]:
    return [
        document
        for page in NewsPage.objects.for_reader()
        for document in documents_of_page(page, ())
    ]
