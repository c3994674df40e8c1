/* Pages suggested while somebody types in a search form: the editable combobox with a list of the
   ARIA Authoring Practices. Whatever fails in here, the form stays a plain form. */

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
