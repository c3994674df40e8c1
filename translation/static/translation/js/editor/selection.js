/* The words that are selected in the texts of the editor. */

/** The selected part of a text area; an empty text for every other element. */
export function selectedInTextArea(element) {
  if (element?.localName !== "textarea") return "";
  return element.value.slice(element.selectionStart, element.selectionEnd).trim();
}

/** The selected words, wherever they are, without the labels of inline tags. */
export function selectedText() {
  const { activeElement } = document;
  if (activeElement?.localName === "textarea") return selectedInTextArea(activeElement);
  const selection = getSelection();
  if (!selection.rangeCount) return "";
  const selected = selection.getRangeAt(0).cloneContents();
  selected.querySelectorAll("[data-translation-tag-type]").forEach((tag) => tag.replaceWith(" "));
  return selected.textContent.replaceAll("\u200b", "").trim();
}
