/* The translation editor: its segments, keyboard navigation, filters and progress. */

import { Concordance } from "translation/concordance";
import { SegmentHelp } from "translation/help";
import { toPlainText } from "translation/inline-tags";
import { isPressedAlone, letterOf } from "translation/keyboard";
import { announce, getMessage } from "translation/messages";
import { recall, remember } from "translation/preferences";
import { Preview, watchPresence } from "translation/presence-and-preview";
import { ReferenceTexts } from "translation/reference";
import { Autosave } from "translation/saving";
import { Segment } from "translation/segment";
import { TermProposal } from "translation/term-proposal";

const DENSITY_KEY = "translation-density";
// Statuses of saving that need the translator's attention.
const SAVE_ERRORS = new Set(["offline", "signedOut", "refused", "conflict"]);

class TranslationEditor {
  constructor(root) {
    this.root = root;
    this.isEditable = "translationEditable" in root.dataset;
    this.segmentsUrl = root.dataset.translationSegmentsUrl;
    this.autosave = new Autosave(
      root.dataset.translationStorageKey,
      (name, text) => this.showSaveStatus(name, text),
    );
    this.preview = new Preview();
    new Concordance(this);
    new TermProposal(this);
    const rows = JSON.parse(document.getElementById("translation-segments").textContent);
    this.segments = rows.map((row) => {
      const element = document.getElementById(`segment-${row.pk}`);
      const segment = new Segment(element, row, this);
      segment.help = new SegmentHelp(segment, this);
      return segment;
    });
    this.addListeners();
    this.observeHeader();
    if (this.isEditable) {
      this.showOrphanedDrafts(rows);
      watchPresence(root.dataset.translationPresenceUrl, this.autosave);
    }
    this.reference = new ReferenceTexts(this);
    this.showDensity(recall(DENSITY_KEY));
    this.openAtStart();
    root.dataset.translationReady = "";
  }

  /** The toolbar sticks below Wagtail's header, whose height depends on the width of the window. */
  observeHeader() {
    const header = document.querySelector(".w-slim-header");
    const measure = () => this.root.style.setProperty("--header-height", `${header.offsetHeight}px`);
    new ResizeObserver(measure).observe(header);
  }

  find(name) {
    return this.root.querySelector(`[data-translation-${name}]`);
  }

  addListeners() {
    this.find("filter").addEventListener("change", () => this.filter());
    this.find("search").addEventListener("input", () => this.filter());
    // On the document: right after loading, no element of the editor has the focus.
    document.addEventListener("keydown", (event) => this.handleKey(event));
    this.find("retry")?.addEventListener("click", () => this.autosave.flush());
    for (const button of this.root.querySelectorAll("[data-translation-step]")) {
      button.addEventListener("click", () => this.step(Number(button.dataset.translationStep)));
    }
    this.find("density").addEventListener("click", () => this.toggleDensity());
    for (const form of this.root.querySelectorAll("[data-translation-save-first]")) {
      form.addEventListener("submit", (event) => this.submit(event, form));
    }
  }

  // Density

  toggleDensity() {
    const density = this.find("density").ariaPressed === "true" ? "compact" : "roomy";
    remember(DENSITY_KEY, density);
    this.showDensity(density);
  }

  showDensity(density) {
    this.find("density").ariaPressed = String(density === "roomy");
    this.root.classList.toggle("translation-editor--compact", density !== "roomy");
    for (const segment of this.segments) segment.field?.resize?.();
  }

  /** Begin where the work goes on: at the segment that the URL names, or at the first to do. */
  openAtStart() {
    const { hash } = window.location;
    const named = hash && this.segments.find((segment) => `#${segment.element.id}` === hash);
    if (named && !this.isEditable) named.help.open();
    else if (named) named.focus();
    else if (!hash && this.isEditable) this.segments.find((segment) => segment.isToDo)?.focus();
  }

  /** Save pending drafts before the server processes the translation. */
  async submit(event, form) {
    if (!this.autosave.hasUnsaved) return;
    event.preventDefault();
    if (await this.autosave.flushed()) form.submit();
  }

  // Keyboard

