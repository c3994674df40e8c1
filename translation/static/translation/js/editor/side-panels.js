/* What the side panels of the editor share: how they are opened, and the words selected in texts. */

const nextFrame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });

/** Open a side panel and focus one of its fields, once the panel has moved into the window.
 *
 * Focusing it before would scroll the page sideways, and leave it shifted.
 */
export async function openSidePanel(panel, field) {
  panel.dispatchEvent(new CustomEvent("open"));
  await nextFrame();
  const animations = panel.closest(".form-side").getAnimations({ subtree: true });
  await Promise.allSettled(animations.map((animation) => animation.finished));
  field.focus();
  field.select();
}

/** Focus the last target text again. A panel that covers it, in a narrow window, is closed. */
export function returnToText(editor) {
  if (matchMedia("(width < 50rem)").matches) {
    document.querySelector("[data-form-side-close-button]").click();
  }
  editor.lastFocused?.focus();
}

/** The selected part of a text area; an empty text for every other element. */
export function selectedInTextArea(element) {
  if (element?.localName !== "textarea") return "";
  return element.value.slice(element.selectionStart, element.selectionEnd).trim();
}

/** The selected words, wherever they are, without the labels of inline tags. */
export function selectedText() {
  const inTextArea = selectedInTextArea(document.activeElement);
  const selection = getSelection();
  if (inTextArea || !selection.rangeCount) return inTextArea;
  const selected = selection.getRangeAt(0).cloneContents();
  selected.querySelectorAll("[data-translation-tag-type]").forEach((tag) => tag.replaceWith(" "));
  return selected.textContent.replaceAll("\u200b", "").trim();
}
