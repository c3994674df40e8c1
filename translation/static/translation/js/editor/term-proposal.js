/* The side panel that proposes a term, filled with the words selected in a text. */

import { isPressedAlone } from "translation/keyboard";
import { getMessage } from "translation/messages";
import {
  openSidePanel, returnToText, selectedInTextArea, selectedText,
} from "translation/side-panels";

export class TermProposal {
  constructor(editor) {
    this.editor = editor;
    this.form = document.querySelector("[data-translation-term-proposal]");
    if (!this.form) return;
    this.panel = this.form.closest("[data-side-panel]");
    this.message = this.form.querySelector("[role=status]");
    document.addEventListener("keydown", (event) => this.handleKey(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") returnToText(this.editor);
    });
  }

  handleKey(event) {
    const isShortcut = event.key === "F2" && isPressedAlone(event);
    if (!isShortcut || event.target.closest("[role=dialog], [role=alertdialog]")) return;
    event.preventDefault();
    this.fill();
    const { text, form } = this.form.elements;
    openSidePanel(this.panel, text.value ? form : text);
  }

  /** Take over what is selected: in the source the term, in a target text its form. */
  fill() {
    const { text, form } = this.form.elements;
    const words = selectedText();
    const { activeElement } = document;
    const isInTarget = activeElement?.closest("[data-translation-target]");
    const field = this.editor.lastFocused?.field?.element;
    if (isInTarget) form.value = words || form.value;
    else if (!this.form.contains(activeElement) && words) {
      text.value = words;
      form.value = selectedInTextArea(field) || form.value;
    }
  }

  async send() {
    const answer = await this.post();
    this.message.textContent = answer.message ?? "";
    for (const { name } of this.form.querySelectorAll("[name]")) this.showError(name, answer.errors);
    this.form.querySelector("[aria-invalid=true]")?.focus();
    if (answer.isProposed) this.form.reset();
  }

  showError(name, errors = {}) {
    const field = this.form.elements[name];
    const output = this.form.querySelector(`#${field.id}-error`);
    output.textContent = errors[name] ?? "";
    field.setAttribute("aria-invalid", name in errors);
  }

  /** Send the form; a failed request gives an object with a message, too. */
  async post() {
    try {
      const response = await fetch(this.form.action, {
        method: "POST",
        body: new FormData(this.form),
        headers: { "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": this.editor.autosave.token },
      });
      return await response.json();
    } catch {
      return { message: getMessage("proposalFailed") };
    }
  }
}
