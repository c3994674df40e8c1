/* The script of public pages: "Leave this site", suggestions in search forms, and menus that close.
   Without it, these are a plain link, a plain form, and disclosures. */

// "Leave this site". It comes first, so that no error in the rest of the script can disable it.

const SHIFT_TIMEOUT = 5000; // milliseconds between two presses of Shift
const SAME_PAGE = "a[href^='#'], .language-list a, .countries a, a.script-link";

class QuickExit {
  constructor(bar) {
    this.link = bar.querySelector(".quick-exit__link");
    this.status = bar.querySelector("[role=status]");
    this.presses = 0;
    this.link.addEventListener("click", (event) => {
      event.preventDefault();
      this.leave();
    });
    addEventListener("keydown", (event) => this.onKeyDown(event));
    addEventListener("pointerdown", () => (this.shiftAlone = false));
    addEventListener("keyup", (event) => this.onKeyUp(event));
    document.addEventListener("click", (event) => this.onClick(event));
    document.addEventListener("submit", (event) => this.onSubmit(event));
  }

  leave() {
    // The page is emptied at once, because the other site may load slowly.
    document.body.remove();
    document.title = this.link.hostname;
    // Replaces the history entry of this page, so that Back does not return to it.
    location.replace(this.link.href);
  }

  // Shift, three times, alone: not as part of a capital letter or of another shortcut.

  onKeyDown({ key, ctrlKey, altKey, metaKey }) {
    this.shiftAlone = key === "Shift" && !ctrlKey && !altKey && !metaKey;
    if (!this.shiftAlone) this.reset();
  }

  onKeyUp({ key }) {
    if (key !== "Shift" || !this.shiftAlone) return;
    this.shiftAlone = false;
    this.presses += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.reset(), SHIFT_TIMEOUT);
    const { afterOne, afterTwo } = this.status.dataset;
    if (this.presses === 3) this.leave();
    else this.status.textContent = this.presses === 1 ? afterOne : afterTwo;
  }

  reset() {
    this.presses = 0;
    this.status.textContent = "";
  }

  // A page has one history entry: another fragment, language or filter replaces it, or else Back
  // would return to it.

  onClick(event) {
    const link = event.target.closest(SAME_PAGE);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(link.href);
  }

  onSubmit(event) {
    const url = new URL(event.target.action);
    if (event.target.method !== "get" || url.pathname !== location.pathname) return;
    event.preventDefault();
    url.search = new URLSearchParams(new FormData(event.target));
    location.replace(url);
  }
}

for (const bar of document.querySelectorAll(".quick-exit")) new QuickExit(bar);

// Suggestions in a search form: the editable combobox with list autocomplete of the ARIA Authoring
// Practices. If anything fails in here, the form is still a plain form.

const DEBOUNCE = 200; // milliseconds without a key before suggestions are requested
const MIN_LENGTH = 2; // characters

class Suggestions {
  constructor(form) {
    this.url = form.dataset.suggestions;
    this.input = form.elements.q;
    this.list = form.querySelector("[role=listbox]");
    this.count = form.querySelector("[data-count]");
    this.template = form.querySelector("template").content.firstElementChild;
    this.setAttributes({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
    });
    this.show([]);
    this.input.addEventListener("input", () => this.onInput());
    this.input.addEventListener("keydown", (event) => this.onKeyDown(event));
    this.input.addEventListener("blur", () => this.close());
    // Keeps the focus in the field: on blur the list would be closed before the click.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  setAttributes(attributes) {
    for (const name in attributes) this.input.setAttribute(name, attributes[name]);
  }

  onInput() {
    const q = this.input.value.trim();
    if (q.length < MIN_LENGTH) return this.close();
    this.cancel();
    // The previous suggestions stay until the response, so that the list does not flicker.
    this.select();
    this.timer = setTimeout(() => this.fetch({ q }), DEBOUNCE);
  }

  async fetch(parameters) {
    this.request = new AbortController();
    // Neither is the text stored in the browser's cache, nor are cookies sent.
    const options = { signal: this.request.signal, cache: "no-store", credentials: "omit" };
    try {
      const response = await fetch(`${this.url}?${new URLSearchParams(parameters)}`, options);
      this.show((await response.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") this.show([]);
    }
  }

  cancel() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  close() {
    this.cancel();
    this.show([]);
  }

  show(suggestions) {
    const number = suggestions.length;
    this.list.replaceChildren(...suggestions.map((item, index) => this.option(item, index)));
    this.list.hidden = !number;
    this.count.textContent = number ? this.count.dataset.count.replace("{number}", number) : "";
    this.setAttributes({ "aria-expanded": !!number });
    this.select();
  }

  option({ text, address, language, context }, index) {
    const option = this.template.cloneNode(true);
    Object.assign(option, { id: `${this.list.id}-${index}`, href: address });
    Object.assign(option.firstChild, { lang: language, textContent: text });
    option.lastChild.textContent = context;
    return option;
  }

  select(option) {
    this.selected?.setAttribute("aria-selected", false);
    this.selected = option;
    option?.setAttribute("aria-selected", true);
    option?.scrollIntoView({ block: "nearest" });
    this.setAttributes({ "aria-activedescendant": option?.id ?? "" });
  }

  onKeyDown(event) {
    const { selected, list } = this;
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") this.select(selected ? selected.nextSibling : list.firstChild);
    else if (event.key === "ArrowUp")
      this.select(selected ? selected.previousSibling : list.lastChild);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && selected) selected.click();
    else return this.select(); // the key edits the text
    event.preventDefault();
  }
}

for (const form of document.querySelectorAll("form[data-suggestions]")) new Suggestions(form);

// Search and languages in the header: Escape, and a click or the focus elsewhere, close them, so that
// they cover nothing. Without script, each is closed with its own button alone.

const menus = [...document.querySelectorAll(".header-search, .language-menu")];

for (const type of ["click", "focusin"])
  addEventListener(type, ({ target }) => {
    for (const menu of menus) if (!menu.contains(target)) menu.open = false;
  });

addEventListener("keydown", ({ key, defaultPrevented }) => {
  const open = menus.find((menu) => menu.open);
  if (key !== "Escape" || defaultPrevented || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

for (const menu of menus)
  menu.addEventListener("toggle", () => menu.open && menu.querySelector("input")?.focus());
