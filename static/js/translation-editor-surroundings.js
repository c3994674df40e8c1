/* What surrounds the texts: who else is here, and the page as readers would see it. */

const EVERY = 15_000;

/** Say regularly that this person is here, and hear who else is. */
export function watchPresence(url, saver) {
  const notice = document.querySelector("[data-presence]");
  let session = "";
  const body = (values) => new URLSearchParams({
    session, csrfmiddlewaretoken: saver.token, ...(saver.hasUnsent ? { editing: "1" } : {}), ...values,
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
    } catch { /* Without a connection nobody can be told, and saving says so already. */ }
  };
  ping();
  setInterval(ping, EVERY);
  document.addEventListener("visibilitychange", ping);
  window.addEventListener("pagehide", () => navigator.sendBeacon(url, body({ leaving: "1" })));
}

/** The page beside its words: scaled to fit the panel, and kept where it was scrolled to. */
export class Preview {
  constructor() {
    this.root = document.querySelector("[data-preview]");
    if (!this.root) return;
    this.frame = this.root.querySelector("[data-preview-frame]");
    this.buttons = [...this.root.querySelectorAll("[data-preview-width]")];
    this.panel = this.root.closest("[data-side-panel]");
    this.panel.addEventListener("show", () => this.load());
    for (const button of this.buttons) {
      button.addEventListener("click", () => this.setWidth(button));
    }
    new ResizeObserver(() => this.fit()).observe(this.frame.parentElement);
    this.frame.addEventListener("load", () => this.frame.contentWindow?.scrollTo(0, this.scrolled ?? 0));
    if (!this.panel.hidden) this.load();
  }

  get isOpen() {
    return this.root && !this.panel.hidden;
  }

  load() {
    this.scrolled = this.frame.contentWindow?.scrollY ?? 0;
    if (this.frame.src) this.frame.contentWindow.location.reload();
    else this.frame.src = this.root.dataset.previewUrl;
    this.fit();
  }

  /** After a save, once the person pauses. */
  refresh() {
    if (!this.isOpen) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), 700);
  }

  setWidth(chosen) {
    for (const button of this.buttons) button.setAttribute("aria-pressed", button === chosen);
    this.fit();
  }

  fit() {
    const chosen = this.buttons.find((button) => button.getAttribute("aria-pressed") === "true");
    const width = Number(chosen.dataset.previewWidth);
    const place = this.frame.parentElement;
    const scale = Math.min(1, place.clientWidth / width);
    Object.assign(this.frame.style, {
      width: `${width}px`,
      height: `${place.clientHeight / scale}px`,
      transform: `scale(${scale})`,
    });
  }
}
