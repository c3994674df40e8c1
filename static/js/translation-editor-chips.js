/* From a text of wagtail-localize to what people read and edit, and back.
 *
 * A text is HTML with inline tags only. People never see a tag: each becomes a chip that cannot be
 * written into. The two halves of a pair come and go together, so that no text is ever broken.
 */

import { say } from "translation/words";

// Lets the caret stand before, between and behind chips; never part of the words.
const GAP = "\u200b";
let pairs = 0;

/** Take a text apart: words, and tags that open, close or stand alone. */
function parse(html) {
  const tokens = [];
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        tokens.push({ edge: "text", text: child.data });
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        const name = child.localName;
        const tag = { name, id: child.id };
        if (name === "br") {
          tokens.push({ edge: "alone", ...tag });
        } else {
          const pair = ++pairs;
          tokens.push({ edge: "open", pair, ...tag });
          walk(child);
          tokens.push({ edge: "close", pair, ...tag });
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

/** The words alone, as a reader sees them. */
export function plain(html) {
  return parse(html).map((token) => (token.name === "br" ? "\n" : token.text ?? "")).join("");
}

export function fromPlain(text) {
  return escape(text).replaceAll("\n", "<br/>");
}

export function labelOf(chip) {
  return chip.target && !chip.label.includes(chip.target) ? `${chip.label}: ${chip.target}` : chip.label;
}

function chipElement(token, chips) {
  const known = chips.find((chip) => chip.name === token.name && chip.id === token.id);
  const label = known ? labelOf(known) : `<${token.name}>`;
  const element = document.createElement("span");
  element.className = `chip chip--${token.edge}${token.name === "a" ? " chip--link" : ""}`;
  element.contentEditable = "false";
  Object.assign(element.dataset, { name: token.name, id: token.id, edge: token.edge });
  if (token.pair) element.dataset.pair = token.pair;
  const spoken = document.createElement("span");
  spoken.className = "w-sr-only";
  if (token.edge === "close") {
    spoken.textContent = say("endOf", { label });
    element.append(spoken);
  } else {
    if (token.edge === "open") {
      spoken.textContent = `${say("startOf", { label: "" }).trim()} `;
      element.append(spoken);
    }
    element.append(token.name === "br" ? `↵ ${label}` : label);
  }
  element.title = label;
  return element;
}

/** What people see of a text. ``chips`` are those of its source. */
export function render(html, chips) {
  const fragment = document.createDocumentFragment();
  for (const token of parse(html)) {
    fragment.append(token.edge === "text" ? token.text : chipElement(token, chips));
  }
  return fragment;
}

/** A new pair around ``inner``, or a chip that stands alone, as markup to put in. The chip behind
 * which the person goes on writing is marked as fresh.
 */
export function chipMarkup(chip, inner) {
  const pair = ++pairs;
  const make = (edge, isLast) => {
    const element = chipElement({ edge, pair: chip.closing && pair, name: chip.name, id: chip.id }, [chip]);
    if (isLast) element.dataset.fresh = "";
    return element.outerHTML;
  };
  if (!chip.closing) return make("alone", true);
  return `${make("open", !inner)}${inner || GAP}${make("close", Boolean(inner))}`;
}

/** The text that an edited element stands for. */
export function serialise(element) {
  let html = "";
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      html += escape(node.data.replaceAll(GAP, "").replaceAll("\n", " "));
    } else if (node.nodeType === Node.ELEMENT_NODE && node.dataset.edge) {
      const { name, id, edge } = node.dataset;
      if (edge === "close") html += `</${name}>`;
      else html += `<${name}${id ? ` id="${escape(id)}"` : ""}${edge === "alone" ? "/" : ""}>`;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      html += serialise(node);
    }
  }
  return html;
}

/** Remove halves without their other half and pairs that cross others; return whether any were. */
export function repair(element) {
  const open = [];
  const broken = new Set();
  for (const chip of element.querySelectorAll("[data-edge]")) {
    chip.removeAttribute("style");
    const { edge, pair } = chip.dataset;
    if (edge === "open") open.push(pair);
    else if (edge === "close" && open.at(-1) === pair) open.pop();
    else if (edge === "close") broken.add(pair);
  }
  for (const pair of [...open, ...broken]) {
    element.querySelectorAll(`[data-pair="${pair}"]`).forEach((chip) => chip.remove());
  }
  padEdges(element);
  return open.length + broken.size > 0;
}

/** Give the caret a place where a text begins or ends with a chip, or two of them meet. */
export function padEdges(element) {
  for (const chip of element.querySelectorAll("[data-edge]")) {
    for (const [side, method] of [["previousSibling", "before"], ["nextSibling", "after"]]) {
      const neighbour = chip[side];
      if (!neighbour || neighbour.nodeType !== Node.TEXT_NODE) chip[method](GAP);
    }
  }
}

/** Whether every pair that begins in a selection ends in it. */
export function isWhole(range) {
  const counts = {};
  for (const chip of range.cloneContents().querySelectorAll("[data-pair]")) {
    counts[chip.dataset.pair] = (counts[chip.dataset.pair] ?? 0) + 1;
  }
  return Object.values(counts).every((count) => count === 2);
}

/** Chips of the source that the text does not have yet, or not as often. */
export function missing(html, source, chips) {
  const count = (text, chip) => parse(text).filter(
    (token) => token.edge !== "close" && token.name === chip.name && (token.id ?? "") === chip.id,
  ).length;
  return chips.filter((chip) => count(html, chip) < count(source, chip));
}

/** Underline the agreed terms in a rendered source; each is [start, end, approved forms]. */
export function markTerms(element, terms) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ALL, {
    acceptNode: (node) => (node.parentElement.closest("[data-edge]") && node.nodeType === Node.TEXT_NODE
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  const found = [];
  let position = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE && node.dataset.name === "br") position += 1;
    if (node.nodeType !== Node.TEXT_NODE) continue;
    // Positions count characters as the server does, not halves of them.
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
    mark.className = "term";
    if (form) mark.title = say("term", { form });
    range.surroundContents(mark);
  }
}
