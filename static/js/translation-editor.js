/* The translation editor: its texts, the way through them, what is shown and how far it is. */

import { plain } from "translation/chips";
import { Help } from "translation/help";
import { Saver } from "translation/saving";
import { Segment } from "translation/segment";
import { Preview, watchPresence } from "translation/surroundings";
import { announce, say } from "translation/words";

// What a translator cannot go on with until it is settled.
const TROUBLE = new Set(["offline", "signedOut", "refused", "conflict"]);

class Editor {
  constructor(root) {
    this.root = root;
    this.isEditable = "editable" in root.dataset;
    this.segmentsUrl = root.dataset.segmentsUrl;
    this.saver = new Saver(root.dataset.storageKey, (name, text) => this.showSaving(name, text));
    this.preview = new Preview();
    const rows = JSON.parse(document.getElementById("translation-rows").textContent);
    this.segments = rows.map((row) => {
      const element = document.getElementById(`segment-${row.pk}`);
      const segment = new Segment(element, row, this);
      segment.help = new Help(segment, this);
      return segment;
    });
    this.listen();
    this.keepClearOfHeader();
    if (this.isEditable) {
      this.showLost(rows);
      watchPresence(root.dataset.presenceUrl, this.saver);
    }
    root.dataset.ready = "";
  }

  /** The tools stick below Wagtail's header, whose height depends on the window. */
  keepClearOfHeader() {
    const header = document.querySelector(".w-slim-header");
    const measure = () => this.root.style.setProperty("--header-height", `${header.offsetHeight}px`);
    new ResizeObserver(measure).observe(header);
  }

  find(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  listen() {
    this.find("filter").addEventListener("change", () => this.choose());
    this.find("find").addEventListener("input", () => this.choose());
    // Also before anything has the focus, as when the page was just opened.
    document.addEventListener("keydown", (event) => this.pressed(event));
    this.find("try-again")?.addEventListener("click", () => this.saver.flush());
    for (const button of this.root.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => this.step(Number(button.dataset.step)));
    }
    for (const form of this.root.querySelectorAll("[data-needs-saved]")) {
      form.addEventListener("submit", (event) => this.submit(event, form));
    }
  }

  /** Send the words that still wait before the server is asked to work with them. */
  async submit(event, form) {
    if (!this.saver.hasUnsent) return;
    event.preventDefault();
    if (await this.saver.settled()) form.submit();
  }

  // The keyboard

  pressed(event) {
    const isMain = event.ctrlKey || event.metaKey;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (!this.isEditable || event.isComposing) return;
    if (event.target.closest("[role=dialog], [role=alertdialog]")) return;
    if (event.altKey && !isMain && event.key in steps && event.target.localName !== "select") {
      event.preventDefault();
      this.step(steps[event.key]);
    } else if (isMain && event.key === "Enter") {
      const segment = this.segmentOf(event.target);
      if (!segment?.field.element.contains(event.target)) return;
      event.preventDefault();
      if (segment.confirm()) this.step(1, segment);
    } else if (isMain && event.key.toLowerCase() === "s") {
      event.preventDefault();
      this.saver.flush();
    }
  }

  segmentOf(element) {
    const owner = element?.closest?.("[data-segment]");
    return this.segments.find((segment) => segment.element === owner);
  }

  /** Go to the next or previous text to do, round the end if need be. */
  step(direction, done = null) {
    const current = this.segmentOf(document.activeElement) ?? this.last ?? null;
    const order = direction > 0 ? this.segments : [...this.segments].reverse();
    const start = order.indexOf(current) + 1;
    const around = [...order.slice(start), ...order.slice(0, Math.max(0, start - 1))];
    const next = around.find((segment) => segment.isToDo && segment.isVisible && segment !== done);
    if (next) next.focus();
    else announce(say("noneLeft"));
  }

  entered(segment) {
    this.last = segment;
    segment.help.offer();
  }

  // What is shown

  choose() {
    const chosen = this.find("filter").value;
    const wanted = this.find("find").value.trim().toLocaleLowerCase();
    const isChosen = {
      all: () => true,
      todo: (segment) => segment.isToDo,
      comments: (segment) => segment.row.comments > 0,
      problems: (segment) => segment.row.problems > 0,
    }[chosen];
    let shown = 0;
    for (const segment of this.segments) {
      const text = plain(segment.row.source) + plain(segment.field?.html ?? segment.row.target);
      const isShown = isChosen(segment) && text.toLocaleLowerCase().includes(wanted);
      segment.element.hidden = !isShown;
      shown += isShown;
    }
    for (const section of this.root.querySelectorAll(".translating__section:not([id^=files])")) {
      section.hidden = !section.querySelector("[data-segment]:not([hidden])");
    }
    this.find("nothing-shown").hidden = shown > 0;
    announce(say("shown", { count: shown }));
  }

  changed() {
    const left = this.segments.filter((segment) => segment.isToDo);
    const confirmed = this.segments.length - left.length;
    const words = left.reduce((sum, segment) => sum + segment.row.words, 0);
    this.find("progress-bar").value = confirmed;
    this.find("progress-text").textContent = say("progress", {
      confirmed, total: this.segments.length, words,
    });
    this.preview.refresh();
  }

  // How the saving stands

  showSaving(name, text) {
    const place = this.find("saving-state");
    const wasTrouble = TROUBLE.has(place.dataset.name);
    if (wasTrouble && name === "saving") return;
    place.dataset.name = name;
    place.textContent = text;
    this.root.classList.toggle("translating--trouble", TROUBLE.has(name));
    this.find("try-again").hidden = !TROUBLE.has(name) || name === "conflict";
    if (TROUBLE.has(name)) announce(text);
    else if (wasTrouble) announce(say("online"));
  }

  recovered() {
    const notice = this.find("notice");
    notice.textContent = say("recovered");
    notice.hidden = false;
  }

  /** Words of texts that the page no longer has, so that nobody has to write them twice. */
  showLost(rows) {
    const here = new Set(rows.map((row) => row.key));
    const lost = this.saver.memory.keys().filter((key) => !here.has(key));
    const box = this.find("lost");
    for (const key of lost) {
      const item = document.createElement("li");
      item.textContent = plain(this.saver.memory.get(key)?.text ?? "");
      box.querySelector("ul").append(item);
    }
    box.hidden = !lost.length;
    this.find("lost-discard").addEventListener("click", () => {
      lost.forEach((key) => this.saver.memory.remove(key));
      box.hidden = true;
    });
  }
}

new Editor(document.querySelector("[data-translation-editor]"));
