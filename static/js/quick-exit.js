// "Leave this site" without a wait and without a way back. Without this script it is a plain link.

const PATIENCE = 5000; // milliseconds between two presses of Shift
const bar = document.querySelector(".quick-exit");
const link = bar.querySelector(".quick-exit__link");
const status = bar.querySelector("[role=status]");

function leave() {
  // Blank at once: the other site may take its time.
  document.body.remove();
  document.title = link.hostname;
  // It takes this page's place in the history, so that Back leads past it.
  location.replace(link.href);
}

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

// Shift, three times, alone: not as part of a capital letter or of another shortcut.

let alone = false;
let presses = 0;
let waiting;

function forget() {
  presses = 0;
  status.textContent = "";
}

addEventListener("keydown", (event) => {
  alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (!alone) forget();
});

addEventListener("pointerdown", () => {
  alone = false;
});

addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || !alone) return;
  alone = false;
  presses += 1;
  clearTimeout(waiting);
  waiting = setTimeout(forget, PATIENCE);
  if (presses === 3) leave();
  else status.textContent = presses === 1 ? status.dataset.afterOne : status.dataset.afterTwo;
});

// One page, one entry in the history: another place on it, another language or another choice takes
// the place of what was there, or else Back would lead to it.

const SAME_PAGE = "a[href^='#'], .language-list a, a.scripts";

document.addEventListener("click", (event) => {
  const inner = event.target.closest(SAME_PAGE);
  if (!inner || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.replace(inner.href);
});

document.addEventListener("submit", (event) => {
  const address = new URL(event.target.action);
  if (event.target.method !== "get" || address.pathname !== location.pathname) return;
  event.preventDefault();
  address.search = new URLSearchParams(new FormData(event.target));
  location.replace(address);
});
