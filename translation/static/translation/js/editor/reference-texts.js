/* Another language beside the segments: its published texts, below those of the source. */

import { announce, getMessage } from "translation/messages";
import { recall, remember } from "translation/preferences";

const STORAGE_KEY = "translation-reference-language";

export class ReferenceTexts {
  constructor(editor) {
    this.editor = editor;
    this.select = editor.find("reference");
    if (!this.select) return;
    this.select.addEventListener("change", () => {
      remember(STORAGE_KEY, this.select.value);
      this.load();
    });
    this.select.value = recall(STORAGE_KEY) ?? "";
    // The language of another page may be missing here.
    if (this.select.selectedIndex < 0) this.select.value = "";
    if (this.select.value) this.load();
  }

  async load() {
    const code = this.select.value;
    if (!code) {
      this.show({ texts: {} });
      return;
    }
    try {
      const url = this.editor.root.dataset.translationReferenceUrl;
      const response = await fetch(`${url}?language=${code}`, {
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      const answer = await response.json();
      // Another language may have been chosen meanwhile.
      if (code === this.select.value) this.show(answer);
    } catch {
      if (code !== this.select.value) return;
      announce(getMessage("referenceFailed"));
      this.select.value = "";
      this.show({ texts: {} });
    }
  }

  show({ tag, texts }) {
    for (const segment of this.editor.segments) {
      const output = segment.find("reference-text");
      output.textContent = texts[segment.row.pk] ?? "";
      output.lang = tag ?? "";
      output.hidden = !output.textContent;
    }
  }
}
