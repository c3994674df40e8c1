/* Shows at each paragraph of the form the number that it has, or that publication would give it.
 * The rule is that of `number_paragraphs` in declarations/models/paragraph_number.py.
 */

class ParagraphNumbersController extends window.StimulusModule.Controller {
  static values = { registered: Object, permanent: String, provisional: String };

  connect() {
    this.show = this.show.bind(this);
    this.observer = new MutationObserver(this.show);
    this.observer.observe(this.element, {
      attributeFilter: ["aria-hidden"], // of a block that is deleted
      childList: true,
      subtree: true,
    });
    this.element.addEventListener("input", this.show);
    this.show();
  }

  disconnect() {
    this.observer.disconnect();
    this.element.removeEventListener("input", this.show);
  }

  /** Return the paragraphs in their order, without the deleted ones. */
  paragraphs() {
    const ids = this.element.querySelectorAll('input[type="hidden"][name$="-id"]');
    return [...ids].flatMap((id) => {
      const prefix = id.name.slice(0, -"-id".length);
      const input = this.element.querySelector(`[name="${prefix}-value-number"]`);
      const isDeleted = this.element.querySelector(`[name="${prefix}-deleted"]`)?.value;
      return input && !isDeleted ? [{ input, registered: this.registeredValue[id.value] }] : [];
    });
  }

  show() {
    const paragraphs = this.paragraphs();
    const given = paragraphs.map(({ input, registered }) => (registered ? 0 : Number(input.value)));
    let highest = Math.max(0, ...Object.values(this.registeredValue), ...given);
    for (const { input, registered } of paragraphs) {
      const number = registered || Number(input.value) || (highest += 1);
      const text = registered ? this.permanentValue : this.provisionalValue;
      this.write(input, text.replace("{number}", number));
      // An earlier version may contain another number, which has to be corrected.
      input.readOnly = Boolean(registered) && [0, registered].includes(Number(input.value));
    }
  }

  write(input, text) {
    const id = `${input.id}-assigned`;
    let note = document.getElementById(id);
    if (!note) {
      note = document.createElement("p");
      note.id = id;
      note.className = "help";
      input.after(note);
      const described = input.getAttribute("aria-describedby");
      input.setAttribute("aria-describedby", described ? `${id} ${described}` : id);
    }
    if (note.textContent !== text) note.textContent = text;
  }
}

window.wagtail.app.register("declarations-paragraph-numbers", ParagraphNumbersController);
