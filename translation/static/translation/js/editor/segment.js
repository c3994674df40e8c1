/* One segment in the editor: its field, its state, its length and its conflicts. */

import { markTerms, render, toPlainText } from "translation/inline-tags";
import { PlainTextField, RichTextField } from "translation/fields";
import { announce, formatTime, getMessage } from "translation/messages";

export class Segment {
  constructor(element, row, editor) {
    Object.assign(this, { element, row, editor, base: row.target, state: row.state });
    this.key = row.key;
    this.url = `${editor.segmentsUrl}${row.pk}/`;
    this.renderSource();
    const target = this.find("target");
    if (!editor.isEditable) {
      if (row.isRich && !target.querySelector("ins, del")) {
        target.replaceChildren(render(row.target, row.inlineTags));
      }
      return;
    }
    this.field = row.isRich
      ? new RichTextField(target, row, this.find("inline-tags"))
      : new PlainTextField(target, row);
    this.field.html = row.target;
    this.field.onInput = () => this.handleInput();
    target.addEventListener("blur", () => this.editor.autosave.saverFor(this).send());
    target.addEventListener("focus", () => this.editor.onFocus(this));
    target.addEventListener("translation:message", (event) => this.showMessage(event.detail));
    this.find("confirm").addEventListener("click", () => this.confirm());
    this.find("keep-own").addEventListener("click", () => this.keepOwnText());
    this.find("use-other").addEventListener("click", () => this.useOtherText());
    this.showPrevious();
    this.restoreDraft();
    this.showLength();
  }

  find(name) {
    return this.element.querySelector(`[data-translation-${name}]`);
  }

  get isToDo() {
    return this.state !== "confirmed";
  }

  get isVisible() {
    return !this.element.hidden;
  }

  /** The plain texts by which the preview shows the segment: stored, or that of the source. */
  get shownTexts() {
    return [this.base, this.row.source].map(toPlainText);
  }

  renderSource() {
    const source = this.find("source");
    source.replaceChildren(render(this.row.source, this.row.inlineTags));
    markTerms(source, this.row.terms);
  }

  /** The source changed: start from the earlier translation, which is stored once it is changed
   * or confirmed.
   */
  showPrevious() {
    if (this.state !== "changed") return;
    this.field.html = this.row.previous;
    this.previous = this.field.html;
  }

  /** Whether the field shows what the server has stored, or the earlier translation. */
  get isUntouched() {
    return [this.base, this.previous].includes(this.field.html);
  }

  /** Restore a draft from this browser that did not reach the server. */
  restoreDraft() {
    const draft = this.editor.autosave.drafts.get(this.key);
    if (!draft) return;
    if (draft.text === this.row.target && !draft.confirmed) {
      this.editor.autosave.drafts.remove(this.key);
      return;
    }
    this.base = draft.base;
    this.field.html = draft.text;
    this.editor.onDraftRestored();
    this.save(draft, 0);
  }

  save({ text, confirmed = false, origin = "" }, pause) {
    this.editor.autosave.save(this, { text, confirmed, origin }, pause);
  }

  handleInput() {
    this.showLength();
    this.showMessage("");
    if (this.state === "confirmed") this.element.dataset.translationState = "unconfirmed";
    const text = this.field.html;
    const { isSending } = this.editor.autosave.saverFor(this);
    if (this.isUntouched && !isSending && !this.isInConflict) {
      // The text is again what the server has.
      this.editor.autosave.discard(this);
      this.element.dataset.translationState = this.state;
    } else {
      this.save({ text });
    }
  }

  /** Replace the target text by a suggestion, which remains to be confirmed. */
  replaceText(html, origin) {
    this.field.html = html;
    this.showLength();
    this.save({ text: this.field.html, origin }, 0);
    this.focus();
    announce(getMessage("used"));
  }

  acceptSuggestion(html) {
    this.field.html = html;
    this.showLength();
    this.save({ text: this.field.html, origin: "suggested", confirmed: true }, 0);
  }

