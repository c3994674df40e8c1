from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from core.layout import layout_context_for
from core.non_page_routes import NonPageRoute
from core.offered_documents import offered_documents
from core.paging import requested_page

from .forms import LibraryFilterForm

LIBRARY_ROUTE = NonPageRoute(
    "library",
    title=gettext_lazy("Document library"),
    search_words=pgettext_lazy(
        "words of a search, separated by commas", "documents, files, downloads, PDF, agendas"
    ),
)
DOCUMENTS_PER_PAGE = 20


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """List the documents of the site, those that the filter in the address chooses."""
    request.non_page_route = LIBRARY_ROUTE
    request.query_parameters = (*LibraryFilterForm.base_fields, "page")
    documents = offered_documents()
    form = LibraryFilterForm(request.GET, documents, layout_context_for(request).marked_state_name)
    found = form.apply(documents)
    page, problem = requested_page(
        Paginator(found, DOCUMENTS_PER_PAGE), request.GET.get("page", "")
    )
    context = {
        "form": form,
        "total": len(found),
        "page_of_list": page,
        "rows": [(document, form.files_of(document)) for document in page],
        "query": form.query.removeprefix("?"),
        "problems": [problem] if problem else [],
    }
    return render(request, "library/library.html", context)
