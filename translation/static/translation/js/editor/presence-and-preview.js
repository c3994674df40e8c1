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
    this.frame.addEventListener("load", () => this.frame.contentWindow?.scrollTo(0, this.scrollY ?? 0));
    if (!this.panel.hidden) this.load();
  }

  get isOpen() {
    return this.root && !this.panel.hidden;
  }

  load() {
    this.scrollY = this.frame.contentWindow?.scrollY ?? 0;
    if (this.frame.src) this.frame.contentWindow.location.reload();
    else this.frame.src = this.root.dataset.translationPreviewUrl;
    this.scale();
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
