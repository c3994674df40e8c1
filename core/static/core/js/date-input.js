/* A field in which a date is typed: the server tells in words how it reads the text.
 *
 * The text is never rewritten. Only a day chosen in the calendar of the browser replaces it.
 * An error is told when the field is left, not while somebody is still typing.
 */

const DATE_INPUT_PAUSE = 250; // milliseconds after the last key

class DateInputController extends window.StimulusModule.Controller {
  static targets = ["calendar", "picker", "words"];

  static values = { url: String };

  connect() {
    this.calendarTarget.hidden = !("showPicker" in HTMLInputElement.prototype);
  }

  disconnect() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  get field() {
    return this.element.querySelector("input[name]");
  }

  type() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(this.field.value, false), DATE_INPUT_PAUSE);
  }

  leave() {
    clearTimeout(this.timer);
    this.tell(this.field.value, true);
  }

  /** Show how the server reads the text; return its answer, or nothing if there is none. */
  async tell(text, withError) {
    this.request?.abort();
    this.request = new AbortController();
    const { signal } = this.request;
    try {
      const url = `${this.urlValue}&text=${encodeURIComponent(text.slice(0, 100))}`;
      const response = await fetch(url, { signal, headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (!response.ok) return null;
      const answer = await response.json();
      if (signal.aborted) return null;
      this.wordsTarget.textContent = answer.message || (withError ? answer.error || "" : "");
      this.wordsTarget.classList.toggle("date-input__words--error", Boolean(answer.error));
      return answer;
    } catch {
      return null; // offline, or typed on: the server checks the text when the form is saved
    }
  }

  async open() {
    const answer = await this.tell(this.field.value, false);
    this.pickerTarget.value = answer?.calendar || "";
    this.pickerTarget.showPicker();
  }

  async pick() {
    if (!this.pickerTarget.value) return;
    const answer = await this.tell(this.pickerTarget.value, false);
    this.field.value = answer?.text || this.pickerTarget.value;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    this.field.focus();
  }

  /** The calendar belongs to no form: its events are stopped. */
  ignore() {}
}

window.wagtail.app.register("date-input", DateInputController);
