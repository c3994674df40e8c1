/* Shows what has to be known before the slug changes, as soon as somebody comes to its field. */

window.wagtail.app.register(
  "rename-notices",
  class extends window.StimulusModule.Controller {
    static values = { url: String };

    connect() {
      this.load = this.load.bind(this);
      this.slug = this.element.closest("form").elements.slug;
      this.slug.addEventListener("focus", this.load);
    }

    disconnect() {
      this.slug.removeEventListener("focus", this.load);
    }

    async load() {
      const response = await fetch(this.urlValue);
      if (response.ok) this.element.innerHTML = await response.text();
    }
  },
);