  copySource() {
    this.field.html = this.row.source;
    this.showLength();
    this.save({ text: this.row.source, origin: "kept", confirmed: true }, 0);
  }

  /** Confirm the target text; return whether it could be, as an empty one cannot. */
  confirm() {
    const text = this.field.html;
    if (!toPlainText(text).trim()) {
      this.showMessage(getMessage("empty"));
      announce(getMessage("empty"));
      this.focus();
      return false;
    }
    this.save({ text, confirmed: true }, 0);
    return true;
  }

  focus() {
    this.field?.element.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }

  // Called while the segment is being saved

  showSaving() {
    this.showMessage(getMessage("saving"), true);
  }

  onSaved(answer, sent) {
    this.showStored(answer);
    for (const twin of this.editor.twinsOf(this)) twin.onTwinSaved(answer);
    this.showMessage(getMessage("saved", { time: formatTime(new Date(answer.savedAt)) }), true);
    if (sent.confirmed && answer.state === "confirmed") announce(getMessage("confirmed"));
    this.editor.update();
  }

  /** The same sentence stands twice in one text: both places have one translation. */
  onTwinSaved(answer) {
    const { isUntouched } = this;
    this.showStored(answer);
    if (!isUntouched) return;
    this.field.html = answer.text;
    this.showLength();
  }

  showStored(answer) {
    this.base = answer.text;
    this.previous = null;
    this.state = answer.state;
    this.row.problems = answer.problems;
    // A confirmed segment shows no such button, with which the focus would be lost.
    const isLeft = answer.state === "confirmed" && this.find("confirm").matches(":focus-visible");
    if (isLeft) this.focus();
    this.element.dataset.translationState = answer.state;
    this.find("status").innerHTML = answer.status;
    this.find("problem-list").innerHTML = answer.problemList;
  }

  onRefused(message) {
    this.showMessage(message);
  }

  onConflict(answer) {
    this.isInConflict = true;
    this.conflict = answer;
    this.find("other-text").replaceChildren(render(answer.text, this.row.inlineTags));
    this.find("own-text").replaceChildren(render(this.field.html, this.row.inlineTags));
    if (answer.by) this.find("other-author").textContent = answer.by;
    this.find("conflict").hidden = false;
    this.showMessage("");
  }

  keepOwnText() {
    const { pending } = this.editor.autosave.saverFor(this);
    this.endConflict();
    this.save({ ...pending, text: this.field.html }, 0);
  }

  useOtherText() {
    const { conflict } = this;
    this.endConflict();
    this.editor.autosave.discard(this);
    this.field.html = conflict.text;
    this.showLength();
    this.onSaved(conflict, {});
  }

  endConflict() {
    this.isInConflict = false;
    this.base = this.conflict.text;
    this.find("conflict").hidden = true;
    this.focus();
  }

  /** Show the state of saving. What is a matter of course is hidden in the compact view. */
  showMessage(text, isRoutine = false) {
    const output = this.find("segment-save-status");
    output.textContent = text;
    output.classList.toggle("translation-segment__save-status--routine", isRoutine);
  }

  /** Show the number of characters; announce it only when the limit is exceeded. */
  showLength() {
    const count = [...toPlainText(this.field.html)].length;
    const { limit } = this.row;
    const output = this.find("length");
    const excess = limit ? Math.max(0, count - limit) : 0;
    if (excess) output.textContent = getMessage("tooLong", { count: excess });
    else output.textContent = limit ? getMessage("length", { count, limit }) : "";
    const isNear = !excess && limit > 0 && count > limit * 0.9;
    output.classList.toggle("translation-segment__length--over-limit", excess > 0);
    output.classList.toggle("translation-segment__length--near-limit", isNear);
    if (excess && !this.wasTooLong) announce(getMessage("tooLong", { count: excess }));
    this.wasTooLong = excess > 0;
  }
}
