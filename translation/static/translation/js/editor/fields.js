/* The two input fields of a segment: plain and rich text. Both get and set segments as HTML. */

import {
  addCaretPositions, containsWholePairs, fromPlainText, missingTags, removeBrokenPairs, render,
  serialize, tagLabel, tagMarkup, toPlainText,
} from "translation/inline-tags";
import { isPressedAlone, letterOf } from "translation/keyboard";
import { announce, getMessage } from "translation/messages";

/** A segment without formatting: a text area that grows with its content. */
export class PlainTextField {
  constructor(element, row) {
    this.element = element;
    this.row = row;
    element.addEventListener("input", () => { this.resize(); this.onInput(); });
    // The lines of the text depend on the width, which is 0 while the field is hidden.
    let width = 0;
    new ResizeObserver(([entry]) => {
      if (entry.contentRect.width === width) return;
      width = entry.contentRect.width;
      this.resize();
    }).observe(element);
    element.addEventListener("keydown", (event) => {
      const isNewLine = event.key === "Enter" && !event.ctrlKey && !event.metaKey;
      if (isNewLine && !event.isComposing && !row.isMultiline) event.preventDefault();
    });
  }

  get html() {
    const text = this.element.value;
    return fromPlainText(this.row.isMultiline ? text : text.replaceAll("\n", " "));
  }

  set html(html) {
    this.element.value = toPlainText(html);
    this.resize();
  }

  resize() {
    this.element.style.blockSize = "auto";
    this.element.style.blockSize = `${this.element.scrollHeight + 2}px`;
  }

  onInput() {}
}

/** A segment with formatting and links: an editable element with placeholders for inline tags. */
export class RichTextField {
  constructor(element, row, toolbar) {
    this.element = element;
    this.row = row;
    this.addButtons(toolbar);
    element.addEventListener("beforeinput", (event) => this.filterInput(event));
    element.addEventListener("input", () => this.update());
    element.addEventListener("paste", (event) => this.paste(event, event.clipboardData));
    element.addEventListener("drop", (event) => this.paste(event, event.dataTransfer));
    element.addEventListener("dragstart", (event) => event.preventDefault());
    element.addEventListener("keydown", (event) => this.handleKey(event));
  }

  get html() {
    return serialize(this.element);
  }

  set html(html) {
    this.element.replaceChildren(render(html, this.row.inlineTags));
    addCaretPositions(this.element);
    this.highlightMissing();
  }

  update() {
    removeBrokenPairs(this.element);
    this.highlightMissing();
    this.onInput();
  }

  onInput() {}

  /** Cancel the browser's own formatting and paragraphs: the markup is that of the source. */
  filterInput(event) {
    if (event.inputType === "insertParagraph" || event.inputType === "insertLineBreak") {
      event.preventDefault();
      const lineBreak = this.row.inlineTags.find((tag) => tag.name === "br");
      if (lineBreak) this.insert(lineBreak);
    } else if (event.inputType.startsWith("format")) {
      event.preventDefault();
    }
  }

  paste(event, data) {
    event.preventDefault();
    const text = data.getData("text/plain").replaceAll(/\s*\n\s*/g, " ");
    document.execCommand("insertText", false, text);
  }

  handleKey(event) {
    const names = { b: ["b", "strong"], i: ["i", "em"] }[letterOf(event)];
    if (event.key === "F8" && isPressedAlone(event)) {
      event.preventDefault();
      this.insertMissing();
    } else if (names && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      const tag = this.row.inlineTags.find((item) => names.includes(item.name));
      if (tag) this.insert(tag);
    }
  }

  insertMissing() {
    const next = missingTags(this.html, this.row.source, this.row.inlineTags)[0];
    if (next) this.insert(next);
    else announce(getMessage("noTagMissing"));
  }

  /** Insert an inline tag, around the selected text if there is any, as one undo step. */
  insert(tag) {
    this.element.focus();
    const selection = getSelection();
    if (!selection.rangeCount || !this.element.contains(selection.anchorNode)) {
      selection.selectAllChildren(this.element);
      selection.collapseToEnd();
    }
    const range = selection.getRangeAt(0);
    if (!containsWholePairs(range)) {
      const message = getMessage("tagsOverlap");
      announce(message);
      this.element.dispatchEvent(
        new CustomEvent("translation:message", { bubbles: true, detail: message }),
      );
      return;
    }
    const box = document.createElement("div");
    box.append(range.cloneContents());
    const isAround = !range.collapsed && Boolean(tag.closing);
    // The deprecated command is the only one whose change the browser can undo.
    document.execCommand("insertHTML", false, tagMarkup(tag, isAround ? box.innerHTML : ""));
    this.update();
    this.placeCaret();
    announce(getMessage("tagInserted", { label: tagLabel(tag) }));
  }

  /** Place the caret after the inserted tag, or between the tags of an empty pair. */
  placeCaret() {
    const tag = this.element.querySelector("[data-translation-tag-caret]");
    if (!tag) return;
    tag.removeAttribute("data-translation-tag-caret");
    const { nextSibling } = tag;
    getSelection().collapse(nextSibling, nextSibling.data.startsWith("\u200b") ? 1 : 0);
  }

  addButtons(toolbar) {
    this.buttons = this.row.inlineTags.map((tag) => {
      const button = document.createElement("button");
      const linkClass = tag.name === "a" ? " translation-inline-tag--link" : "";
      button.type = "button";
      button.className = `translation-inline-tag translation-inline-tag--button${linkClass}`;
      button.textContent = `+ ${tagLabel(tag)}`;
      // Preserves the selection in the field.
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => this.insert(tag));
      toolbar.append(button);
      return [tag, button];
    });
    toolbar.hidden = !this.buttons.length;
  }

  highlightMissing() {
    const missing = missingTags(this.html, this.row.source, this.row.inlineTags);
    for (const [tag, button] of this.buttons) {
      button.classList.toggle("translation-inline-tag--missing", missing.includes(tag));
    }
  }
}
