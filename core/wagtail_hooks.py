from wagtail import hooks

from .rich_text import ReaderDocumentLinkHandler, ReaderPageLinkHandler


# The order is after Wagtail's own registrations, because these replace them.
@hooks.register("register_rich_text_features", order=10)
def register_links(features):
    features.register_link_type(ReaderPageLinkHandler)
    features.register_link_type(ReaderDocumentLinkHandler)
