/* Nothing that was written is ever lost: words go to this browser's memory first, then to the
 * server, and leave the memory only when the server has them.
 */

import { clock, say } from "translation/words";

const PAUSE = 1000;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 60_000;

/** The words of this person for this translation that the server does not have yet. */
class Memory {
  constructor(prefix) {
    this.prefix = `translation-words:${prefix}:`;
  }

  put(key, words) {
    try {
      localStorage.setItem(this.prefix + key, JSON.stringify(words));
    } catch { /* A browser that keeps nothing: the warning before leaving remains. */ }
  }

  get(key) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + key));
    } catch {
      return null;
    }
  }

  remove(key) {
    try {
      localStorage.removeItem(this.prefix + key);
    } catch { /* As above. */ }
  }

  keys() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(this.prefix))
        .map((key) => key.slice(this.prefix.length));
    } catch {
      return [];
    }
  }
}

/** The words of one text on their way to the server. */
class Errand {
  constructor(saver, text) {
    Object.assign(this, { saver, text, waiting: null, isSending: false, delay: FIRST_RETRY });
  }

  /** Send after a pause in typing, or at once. */
  schedule(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  put(words, pause) {
    this.waiting = words;
    this.saver.memory.put(this.text.key, { ...words, base: this.text.base });
    this.saver.show("saving");
    this.schedule(pause);
  }

  async send() {
    clearTimeout(this.timer);
    if (!this.waiting || this.isSending || this.text.isInConflict) return;
    const sent = this.waiting;
    this.isSending = true;
    this.text.showSaving();
    let response = null;
    let answer = null;
    try {
      response = await fetch(this.text.url, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-Requested-With": "XMLHttpRequest",
          "X-CSRFToken": this.saver.token,
        },
        body: JSON.stringify({ ...sent, base: this.text.base }),
        keepalive: true,
      });
      answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
    } catch {
      response = null;
    }
    this.isSending = false;
    this.settle(sent, response, answer);
  }

  settle(sent, response, answer) {
    if (response?.ok && answer) {
      this.delay = FIRST_RETRY;
      if (this.waiting === sent) {
        this.waiting = null;
        this.saver.memory.remove(this.text.key);
      }
      this.text.stored(answer, sent);
      if (this.waiting) this.put(this.waiting, 0);
      this.saver.saved(new Date(answer.savedAt));
    } else if (response?.status === 409 && answer) {
      this.text.conflict(answer);
      this.saver.show("conflict");
    } else if (response && response.status < 500 && answer) {
      this.text.refused(answer.message);
      this.saver.stop("refused", { reason: answer.message });
    } else if (response && response.status < 500) {
      // Not our answer: a page to sign in, or a token from before signing in again.
      this.saver.stop("signedOut");
    } else {
      this.saver.show("offline");
      this.schedule(this.delay);
      this.delay = Math.min(this.delay * 2, LONGEST_RETRY);
    }
  }

  drop() {
    clearTimeout(this.timer);
    this.waiting = null;
    this.saver.memory.remove(this.text.key);
  }
}

/** Saves all texts of a page and says how it stands. */
export class Saver {
  constructor(storageKey, show) {
    this.memory = new Memory(storageKey);
    this.report = show;
    this.errands = new Map();
    window.addEventListener("online", () => this.flush());
    window.addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
    window.addEventListener("beforeunload", (event) => this.hasUnsent && event.preventDefault());
  }

  /** The token of today: signing in again in another tab changes it. */
  get token() {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return cookie?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  }

  get hasUnsent() {
    return [...this.errands.values()].some((errand) => errand.waiting);
  }

  errand(text) {
    if (!this.errands.has(text)) this.errands.set(text, new Errand(this, text));
    return this.errands.get(text);
  }

  put(text, words, pause = PAUSE) {
    this.errand(text).put(words, pause);
  }

  drop(text) {
    this.errand(text).drop();
    if (!this.hasUnsent) this.show("allSaved");
  }

  /** Send all that waits, now. */
  flush() {
    for (const errand of this.errands.values()) errand.send();
  }

  /** Resolve once nothing waits any more, or after a while. */
  async settled(patience = 5000) {
    this.flush();
    const until = Date.now() + patience;
    while (this.hasUnsent && Date.now() < until) {
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
    return !this.hasUnsent;
  }

  saved(date) {
    if (!this.hasUnsent) this.show("saved", { time: clock(date) });
  }

  stop(name, values) {
    this.show(name, values);
  }

  show(name, values) {
    this.report(name, say(name, values));
  }
}
