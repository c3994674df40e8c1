/* Says below a field how many more characters it may have, or how many it has too many.
 * Screen readers are told once somebody stops typing, and only near the limit.
 */

const DELAY = 1000; // milliseconds
const NEAR = 20; // characters

window.wagtail.app.register(
  "character-count",
  class extends window.StimulusModule.Controller {
    static values = { maximum: Number, left: String, excess: String };

    connect() {
      this.output = document.createElement("p");
      this.output.className = "character-count";
      this.output.setAttribute("aria-hidden", "true");
      this.announcement = document.createElement("span");
      this.announcement.className = "w-sr-only";
      this.announcement.setAttribute("role", "status");
      this.element.after(this.output, this.announcement);
      this.update = this.update.bind(this);
      this.element.addEventListener("input", this.update);
      this.update();
    }

    disconnect() {
      clearTimeout(this.timer);
      this.element.removeEventListener("input", this.update);
      this.output.remove();
      this.announcement.remove();
    }

    update() {
      // As the server counts: by code point, and a line break is one character.
      const left = this.maximumValue - [...this.element.value.trim()].length;
      const text = left < 0 ? this.excessValue : this.leftValue;
      this.output.textContent = text.replace("%(count)s", Math.abs(left));
      this.output.classList.toggle("character-count--excess", left < 0);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.announcement.textContent = left <= NEAR ? this.output.textContent : "";
      }, DELAY);
    }
  },
);
