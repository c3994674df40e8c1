from .content_page import ContentPage
from .history_page import HistoryPage
from .home_page import HomePage

__all__ = ["ContentPage", "HistoryPage", "HomePage"]
