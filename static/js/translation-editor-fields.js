/* The two kinds of fields that words are written into. Both speak in texts of wagtail-localize. */

import {
  chipMarkup, fromPlain, isWhole, labelOf, missing, padEdges, plain, render, repair, serialise,
} from "translation/chips";
import { announce, say } from "translation/words";

/** A text without formatting: a text area that grows with its words. */
export class PlainField {
  constructor(element, row) {
    this.element = element;
    this.row = row;
    element.addEventListener("input", () => { this.grow(); this.onInput(); });
    element.addEventListener("keydown", (event) => {
      const isNewLine = event.key === "Enter" && !event.ctrlKey && !event.metaKey;
      if (isNewLine && !event.isComposing && !row.isMultiline) event.preventDefault();
    });
    window.addEventListener("resize", () => this.grow());
  }

  get html() {
    const text = this.element.value;
    return fromPlain(this.row.isMultiline ? text : text.replaceAll("\n", " "));
  }

  set html(html) {
    this.element.value = plain(html);
    this.grow();
  }

  grow() {
    this.element.style.blockSize = "auto";
    this.element.style.blockSize = `${this.element.scrollHeight + 2}px`;
  }

  onInput() {}
}

/** A text with formatting and links: an editable element in which chips stand for them. */
export class RichField {
  constructor(element, row, bar) {
    this.element = element;
    this.row = row;
    this.buildBar(bar);
    element.addEventListener("beforeinput", (event) => this.filter(event));
    element.addEventListener("input", () => this.changed());
    element.addEventListener("paste", (event) => this.paste(event, event.clipboardData));
    element.addEventListener("drop", (event) => this.paste(event, event.dataTransfer));
    element.addEventListener("dragstart", (event) => event.preventDefault());
    element.addEventListener("keydown", (event) => this.pressed(event));
  }

  get html() {
    return serialise(this.element);
  }

  set html(html) {
    this.element.replaceChildren(render(html, this.row.chips));
    padEdges(this.element);
    this.showMissing();
  }

  changed() {
    repair(this.element);
    this.showMissing();
    this.onInput();
  }

  onInput() {}

  /** Let through what changes words; formatting and paragraphs are the source's business. */
  filter(event) {
    if (event.inputType === "insertParagraph" || event.inputType === "insertLineBreak") {
      event.preventDefault();
      const lineBreak = this.row.chips.find((chip) => chip.name === "br");
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

  pressed(event) {
    const names = { b: ["b", "strong"], i: ["i", "em"] }[event.key.toLowerCase()];
    if (event.key === "F8") {
      event.preventDefault();
      this.insertMissing();
    } else if (names && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      const chip = this.row.chips.find((item) => names.includes(item.name));
      if (chip) this.insert(chip);
    }
  }

  insertMissing() {
    const next = missing(this.html, this.row.source, this.row.chips)[0];
    if (next) this.insert(next);
    else announce(say("noChipLeft"));
  }

  /** Put a chip in, around the selected words if there are any. One step to undo. */
  insert(chip) {
    this.element.focus();
    const selection = getSelection();
    if (!selection.rangeCount || !this.element.contains(selection.anchorNode)) {
      selection.selectAllChildren(this.element);
      selection.collapseToEnd();
    }
    const range = selection.getRangeAt(0);
    if (!isWhole(range)) {
      announce(say("chipsApart"));
      this.element.dispatchEvent(new CustomEvent("said", { bubbles: true, detail: say("chipsApart") }));
      return;
    }
    const box = document.createElement("div");
    box.append(range.cloneContents());
    const isAround = !range.collapsed && Boolean(chip.closing);
    document.execCommand("insertHTML", false, chipMarkup(chip, isAround ? box.innerHTML : ""));
    this.changed();
    this.placeCaret();
    announce(say("chipAdded", { label: labelOf(chip) }));
  }

  /** Behind a chip that was put in, or between the halves of an empty pair. */
  placeCaret() {
    const chip = this.element.querySelector("[data-fresh]");
    if (!chip) return;
    chip.removeAttribute("data-fresh");
    const { nextSibling } = chip;
    getSelection().collapse(nextSibling, nextSibling.data.startsWith("\u200b") ? 1 : 0);
  }

  buildBar(bar) {
    this.buttons = this.row.chips.map((chip) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `chip chip--button${chip.name === "a" ? " chip--link" : ""}`;
      button.textContent = `+ ${labelOf(chip)}`;
      // Keeps the selection where it is.
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => this.insert(chip));
      bar.append(button);
      return [chip, button];
    });
    bar.hidden = !this.buttons.length;
  }

  showMissing() {
    const left = missing(this.html, this.row.source, this.row.chips);
    for (const [chip, button] of this.buttons) {
      button.classList.toggle("chip--missing", left.includes(chip));
    }
  }
}
