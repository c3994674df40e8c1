/* What the editor says, in the person's language, and how it says it to those who do not see it. */

const texts = JSON.parse(document.getElementById("translation-words").textContent);

export function say(name, values = {}) {
  return texts[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

const announcer = document.querySelector("[data-announcer]");

/** Let screen readers say it, once. */
export function announce(text) {
  announcer.textContent = "";
  // Two texts that are the same are two events only if the element was empty between them.
  requestAnimationFrame(() => { announcer.textContent = text; });
}

export function clock(date) {
  const language = document.documentElement.lang;
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }).format(date);
}
