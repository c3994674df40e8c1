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