  handleKey(event) {
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
    } else if (isMain && !event.altKey && letterOf(event) === "s") {
      event.preventDefault();
      this.autosave.flush();
    } else {
      this.handleSegmentKey(event);
    }
  }

  /** The keys for the segment that has the focus. */
  handleSegmentKey(event) {
    const segment = this.segmentOf(event.target);
    // In a comment, the keys would change what the person does not look at.
    if (event.target.closest("form")) return;
    // With Shift, the key of a digit depends on the keyboard, its code does not.
    const isMatchKey = (event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey;
    const match = isMatchKey && /^Digit([1-3])$/.exec(event.code);
    if (!segment || !(match || isPressedAlone(event))) return;
    if (match) segment.help.useMatch(Number(match[1]));
    else if (event.key === "F9") segment.copySource();
    else if (event.key === "F4") segment.help.writeComment();
    else return;
    event.preventDefault();
  }

  segmentOf(element) {
    const owner = element?.closest?.("[data-translation-segment]");
    return this.segments.find((segment) => segment.element === owner);
  }

  /** The other places of the sentence of a segment in the same text. */
  twinsOf(segment) {
    return this.segments.filter((other) => other !== segment && other.key === segment.key);
  }

  /** Focus the next or previous segment to do; after the last one comes the first. */
  step(direction, done = null) {
    const current = this.segmentOf(document.activeElement) ?? this.lastFocused ?? null;
    const order = direction > 0 ? this.segments : [...this.segments].reverse();
    const start = order.indexOf(current) + 1;
    const around = [...order.slice(start), ...order.slice(0, Math.max(0, start - 1))];
    const next = around.find((segment) => segment.isToDo && segment.isVisible && segment !== done);
    // A filter may hide those that are left, and the current one may be the only one.
    const isAnyLeft = this.segments.some((segment) => segment.isToDo && segment !== done);
    if (next) next.focus();
    else announce(isAnyLeft ? this.find("progress-text").textContent : getMessage("noneLeft"));
  }

  onFocus(segment) {
    this.lastFocused = segment;
    segment.help.suggest();
    this.preview.follow(segment.shownTexts);
  }

  // Filters and progress

  filter() {
    const chosen = this.find("filter").value;
    const query = this.find("search").value.trim().toLocaleLowerCase();
    const matchesFilter = {
      all: () => true,
      todo: (segment) => segment.isToDo,
      comments: (segment) => segment.row.comments > 0,
      problems: (segment) => segment.row.problems > 0,
    }[chosen];
    let shown = 0;
    for (const segment of this.segments) {
      const target = segment.field?.html ?? segment.row.target;
      const text = toPlainText(segment.row.source) + toPlainText(target);
      const isShown = matchesFilter(segment) && text.toLocaleLowerCase().includes(query);
      segment.element.hidden = !isShown;
      shown += isShown;
    }
    const sections = ".translation-editor__section:not([id^=files])";
    for (const section of this.root.querySelectorAll(sections)) {
      section.hidden = !section.querySelector("[data-translation-segment]:not([hidden])");
    }
    this.find("no-results").hidden = shown > 0;
    announce(getMessage("shown", { count: shown }));
  }

  /** Show the progress and refresh the preview, after a segment was saved. */
  update() {
    const left = this.segments.filter((segment) => segment.isToDo);
    const confirmed = this.segments.length - left.length;
    const words = left.reduce((sum, segment) => sum + segment.row.words, 0);
    this.find("progress-bar").value = confirmed;
    this.find("progress-text").textContent = getMessage("progress", {
      confirmed, total: this.segments.length, words,
    });
    this.preview.refresh();
  }

  // Saving

  showSaveStatus(name, text) {
    const output = this.find("save-status");
    const hadError = SAVE_ERRORS.has(output.dataset.translationSaveState);
    if (hadError && name === "saving") return;
    output.dataset.translationSaveState = name;
    output.textContent = text;
    this.root.classList.toggle("translation-editor--has-save-error", SAVE_ERRORS.has(name));
    this.find("retry").hidden = !SAVE_ERRORS.has(name) || name === "conflict";
    if (SAVE_ERRORS.has(name)) announce(text);
    else if (hadError) announce(getMessage("online"));
  }

  onDraftRestored() {
    const notice = this.find("notice");
    notice.textContent = getMessage("recovered");
    notice.hidden = false;
  }

  /** Show drafts of segments that are no longer part of the page, so that they can be copied. */
  showOrphanedDrafts(rows) {
    const keys = new Set(rows.map((row) => row.key));
    const orphaned = this.autosave.drafts.keys().filter((key) => !keys.has(key));
    const box = this.find("orphaned-drafts");
    for (const key of orphaned) {
      const item = document.createElement("li");
      item.textContent = toPlainText(this.autosave.drafts.get(key)?.text ?? "");
      box.querySelector("ul").append(item);
    }
    box.hidden = !orphaned.length;
    this.find("discard-drafts").addEventListener("click", () => {
      orphaned.forEach((key) => this.autosave.drafts.remove(key));
      box.hidden = true;
    });
  }
}

new TranslationEditor(document.querySelector("[data-translation-editor]"));
