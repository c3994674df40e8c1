/* The help of one segment: loaded on request, and shown by itself if it has something to offer. */

import { PlainTextField, RichTextField } from "translation/fields";
import { toPlainText } from "translation/inline-tags";
import { announce, getMessage } from "translation/messages";

export class SegmentHelp {
  constructor(segment, editor) {
    Object.assign(this, { segment, editor });
    this.container = segment.find("help");
    this.toggle = segment.find("help-toggle");
    this.toggle.addEventListener("click", () => (this.container.hidden ? this.open() : this.close()));
    this.container.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.handleButton(button);
    });
    this.container.addEventListener("submit", (event) => {
      event.preventDefault();
      const data = new FormData(event.target);
      const suggestion = this.suggestion?.html ?? this.segment.row.target;
      if (suggestion !== this.segment.row.target) data.set("suggestion", suggestion);
      this.postComment(data);
    });
    this.container.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.close();
      this.toggle.focus();
    });
  }

  /** Show the help as the server has it, once: later, it has what the person writes and does. */
  load() {
    this.loading ??= this.fetch("help/", { method: "GET" }).then((answer) => {
      if (answer.html) this.container.innerHTML = answer.html;
      else this.loading = null;
      return answer;
    });
    return this.loading;
  }

  async open() {
    this.show(true);
    this.container.setAttribute("aria-busy", "true");
    const answer = await this.load();
    this.container.removeAttribute("aria-busy");
    if (!answer.html) this.container.textContent = answer.message ?? getMessage("helpFailed");
  }

  /** On the first focus of an unconfirmed segment: open the help if it has something to offer. */
  async suggest() {
    if (this.wasSuggested || !this.segment.isToDo) return;
    this.wasSuggested = true;
    const answer = await this.load();
    if (answer.isUseful) this.show(true);
  }

  /** Replace the target text by the match with this number, counted from 1. */
  async useMatch(number) {
    await this.open();
    const matches = this.container.querySelectorAll("[data-translation-match]");
    if (matches.length >= number) this.handleButton(matches[number - 1]);
    else announce(getMessage("noSuchMatch"));
  }

  async writeComment() {
    await this.open();
    this.container.querySelector("[data-translation-comment-form] textarea")?.focus();
  }

  close() {
    this.show(false);
  }

  show(visible) {
    this.container.hidden = !visible;
    this.toggle.setAttribute("aria-expanded", visible);
  }

  handleButton(button) {
    const {
      translationSuggestion: text,
      translationSuggestionOrigin: origin,
      translationAcceptSuggestion: accepted,
      translationResolveComment: resolve,
      translationReopenComment: reopen,
    } = button.dataset;
    if ("translationSuggestion" in button.dataset) this.segment.replaceText(text, origin);
    else if ("translationCopySource" in button.dataset) this.segment.copySource();
    else if ("translationClear" in button.dataset) this.segment.replaceText("", "");
    else if ("translationMachineTranslate" in button.dataset) this.machineTranslate();
    else if ("translationSuggest" in button.dataset) this.writeSuggestion();
    else if (accepted) this.acceptSuggestion(accepted, resolve);
    else if (resolve) this.postComment(new URLSearchParams({ resolve }));
    else if (reopen) this.postComment(new URLSearchParams({ reopen }));
  }

  /** Show a field with the target text, to be changed in place by a person who may only read. */
  writeSuggestion() {
    const { row } = this.segment;
    const find = (name) => this.container.querySelector(`[data-translation-${name}]`);
    if (!this.suggestion) {
      const element = find("suggestion-field");
      this.suggestion = row.isRich
        ? new RichTextField(element, row, find("suggestion-tags"))
        : new PlainTextField(element, row);
    }
    find("suggestion-form").hidden = false;
    find("suggest").hidden = true;
    this.suggestion.html = row.target;
    this.suggestion.element.focus();
  }

  /** The translator becomes the author of the suggested text; a reviewer has not seen it yet.
   *
   * The comment stays open if the text cannot be saved: somebody else may have changed it.
   */
  async acceptSuggestion(text, comment) {
    this.segment.acceptSuggestion(text);
    const isSaved = await this.editor.autosave.flushed(this.segment);
    if (isSaved) await this.postComment(new URLSearchParams({ resolve: comment }));
  }

  async machineTranslate() {
    const status = this.container.querySelector("[data-translation-machine-status]");
    const suggestion = this.container.querySelector("[data-translation-machine-suggestion]");
    // The button is not disabled, which would take the focus from it.
    if (this.isWaitingForMachine) return;
    this.isWaitingForMachine = true;
    suggestion.hidden = true;
    status.textContent = getMessage("machineWaiting");
    const answer = await this.fetch("machine/", { method: "POST" });
    this.isWaitingForMachine = false;
    const text = answer.text ?? "";
    suggestion.querySelector("p").textContent = toPlainText(text);
    suggestion.querySelector("button").dataset.translationSuggestion = text;
    suggestion.hidden = !text;
    status.textContent = text
      ? getMessage("machineSuggested")
      : answer.message ?? getMessage("machineNothing");
  }

  async postComment(body) {
    // A second click, while the network is slow, is no second comment.
    if (this.isPosting) return;
    this.isPosting = true;
    const answer = await this.fetch("comments/", { method: "POST", body });
    this.isPosting = false;
    if (answer.html) {
      const comments = this.container.querySelector("[data-translation-comments]");
      comments.innerHTML = answer.html;
      this.suggestion = null;
      comments.querySelector("textarea")?.focus();
      this.segment.row.comments = answer.open;
      const count = this.segment.find("comment-count");
      count.textContent = answer.open;
      count.hidden = !answer.open;
      this.editor.update();
      return;
    }
    const error = this.container.querySelector("[data-translation-comment-error]");
    error.textContent = answer.message ?? getMessage("helpFailed");
    error.hidden = false;
  }

  /** Request JSON from the server; a failed request gives an object with a message, too. */
  async fetch(path, options) {
    try {
      const response = await fetch(this.segment.url + path, {
        ...options,
        headers: { "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": this.editor.autosave.token },
      });
      return await response.json();
    } catch {
      return { message: getMessage("helpFailed") };
    }
  }
}
