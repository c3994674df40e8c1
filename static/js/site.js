/* The one script of public pages: a way out without a wait, and pages suggested while somebody
   types. Without it the first is a plain link and the second a plain form. */

// "Leave this site", without a wait and without a way back. First, so that nothing can stop it.

const PATIENCE = 5000; // milliseconds between two presses of Shift
const SAME_PAGE = "a[href^='#'], .language-list a, a.scripts";

class QuickExit {
  constructor(bar) {
    this.link = bar.querySelector(".quick-exit__link");
    this.status = bar.querySelector("[role=status]");
    this.presses = 0;
    this.link.addEventListener("click", (event) => {
      event.preventDefault();
      this.leave();
    });
    addEventListener("keydown", (event) => this.pressed(event));
    addEventListener("pointerdown", () => (this.alone = false));
    addEventListener("keyup", (event) => this.released(event));
    document.addEventListener("click", (event) => this.stay(event));
    document.addEventListener("submit", (event) => this.ask(event));
  }

  leave() {
    // Blank at once: the other site may take its time.
    document.body.remove();
    document.title = this.link.hostname;
    // It takes this page's place in the history, so that Back leads past it.
    location.replace(this.link.href);
  }

  // Shift, three times, alone: not as part of a capital letter or of another shortcut.

  pressed({ key, ctrlKey, altKey, metaKey }) {
    this.alone = key === "Shift" && !ctrlKey && !altKey && !metaKey;
    if (!this.alone) this.forget();
  }

  released({ key }) {
    if (key !== "Shift" || !this.alone) return;
    this.alone = false;
    this.presses += 1;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.forget(), PATIENCE);
    const { afterOne, afterTwo } = this.status.dataset;
    if (this.presses === 3) this.leave();
    else this.status.textContent = this.presses === 1 ? afterOne : afterTwo;
  }

  forget() {
    this.presses = 0;
    this.status.textContent = "";
  }

  // One page, one entry in the history: another place on it, another language or another choice
  // takes the place of what was there, or else Back would lead to it.

  stay(event) {
    const inner = event.target.closest(SAME_PAGE);
    if (!inner || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(inner.href);
  }

  ask(event) {
    const address = new URL(event.target.action);
    if (event.target.method !== "get" || address.pathname !== location.pathname) return;
    event.preventDefault();
    address.search = new URLSearchParams(new FormData(event.target));
    location.replace(address);
  }
}

for (const bar of document.querySelectorAll(".quick-exit")) new QuickExit(bar);

// Pages suggested in a search form: the editable combobox with a list of the ARIA Authoring
// Practices. Whatever fails in here, the form stays a plain form.

const PAUSE = 200; // milliseconds without a key before the site is asked
const SHORTEST = 2; // characters

class Suggestions {
  constructor(form) {
    this.address = form.dataset.suggestions;
    this.input = form.elements.q;
    this.list = form.querySelector("[role=listbox]");
    this.count = form.querySelector("[data-count]");
    this.template = form.querySelector("template").content.firstElementChild;
    this.set({ role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id });
    this.show([]);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.close());
    // The field keeps the focus, or the list would be gone before it is clicked.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  set(attributes) {
    for (const name in attributes) this.input.setAttribute(name, attributes[name]);
  }

  typed() {
    const q = this.input.value.trim();
    if (q.length < SHORTEST) return this.close();
    this.forget();
    // What was suggested for the letters before stays until the answer: a list that comes and goes
    // with every key is restless.
    this.choose();
    this.timer = setTimeout(() => this.ask({ q }), PAUSE);
  }

  async ask(question) {
    this.request = new AbortController();
    // Nothing of what was typed stays in the browser, and nobody is recognised.
    const options = { signal: this.request.signal, cache: "no-store", credentials: "omit" };
    try {
      const answer = await fetch(`${this.address}?${new URLSearchParams(question)}`, options);
      this.show((await answer.json()).suggestions);
    } catch (failure) {
      if (failure.name !== "AbortError") this.show([]);
    }
  }

  forget() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  close() {
    this.forget();
    this.show([]);
  }

  show(suggestions) {
    const number = suggestions.length;
    this.list.replaceChildren(...suggestions.map((item, place) => this.option(item, place)));
    this.list.hidden = !number;
    this.count.textContent = number ? this.count.dataset.count.replace("{number}", number) : "";
    this.set({ "aria-expanded": !!number });
    this.choose();
  }

  option({ text, address, language, context }, place) {
    const option = this.template.cloneNode(true);
    Object.assign(option, { id: `${this.list.id}-${place}`, href: address });
    Object.assign(option.firstChild, { lang: language, textContent: text });
    option.lastChild.textContent = context;
    return option;
  }

  choose(option) {
    this.chosen?.setAttribute("aria-selected", false);
    this.chosen = option;
    option?.setAttribute("aria-selected", true);
    option?.scrollIntoView({ block: "nearest" });
    this.set({ "aria-activedescendant": option?.id ?? "" });
  }

  pressed(event) {
    const { chosen, list } = this;
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") this.choose(chosen ? chosen.nextSibling : list.firstChild);
    else if (event.key === "ArrowUp") this.choose(chosen ? chosen.previousSibling : list.lastChild);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && chosen) chosen.click();
    else return this.choose(); // a key for the text
    event.preventDefault();
  }
}

for (const form of document.querySelectorAll("form[data-suggestions]")) new Suggestions(form);
