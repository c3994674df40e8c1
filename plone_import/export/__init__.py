"""Reading an export of collective.exportimport. It knows nothing of Wagtail or of this site."""
