/* Help with one text: loaded when it is wanted, or on entering a text if there is something. */

import { say } from "translation/words";

export class Help {
  constructor(segment, editor) {
    Object.assign(this, { segment, editor });
    this.box = segment.find("help");
    this.toggle = segment.find("help-toggle");
    this.toggle.addEventListener("click", () => (this.box.hidden ? this.open() : this.close()));
    this.box.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.pressed(button);
    });
    this.box.addEventListener("submit", (event) => {
      event.preventDefault();
      this.comment(new FormData(event.target));
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.close();
      this.toggle.focus();
    });
  }

  async load() {
    this.loading ??= this.fetch("help/", { method: "GET" });
    const answer = await this.loading;
    if (answer.html) this.box.innerHTML = answer.html;
    else this.loading = null;
    return answer;
  }

  async open() {
    this.show(true);
    this.box.setAttribute("aria-busy", "true");
    const answer = await this.load();
    this.box.removeAttribute("aria-busy");
    if (!answer.html) this.box.textContent = answer.message ?? say("helpFailed");
  }

  /** On entering a text that is still to do: show what helps, if anything does. */
  async offer() {
    if (this.wasOffered || !this.segment.isToDo) return;
    this.wasOffered = true;
    const answer = await this.load();
    if (answer.isUseful) this.show(true);
  }

  close() {
    this.show(false);
  }

  show(visible) {
    this.box.hidden = !visible;
    this.toggle.setAttribute("aria-expanded", visible);
  }

  pressed(button) {
    const { use, origin, resolve, reopen } = button.dataset;
    if ("use" in button.dataset) this.segment.use(use, origin);
    else if ("keep" in button.dataset) this.segment.keepAsInSource();
    else if ("clear" in button.dataset) this.segment.use("", "");
    else if ("machine" in button.dataset) this.askMachine(button);
    else if (resolve) this.comment(new URLSearchParams({ resolve }));
    else if (reopen) this.comment(new URLSearchParams({ reopen }));
  }

  async askMachine(button) {
    button.disabled = true;
    const answer = await this.fetch("machine/", { method: "POST" });
    button.disabled = false;
    const offer = this.box.querySelector("[data-machine-answer]");
    const use = offer.querySelector("button");
    offer.hidden = false;
    use.hidden = !answer.text;
    use.dataset.use = answer.text ?? "";
    const words = new DOMParser().parseFromString(answer.text ?? "", "text/html").body.textContent;
    offer.querySelector("p").textContent = words || answer.message || say("machineNothing");
  }

  async comment(body) {
    const answer = await this.fetch("comments/", { method: "POST", body });
    if (answer.html) {
      const place = this.box.querySelector("[data-comments]");
      place.innerHTML = answer.html;
      place.querySelector("textarea")?.focus();
      this.segment.row.comments = answer.open;
      const count = this.segment.find("comment-count");
      count.textContent = answer.open;
      count.hidden = !answer.open;
      this.editor.changed();
      return;
    }
    const error = this.box.querySelector("[data-comment-error]");
    error.textContent = answer.message ?? say("helpFailed");
    error.hidden = false;
  }

  /** Ask the server; whatever goes wrong is an answer with a message. */
  async fetch(path, options) {
    try {
      const response = await fetch(this.segment.url + path, {
        ...options,
        headers: { "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": this.editor.saver.token },
      });
      return await response.json();
    } catch {
      return { message: say("helpFailed") };
    }
  }
}
