/* Saving without data loss: a draft is stored in this browser first, then sent to the server, and
 * removed from the browser only after the server has stored it.
 */

import { formatTime, getMessage } from "translation/messages";

// In milliseconds.
const PAUSE = 1000;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 60_000;
const LONGEST_WAIT = 5000;

/** The drafts of one person for one translation, in the browser's local storage. */
class DraftStorage {
  constructor(prefix) {
    // Part of the stored keys: another prefix would lose drafts that were not sent yet.
    this.prefix = `translation-words:${prefix}:`;
  }

  set(key, draft) {
    try {
      localStorage.setItem(this.prefix + key, JSON.stringify(draft));
    } catch { /* Without local storage, the warning before leaving the page remains. */ }
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

/** The unsaved changes of one segment: the latest draft, sent by one request at a time. */
class SegmentSaver {
  constructor(autosave, segment) {
    Object.assign(this, { autosave, segment, pending: null, isSending: false, delay: FIRST_RETRY });
  }

  /** Send after ``pause`` milliseconds; a later call restarts the time. */
  schedule(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  save(draft, pause) {
    this.pending = draft;
    this.autosave.drafts.set(this.segment.key, { ...draft, base: this.segment.base });
    this.autosave.show("saving");
    this.schedule(pause);
  }

  async send() {
    clearTimeout(this.timer);
    if (!this.pending || this.isSending || this.segment.isInConflict) return;
    const sent = this.pending;
    this.isSending = true;
    this.segment.showSaving();
    let response = null;
    let answer = null;
    try {
      response = await fetch(this.segment.url, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-Requested-With": "XMLHttpRequest",
          "X-CSRFToken": this.autosave.token,
        },
        body: JSON.stringify({ ...sent, base: this.segment.base }),
        keepalive: true,
      });
      answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
    } catch {
      response = null;
    }
    this.isSending = false;
    this.handleResponse(sent, response, answer);
  }

  handleResponse(sent, response, answer) {
    if (response?.ok && answer) {
      this.delay = FIRST_RETRY;
      if (this.pending === sent) {
        this.pending = null;
        this.autosave.drafts.remove(this.segment.key);
      }
      this.segment.onSaved(answer, sent);
      if (this.pending) this.save(this.pending, 0);
      this.autosave.onSaved(new Date(answer.savedAt));
    } else if (response?.status === 409 && answer) {
      this.segment.onConflict(answer);
      this.autosave.show("conflict");
    } else if (response && response.status < 500 && answer) {
      this.segment.onRefused(answer.message);
      this.autosave.show("refused", { reason: answer.message });
    } else if (response && response.status < 500) {
      // No JSON: the login page, or an error about a CSRF token from before the last login.
      this.autosave.show("signedOut");
    } else {
      this.autosave.show("offline");
      this.schedule(this.delay);
      this.delay = Math.min(this.delay * 2, LONGEST_RETRY);
    }
  }

  discard() {
    clearTimeout(this.timer);
    this.pending = null;
    this.autosave.drafts.remove(this.segment.key);
  }
}

/** Saves all segments of a page. ``onStatus`` is called with the name and the text of each status. */
export class Autosave {
  constructor(storageKey, onStatus) {
    this.drafts = new DraftStorage(storageKey);
    this.onStatus = onStatus;
    this.savers = new Map();
    window.addEventListener("online", () => this.flush());
    window.addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
    window.addEventListener("beforeunload", (event) => this.hasUnsaved && event.preventDefault());
  }

  /** The current CSRF token: a login in another tab changes it. */
  get token() {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return cookie?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  }

  get hasUnsaved() {
    return [...this.savers.values()].some((saver) => saver.pending);
  }

  saverFor(segment) {
    if (!this.savers.has(segment)) this.savers.set(segment, new SegmentSaver(this, segment));
    return this.savers.get(segment);
  }

  save(segment, draft, pause = PAUSE) {
    this.saverFor(segment).save(draft, pause);
  }

  discard(segment) {
    this.saverFor(segment).discard();
    if (!this.hasUnsaved) this.show("allSaved");
  }

  /** Send all pending drafts now. */
  flush() {
    for (const saver of this.savers.values()) saver.send();
  }

  /** Send all pending drafts; resolve to whether those of a segment, or all, are saved in time. */
  async flushed(segment = null) {
    this.flush();
    const hasUnsaved = () => (segment ? Boolean(this.saverFor(segment).pending) : this.hasUnsaved);
    const until = Date.now() + LONGEST_WAIT;
    while (hasUnsaved() && !segment?.isInConflict && Date.now() < until) {
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
    return !hasUnsaved();
  }

  onSaved(date) {
    if (!this.hasUnsaved) this.show("saved", { time: formatTime(date) });
  }

  show(name, values) {
    this.onStatus(name, getMessage(name, values));
  }
}
