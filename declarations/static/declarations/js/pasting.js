/* Inserts a whole declaration, which the server has split, into the preamble and the paragraphs.
 * The dialog is moved out of the page's form, because a form cannot contain another one.
 */

class PastingController extends window.StimulusModule.Controller {
  static targets = ["template", "result"];
  static values = { url: String };

  open() {
    this.dialog = this.templateTarget.content.firstElementChild.cloneNode(true);
    document.body.append(this.dialog);
    const form = this.dialog.querySelector("form");
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("input", () => this.showPreview(null));
    this.button("cancel").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => this.dialog.remove());
    this.dialog.showModal();
    form.querySelector("textarea").focus();
  }

  button(value) {
    return this.dialog.querySelector(`button[value="${value}"]`);
  }

  async submit(event) {
    event.preventDefault();
    const form = event.target;
    if (event.submitter?.value === "insert") {
      this.insert(form.elements.mode.value === "replace");
      return;
    }
    this.button("preview").disabled = true;
    try {
      await this.load(form);
    } finally {
      this.button("preview").disabled = false;
    }
  }

  async load(form) {
    const response = await fetch(this.urlValue, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
    });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = isJson ? await response.json() : { errors: [response.statusText] };
    const errors = this.dialog.querySelector("[data-pasting-errors]");
    errors.replaceChildren(
      ...(answer.errors ?? []).map((message) => {
        const line = document.createElement("p");
        line.className = "error-message";
        line.textContent = message;
        return line;
      }),
    );
    this.showPreview(answer.errors ? null : answer);
  }

  /** Show what was found, and offer to insert it. A changed text needs another preview. */
  showPreview(answer) {
    this.answer = answer;
    const preview = this.dialog.querySelector("[data-pasting-preview]");
    preview.innerHTML = answer?.preview ?? ""; // rendered and escaped by the server
    preview.hidden = !answer;
    this.button("insert").hidden = !answer;
    if (answer) preview.focus();
  }

  get stream() {
    return document.getElementById("paragraphs-root").rootBlock;
  }

  get preamble() {
    return document.getElementById("id_preamble").draftailEditor;
  }

  insert(isReplacing) {
    const { stream, preamble } = this;
    this.before = { paragraphs: stream.getState(), preamble: preamble.getEditorState() };
    if (isReplacing) stream.setState([]);
    for (const value of this.answer.paragraphs) {
      stream.insert(
        { type: "paragraph", value, id: newId() },
        stream.children.length,
      );
    }
    if (this.answer.preamble || isReplacing) {
      const kept = isReplacing ? { blocks: [], entityMap: {} } : this.rawPreamble();
      const raw = joined(kept, this.answer.preamble ?? { blocks: [], entityMap: {} });
      preamble.onChange(window.Draftail.createEditorStateFromRaw(raw));
    }
    this.finish(true);
    this.dialog.close();
  }

  rawPreamble() {
    const raw = window.Draftail.serialiseEditorStateToRaw(this.preamble.getEditorState());
    return raw ?? { blocks: [], entityMap: {} };
  }

  undo() {
    this.stream.setState(this.before.paragraphs);
    this.preamble.onChange(this.before.preamble);
    this.finish(false);
  }

  /** Tell the editor, and Wagtail, which saves the form automatically. */
  finish(isInserted) {
    this.resultTarget.hidden = !isInserted;
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
    if (isInserted) this.resultTarget.querySelector("button").focus();
  }
}

/** Return a random UUID, also where the page is not served by HTTPS. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Return two texts of Draftail as one; the entities of the second receive other keys. */
function joined(first, second) {
  const entityMap = { ...first.entityMap };
  const offset = Object.keys(entityMap).length;
  for (const [key, entity] of Object.entries(second.entityMap)) {
    entityMap[Number(key) + offset] = entity;
  }
  const blocks = second.blocks.map((block) => ({
    ...block,
    entityRanges: block.entityRanges.map((range) => ({ ...range, key: range.key + offset })),
  }));
  return { blocks: [...first.blocks, ...blocks], entityMap };
}

window.wagtail.app.register("declarations-pasting", PastingController);
