/* The translated messages of the editor, and their output to screen readers. */

const messages = JSON.parse(document.getElementById("translation-messages").textContent);

/** Return a message by name, with its ``{placeholders}`` replaced. */
export function getMessage(name, values = {}) {
  return messages[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

const liveRegion = document.querySelector("[data-translation-announcer]");

/** Have screen readers announce a text once. */
export function announce(text) {
  liveRegion.textContent = "";
  // Equal texts are announced twice only if the element was empty between them.
  requestAnimationFrame(() => { liveRegion.textContent = text; });
}

/** Format the time of day of a date in the language of the page. */
export function formatTime(date) {
  const language = document.documentElement.lang;
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }).format(date);
}
