/* Links to terms of the glossary in the rich text editor: chosen, and shown as the term's name. */

const { EditorState, Modifier, RichUtils } = window.DraftJS;

class TermSource extends window.draftail.ModalWorkflowSource {
  getChooserConfig() {
    return {
      url: this.props.entityType.chooserUrls.termChooser,
      urlParams: {},
      onload: new window.ChooserModalOnloadHandlerFactory().getOnLoadHandlers(),
      responses: { chosen: this.onChosen },
    };
  }

  // Not Wagtail's own, which does not know how a link of this type is edited, and names it by "title".
  onChosen({ id, string }) {
    const { editorState, onComplete } = this.props;
    const selection = editorState.getSelection();
    const content = editorState
      .getCurrentContent()
      .createEntity("TERM", "MUTABLE", { id: String(id), term: string });
    const key = content.getLastCreatedEntityKey();
    this.workflow.close();
    if (selection.isCollapsed()) {
      const written = Modifier.replaceText(content, selection, string, null, key);
      onComplete(EditorState.push(editorState, written, "insert-characters"));
    } else {
      onComplete(RichUtils.toggleLink(editorState, selection, key));
    }
  }
}

function TermLink(props) {
  const { term } = props.contentState.getEntity(props.entityKey).getData();
  const shown = { ...props, icon: "#icon-openquote", label: term || "?" };
  return window.React.createElement(window.draftail.TooltipEntity, shown);
}

window.draftail.registerPlugin(
  { type: "TERM", source: TermSource, decorator: TermLink },
  "entityTypes",
);
