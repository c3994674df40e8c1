/* Who else has the translation open, and the preview in the side panel. */

const PING_INTERVAL = 15_000; // milliseconds

/** Report this editing session to the server at intervals and show who else has one. */
export function watchPresence(url, autosave) {
  const notice = document.querySelector("[data-translation-presence]");
  let session = "";
  const body = (values) => new URLSearchParams({
    session,
    csrfmiddlewaretoken: autosave.token,
    ...(autosave.hasUnsaved ? { editing: "1" } : {}),
    ...values,
  });
  const ping = async () => {
    if (document.hidden) return;
    try {
      const response = await fetch(url, {
        method: "POST", body: body(), headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      const answer = await response.json();
      session = answer.session ?? "";
      if (notice.textContent !== answer.message) notice.textContent = answer.message ?? "";
      notice.hidden = !answer.message;
    } catch { /* Offline: the status of saving shows it already. */ }
  };
  ping();
  setInterval(ping, PING_INTERVAL);
  document.addEventListener("visibilitychange", ping);
  window.addEventListener("pagehide", () => navigator.sendBeacon(url, body({ leaving: "1" })));
}

const READABLE_WIDTH = 600; // CSS pixels, of a page that is made for 1280
const FOLLOWED = "data-translation-followed";

/** Return a text as the preview has it, whatever its line breaks. */
const normalise = (text) => text.replaceAll(/\s+/g, " ").trim();

/** Return the first element of the content that has this text and no child with it. */
function findElement(page, text) {
  const wanted = normalise(text);
  const content = page.querySelector("main") ?? page.body;
  if (!wanted || !content) return undefined;
  const hasText = (element) => normalise(element.textContent).includes(wanted);
  return [...content.querySelectorAll("*")].find(
    (element) =>
      hasText(element) && element.checkVisibility() && ![...element.children].some(hasText),
  );
}

/** The preview: scaled to the width of the panel; a reload preserves its scroll position. */
export class Preview {
  constructor() {
    this.root = document.querySelector("[data-translation-preview]");
    if (!this.root) return;
    this.frame = this.root.querySelector("[data-translation-preview-frame]");
    this.buttons = [...this.root.querySelectorAll("[data-translation-preview-width]")];
    this.panel = this.root.closest("[data-side-panel]");
    this.panel.addEventListener("show", () => this.load());
    for (const button of this.buttons) {
      button.addEventListener("click", () => this.setWidth(button));
    }
    new ResizeObserver(() => this.scale()).observe(this.frame.parentElement);
    this.frame.addEventListener("load", () => {
      this.frame.contentWindow?.scrollTo(0, this.scrollY ?? 0);
      if (this.texts) this.follow(this.texts);
    });
    if (!this.panel.hidden) this.load();
  }

  get isOpen() {
    return this.root && !this.panel.hidden;
  }

  load() {
    this.scrollY = this.frame.contentWindow?.scrollY ?? 0;
    // In a narrow panel, a wide page would be too small to be read.
    if (!this.frame.src && this.frame.parentElement.clientWidth < READABLE_WIDTH) {
      this.setWidth(this.buttons[0]);
    }
    if (this.frame.src) this.frame.contentWindow.location.reload();
    else this.frame.src = this.root.dataset.translationPreviewUrl;
    this.scale();
  }

  /** Scroll to the first of these texts that the page shows, and mark it. */
  follow(texts) {
    this.texts = texts;
    const page = this.isOpen && this.frame.contentDocument;
    if (!page) return;
    page.querySelector(`[${FOLLOWED}]`)?.removeAttribute(FOLLOWED);
    const element = texts.map((text) => findElement(page, text)).find(Boolean);
    if (!element) return;
    if (!page.getElementById(FOLLOWED)) {
      const style = page.createElement("style");
      style.id = FOLLOWED;
      style.textContent = `[${FOLLOWED}] { outline: 3px solid #c05c00; outline-offset: 3px; }`;
      page.head.append(style);
    }
    element.setAttribute(FOLLOWED, "");
    // ``scrollIntoView`` would scroll the editor, too.
    const { scrollY, innerHeight } = this.frame.contentWindow;
    const top = element.getBoundingClientRect().top + scrollY - innerHeight / 3;
    this.frame.contentWindow.scrollTo({ top });
  }

  /** Reload after a save, once no other follows within 0.7 seconds. */
  refresh() {
    if (!this.isOpen) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), 700);
  }

  setWidth(chosen) {
    for (const button of this.buttons) button.setAttribute("aria-pressed", button === chosen);
    this.scale();
  }

  scale() {
    const chosen = this.buttons.find((button) => button.getAttribute("aria-pressed") === "true");
    const width = Number(chosen.dataset.translationPreviewWidth);
    const container = this.frame.parentElement;
    const scale = Math.min(1, container.clientWidth / width);
    Object.assign(this.frame.style, {
      width: `${width}px`,
      height: `${container.clientHeight / scale}px`,
      transform: `scale(${scale})`,
    });
  }
}
