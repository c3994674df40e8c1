/* One text on the screen: its field, its state, its length, its way to the server. */

import { markTerms, plain, render } from "translation/chips";
import { PlainField, RichField } from "translation/fields";
import { announce, clock, say } from "translation/words";

export class Segment {
  constructor(element, row, editor) {
    Object.assign(this, { element, row, editor, base: row.target, state: row.state });
    this.key = row.key;
    this.url = `${editor.segmentsUrl}${row.pk}/`;
    this.showSource();
    const target = this.find("target");
    if (!editor.isEditable) {
      if (row.isRich && !target.querySelector("ins, del")) {
        target.replaceChildren(render(row.target, row.chips));
      }
      return;
    }
    this.field = row.isRich
      ? new RichField(target, row, this.find("chips"))
      : new PlainField(target, row);
    this.field.html = row.target;
    this.field.onInput = () => this.typed();
    target.addEventListener("blur", () => this.editor.saver.errand(this).send());
    target.addEventListener("focus", () => this.editor.entered(this));
    target.addEventListener("said", (event) => this.note(event.detail));
    this.find("confirm").addEventListener("click", () => this.confirm());
    this.find("keep-mine").addEventListener("click", () => this.keepMine());
    this.find("take-theirs").addEventListener("click", () => this.takeTheirs());
    this.recover();
    this.showLength();
  }

  find(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  get isToDo() {
    return this.state !== "confirmed";
  }

  get isVisible() {
    return !this.element.hidden;
  }

  showSource() {
    const source = this.find("source");
    source.replaceChildren(render(this.row.source, this.row.chips));
    markTerms(source, this.row.terms);
  }

  /** Words that this browser kept because the server did not get them. */
  recover() {
    const kept = this.editor.saver.memory.get(this.key);
    if (!kept) return;
    if (kept.text === this.row.target && !kept.confirmed) {
      this.editor.saver.memory.remove(this.key);
      return;
    }
    this.base = kept.base;
    this.field.html = kept.text;
    this.editor.recovered();
    this.put(kept, 0);
  }

  put({ text, confirmed = false, origin = "" }, pause) {
    this.editor.saver.put(this, { text, confirmed, origin }, pause);
  }

  typed() {
    this.showLength();
    this.note("");
    if (this.state === "confirmed") this.element.dataset.state = "unconfirmed";
    const errand = this.editor.saver.errand(this);
    const text = this.field.html;
    if (text === this.base && !errand.isSending && !this.isInConflict) this.leaveAsIs();
    else this.put({ text });
  }

  /** The words are again what the server has. */
  leaveAsIs() {
    this.editor.saver.drop(this);
    this.element.dataset.state = this.state;
  }

  /** Put in words from elsewhere; a person still has to confirm them. */
  use(html, origin) {
    this.field.html = html;
    this.showLength();
    this.put({ text: this.field.html, origin }, 0);
    this.focus();
    announce(say("used"));
  }

  keepAsInSource() {
    this.field.html = this.row.source;
    this.showLength();
    this.put({ text: this.row.source, origin: "kept", confirmed: true }, 0);
  }

  /** Say that these words are right; return whether there were any. */
  confirm() {
    const text = this.field.html;
    if (!plain(text).trim()) {
      this.note(say("empty"));
      announce(say("empty"));
      this.focus();
      return false;
    }
    this.put({ text, confirmed: true }, 0);
    return true;
  }

  focus() {
    this.field?.element.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }

  // What the way to the server reports

  showSaving() {
    this.note(say("saving"));
  }

  stored(answer, sent) {
    this.base = answer.text;
    this.state = answer.state;
    this.row.problems = answer.problems;
    this.element.dataset.state = answer.state;
    this.find("status").innerHTML = answer.status;
    this.find("problem-list").innerHTML = answer.problemList;
    this.note(say("saved", { time: clock(new Date(answer.savedAt)) }));
    if (sent.confirmed && answer.state === "confirmed") announce(say("confirmed"));
    this.editor.changed();
  }

  refused(message) {
    this.note(message);
  }

  conflict(answer) {
    this.isInConflict = true;
    this.theirs = answer;
    this.find("theirs").replaceChildren(render(answer.text, this.row.chips));
    this.find("yours").replaceChildren(render(this.field.html, this.row.chips));
    if (answer.by) this.find("theirs-by").textContent = answer.by;
    this.find("conflict").hidden = false;
    this.note("");
  }

  keepMine() {
    const { waiting } = this.editor.saver.errand(this);
    this.endConflict();
    this.put({ ...waiting, text: this.field.html }, 0);
  }

  takeTheirs() {
    const { theirs } = this;
    this.endConflict();
    this.editor.saver.drop(this);
    this.field.html = theirs.text;
    this.showLength();
    this.stored(theirs, {});
  }

  endConflict() {
    this.isInConflict = false;
    this.base = this.theirs.text;
    this.find("conflict").hidden = true;
    this.focus();
  }

  note(text) {
    this.find("saved").textContent = text;
  }

  /** Count while typing; say it aloud only when the limit is passed. */
  showLength() {
    const count = [...plain(this.field.html)].length;
    const { limit } = this.row;
    const counter = this.find("count");
    const over = limit ? Math.max(0, count - limit) : 0;
    if (over) counter.textContent = say("tooLong", { count: over });
    else counter.textContent = limit ? say("length", { count, limit }) : "";
    counter.classList.toggle("segment__count--over", over > 0);
    counter.classList.toggle("segment__count--near", !over && limit > 0 && count > limit * 0.9);
    if (over && !this.wasOver) announce(say("tooLong", { count: over }));
    this.wasOver = over > 0;
  }
}
