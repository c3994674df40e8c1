from .content_page import ContentPage
from .easy_read_page import EasyReadPage
from .history_page import HistoryPage
from .home_page import HomePage

__all__ = ["ContentPage", "EasyReadPage", "HistoryPage", "HomePage"]
