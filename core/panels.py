"""Panels of page forms."""

from wagtail.admin.panels import Panel


class PageWarningsPanel(Panel):
    """What an editor should look at again; nothing of it stops a publication.

    Autosave brings it up to date with the template ``wagtailadmin/pages/edit_partials.html``.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "core/panels/page_warnings_panel.html"

        def show_panel_furniture(self):
            return False

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return context | {"warnings": self.instance.editor_warnings()}


class RenameNoticesPanel(Panel):
    """Shows, beside the slug, what apps have to say before its change.

    They look for links in the texts of all pages. So they are asked when somebody comes to the
    slug, and not for each form that is opened.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "core/panels/rename_notices.html"

        class Media:
            js = ("core/js/rename-notices.js",)

        def is_shown(self):
            return bool(self.instance.pk and self.instance.live) and super().is_shown()
