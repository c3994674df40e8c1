"""The private API of packages is used in the modules ``*_internals.py`` alone.

Their tests tell when an upgrade moves it. A method that a class overrides stays at the class.
"""

import ast

from .source_files import app_of, parsed, python_files

PACKAGES = {
    *("django", "wagtail", "wagtail_localize", "modelcluster", "modelsearch", "treebeard"),
    "allauth",
}
# Attributes of objects, of which the source does not tell the package.
PRIVATE_ATTRIBUTES = {
    *("_batched_insert", "_commit", "_for_write", "_getlist", "_password", "_perm_cache"),
    *("_rollback", "_cached_parent_obj", "_get_path", "_inc_path"),
    *("_extract_references_from_object", "_get_content_path_hash", "_slug_is_available"),
    *("_to_struct_value", "_wagtail_route_for_request", "_cluster_related_objects"),
    *("_get_data_hash", "_get_path_id", "_hooks", "_get_filterable_field"),
}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def uses_private_api(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        module = (node.module or "").split(".")
        names = [*module, *(alias.name for alias in node.names)]
        return not node.level and module[0] in PACKAGES and any(map(is_private, names))
    return isinstance(node, ast.Attribute) and node.attr in PRIVATE_ATTRIBUTES


def test_private_api_is_used_in_the_modules_for_it_alone():
    wrong = [
        f"{path}:{node.lineno}"
        for path in python_files()
        if app_of(path) and not path.stem.endswith("_internals")
        for node in ast.walk(parsed(path))
        if uses_private_api(node)
    ]
    assert not wrong
