/* Conversion between the segments of wagtail-localize and what the editor shows.
 *
 * A segment is HTML that contains inline tags only. The editor shows each tag as a placeholder that
 * cannot be edited. The opening and the closing placeholder of a pair are inserted and removed
 * together, so that the markup stays valid.
 */

import { getMessage } from "translation/messages";

// Allows the caret before, between and after inline tags; never part of the stored text.
const ZERO_WIDTH_SPACE = "\u200b";
let pairCount = 0;

/** Split a segment into tokens: text, and opening, closing and empty tags. */
function tokenize(html) {
  const tokens = [];
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        tokens.push({ type: "text", text: child.data });
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        const name = child.localName;
        const tag = { name, id: child.id };
        if (name === "br") {
          tokens.push({ type: "empty", ...tag });
        } else {
          const pair = ++pairCount;
          tokens.push({ type: "opening", pair, ...tag });
          walk(child);
          tokens.push({ type: "closing", pair, ...tag });
        }
      }
    }
  };
  walk(new DOMParser().parseFromString(html, "text/html").body);
  return tokens;
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The text of a segment without markup; a line break is a newline. */
export function toPlainText(html) {
  return tokenize(html).map((token) => (token.name === "br" ? "\n" : token.text ?? "")).join("");
}

export function fromPlainText(text) {
  return escape(text).replaceAll("\n", "<br/>");
}

/** The label of an inline tag, with the target of a link. */
export function tagLabel(tag) {
  return tag.target && !tag.label.includes(tag.target) ? `${tag.label}: ${tag.target}` : tag.label;
}

function createTagElement(token, tags) {
  const known = tags.find((tag) => tag.name === token.name && tag.id === token.id);
  const label = known ? tagLabel(known) : `<${token.name}>`;
  const element = document.createElement("span");
  const linkClass = token.name === "a" ? " translation-inline-tag--link" : "";
  element.className = `translation-inline-tag translation-inline-tag--${token.type}${linkClass}`;
  element.contentEditable = "false";
  Object.assign(element.dataset, {
    translationTagName: token.name,
    translationTagId: token.id,
    translationTagType: token.type,
  });
  if (token.pair) element.dataset.translationTagPair = token.pair;
  const hidden = document.createElement("span");
  hidden.className = "w-sr-only";
  if (token.type === "closing") {
    hidden.textContent = getMessage("endOf", { label });
    element.append(hidden);
  } else {
    if (token.type === "opening") {
      hidden.textContent = `${getMessage("startOf", { label: "" }).trim()} `;
      element.append(hidden);
    }
    element.append(token.name === "br" ? `↵ ${label}` : label);
  }
  element.title = label;
  return element;
}

/** Render a segment for the editor. ``tags`` are the inline tags of its source. */
export function render(html, tags) {
  const fragment = document.createDocumentFragment();
  for (const token of tokenize(html)) {
    fragment.append(token.type === "text" ? token.text : createTagElement(token, tags));
  }
  return fragment;
}

/** Markup to insert: a new pair of tags around ``inner``, or an empty tag.
 *
 * The tag after which the caret belongs has the attribute ``data-translation-tag-caret``.
 */
export function tagMarkup(tag, inner) {
  const pair = ++pairCount;
  const markup = (type, isCaret) => {
    const token = { type, pair: tag.closing && pair, name: tag.name, id: tag.id };
    const element = createTagElement(token, [tag]);
    if (isCaret) element.dataset.translationTagCaret = "";
    return element.outerHTML;
  };
  if (!tag.closing) return markup("empty", true);
  return `${markup("opening", !inner)}${inner || ZERO_WIDTH_SPACE}${markup("closing", Boolean(inner))}`;
}

/** Return the segment that an edited element represents. */
export function serialize(element) {
  let html = "";
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      html += escape(node.data.replaceAll(ZERO_WIDTH_SPACE, "").replaceAll("\n", " "));
    } else if (node.nodeType === Node.ELEMENT_NODE && node.dataset.translationTagType) {
      const { translationTagName: name, translationTagId: id, translationTagType: type } = node.dataset;
      if (type === "closing") html += `</${name}>`;
      else html += `<${name}${id ? ` id="${escape(id)}"` : ""}${type === "empty" ? "/" : ""}>`;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      html += serialize(node);
    }
  }
  return html;
}

/** Remove incomplete pairs of tags and pairs that overlap others; return whether there were any. */
export function removeBrokenPairs(element) {
  const open = [];
  const broken = new Set();
  for (const tag of element.querySelectorAll("[data-translation-tag-type]")) {
    tag.removeAttribute("style");
    const { translationTagType: type, translationTagPair: pair } = tag.dataset;
    if (type === "opening") open.push(pair);
    else if (type === "closing" && open.at(-1) === pair) open.pop();
    else if (type === "closing") broken.add(pair);
  }
  for (const pair of [...open, ...broken]) {
    element.querySelectorAll(`[data-translation-tag-pair="${pair}"]`).forEach((tag) => tag.remove());
  }
  addCaretPositions(element);
  return open.length + broken.size > 0;
}

/** Allow the caret where a segment begins or ends with a tag, and between adjacent tags. */
export function addCaretPositions(element) {
  for (const tag of element.querySelectorAll("[data-translation-tag-type]")) {
    for (const [side, method] of [["previousSibling", "before"], ["nextSibling", "after"]]) {
      const sibling = tag[side];
      if (!sibling || sibling.nodeType !== Node.TEXT_NODE) tag[method](ZERO_WIDTH_SPACE);
    }
  }
}

/** Whether a selection contains only complete pairs of tags. */
export function containsWholePairs(range) {
  const counts = {};
  for (const tag of range.cloneContents().querySelectorAll("[data-translation-tag-pair]")) {
    const pair = tag.dataset.translationTagPair;
    counts[pair] = (counts[pair] ?? 0) + 1;
  }
  return Object.values(counts).every((count) => count === 2);
}

/** The inline tags of the source that the target contains less often. */
export function missingTags(html, source, tags) {
  const count = (text, tag) => tokenize(text).filter(
    (token) => token.type !== "closing" && token.name === tag.name && (token.id ?? "") === tag.id,
  ).length;
  return tags.filter((tag) => count(html, tag) < count(source, tag));
}

/** Mark the glossary terms in a rendered source; each is [start, end, approved forms]. */
export function markTerms(element, terms) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ALL, {
    acceptNode: (node) => {
      const isInTag = node.parentElement.closest("[data-translation-tag-type]");
      const isLabel = isInTag && node.nodeType === Node.TEXT_NODE;
      return isLabel ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    },
  });
  const found = [];
  let position = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE && node.dataset.translationTagName === "br") position += 1;
    if (node.nodeType !== Node.TEXT_NODE) continue;
    // Positions count code points, as in Python, not UTF-16 code units.
    const characters = [...node.data];
    for (const [start, end, form] of terms) {
      const from = start - position;
      const to = end - position;
      if (from >= 0 && to <= characters.length) {
        found.push({
          node, form,
          from: characters.slice(0, from).join("").length,
          to: characters.slice(0, to).join("").length,
        });
      }
    }
    position += characters.length;
  }
  for (const { node, from, to, form } of found.reverse()) {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const mark = document.createElement("mark");
    mark.className = "translation-glossary-term";
    if (form) mark.title = getMessage("term", { form });
    range.surroundContents(mark);
  }
}
