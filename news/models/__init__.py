from .index_page import NewsIndexPage
from .news_page import NewsPage

__all__ = ["NewsIndexPage", "NewsPage"]
