/* The side panel that searches the confirmed translations, also for words selected in a text. */

import { letterOf } from "translation/keyboard";
import { announce, getMessage } from "translation/messages";
import { openSidePanel, returnToText, selectedText } from "translation/side-panels";

export class Concordance {
  constructor(editor) {
    this.editor = editor;
    this.requests = 0;
    this.root = document.querySelector("[data-translation-concordance]");
    this.panel = this.root.closest("[data-side-panel]");
    this.input = this.root.querySelector("input");
    this.results = this.root.querySelector("[data-translation-concordance-results]");
    this.message = this.root.querySelector("[data-translation-concordance-message]");
    this.addListeners();
  }

  addListeners() {
    document.addEventListener("keydown", (event) => this.handleKey(event));
    document.addEventListener("selectionchange", () => this.rememberCaret());
    this.root.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.search();
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") returnToText(this.editor);
    });
    // Preserves the words selected in a result, and the caret in the target text.
    this.results.addEventListener("mousedown", (event) => {
      if (event.target.closest("button")) event.preventDefault();
    });
    this.results.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.handleButton(button);
    });
  }

  handleKey(event) {
    const isShortcut = (event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey;
    if (!isShortcut || letterOf(event) !== "f" || event.isComposing) return;
    if (event.target.closest("[role=dialog], [role=alertdialog]")) return;
    event.preventDefault();
    const words = selectedText();
    if (words) {
      this.input.value = words.slice(0, this.input.maxLength);
      this.search();
    }
    openSidePanel(this.panel, this.input);
  }

  /** The caret in an editable element is lost when another one gets the focus. */
  rememberCaret() {
    const selection = getSelection();
    const field = this.editor.lastFocused?.field?.element;
    if (selection.rangeCount && field?.contains(selection.anchorNode)) {
      this.caret = selection.getRangeAt(0).cloneRange();
    }
  }

  handleButton(button) {
    const { translationConcordanceMore: more } = button.dataset;
    if (more) this.search(more);
    else if ("translationConcordanceInsert" in button.dataset) this.insert(this.wordsOf(button));
    else this.copy(this.wordsOf(button));
  }

  /** The words that are selected in the target text of a result, or else the whole of it. */
  wordsOf(button) {
    const hit = button.closest(".translation-concordance__hit");
    const target = hit.querySelector("[data-translation-concordance-target]");
    const selection = getSelection();
    const isSelected = target.contains(selection.anchorNode) && target.contains(selection.focusNode);
    return (isSelected && selection.toString().trim()) || target.textContent;
  }

  insert(text) {
    const element = this.editor.lastFocused?.field?.element;
    const { caret } = this;
    // A text that a filter hides cannot have the focus.
    if (element?.checkVisibility()) returnToText(this.editor);
    if (!element || document.activeElement !== element) {
      this.message.textContent = getMessage("insertWhere");
      return;
    }
    if (element.isContentEditable) {
      const selection = getSelection();
      selection.selectAllChildren(element);
      selection.collapseToEnd();
      if (caret && element.contains(caret.startContainer)) {
        selection.removeAllRanges();
        selection.addRange(caret);
      }
    }
    // The deprecated command is the only one whose change the browser can undo.
    document.execCommand("insertText", false, text.replaceAll(/\s*\n\s*/g, " "));
    announce(getMessage("inserted"));
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.message.textContent = getMessage("copied");
    } catch {
      this.message.textContent = getMessage("copyFailed");
    }
  }

  /** Show the results, by default the first ones; focus the first that was not shown before. */
  async search(most = "") {
    const shown = most ? this.hits.length : 0;
    const words = this.input.value.trim();
    if (!words) return;
    const request = ++this.requests;
    this.message.textContent = getMessage("searching");
    const answer = await this.fetch(new URLSearchParams({ q: words, ...(most && { most }) }));
    if (request !== this.requests) return; // another search has begun
    this.message.textContent = answer.message;
    if (answer.html === undefined) return;
    this.results.innerHTML = answer.html;
    if (most) this.hits[shown]?.focus();
  }

  get hits() {
    return this.results.querySelectorAll(".translation-concordance__hit");
  }

  /** Request JSON from the server; a failed request gives an object with a message, too. */
  async fetch(query) {
    try {
      const response = await fetch(`${this.root.dataset.translationConcordanceUrl}?${query}`, {
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      return await response.json();
    } catch {
      return { message: getMessage("searchFailed") };
    }
  }
}
