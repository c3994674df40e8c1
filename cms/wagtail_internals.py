"""Keeps version 3 of Wagtail's API out of memory: the site does not serve it.

Each app of Wagtail loads its part when it is ready, with the schemas that ninja and pydantic make
of it: 12 MiB and a third of a second of each process. If an upgrade of Wagtail imports more of it,
the import fails, or `tests/cms/test_web_process.py`; if one moves it,
`tests/cms/test_wagtail_internals.py`.
"""

import sys
from types import ModuleType, SimpleNamespace


def _do_nothing(*arguments) -> None: ...


# What the apps import of each module.
REPLACED_MODULES = {
    "wagtail.api.v3.api": {"api": SimpleNamespace(add_router=_do_nothing)},
    "wagtail.contrib.redirects.api.v3": {"router": None},
    "wagtail.documents.api.v3.registry": {"register_content_types": _do_nothing},
    "wagtail.documents.api.v3.router": {"router": None},
    "wagtail.images.api.v3.registry": {"register_content_types": _do_nothing},
    "wagtail.images.api.v3.router": {"router": None},
    "wagtail.snippets.api.v3": {"register_content_types": _do_nothing},
    "wagtail.snippets.api.v3.router": {"router": None},
}


def replace_modules() -> None:
    """Must be called before the apps are ready."""
    for name, contents in REPLACED_MODULES.items():
        sys.modules[name] = module = ModuleType(name)
        vars(module).update(contents)
