from wagtail import hooks

from .views import LIBRARY_ROUTE


@hooks.register("register_non_page_routes")
def register_library():
    return [LIBRARY_ROUTE]
