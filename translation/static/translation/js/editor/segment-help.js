/* The help of one segment: loaded on request, and shown by itself if it has something to offer. */

import { getMessage } from "translation/messages";

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
      this.postComment(new FormData(event.target));
    });
    this.container.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.close();
      this.toggle.focus();
    });
  }

  async load() {
    this.loading ??= this.fetch("help/", { method: "GET" });
    const answer = await this.loading;
    if (answer.html) this.container.innerHTML = answer.html;
    else this.loading = null;
    return answer;
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
      translationResolveComment: resolve,
      translationReopenComment: reopen,
    } = button.dataset;
    if ("translationSuggestion" in button.dataset) this.segment.replaceText(text, origin);
    else if ("translationCopySource" in button.dataset) this.segment.copySource();
    else if ("translationClear" in button.dataset) this.segment.replaceText("", "");
    else if ("translationMachineTranslate" in button.dataset) this.machineTranslate(button);
    else if (resolve) this.postComment(new URLSearchParams({ resolve }));
    else if (reopen) this.postComment(new URLSearchParams({ reopen }));
  }

  async machineTranslate(button) {
    button.disabled = true;
    const answer = await this.fetch("machine/", { method: "POST" });
    button.disabled = false;
    const suggestion = this.container.querySelector("[data-translation-machine-suggestion]");
    const use = suggestion.querySelector("button");
    suggestion.hidden = false;
    use.hidden = !answer.text;
    use.dataset.translationSuggestion = answer.text ?? "";
    const text = new DOMParser().parseFromString(answer.text ?? "", "text/html").body.textContent;
    suggestion.querySelector("p").textContent = text || answer.message || getMessage("machineNothing");
  }

  async postComment(body) {
    const answer = await this.fetch("comments/", { method: "POST", body });
    if (answer.html) {
      const comments = this.container.querySelector("[data-translation-comments]");
      comments.innerHTML = answer.html;
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
