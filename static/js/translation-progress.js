// Keeps the progress of an order up to date while something is left to do.
// Only the sentence is read out, and only when it changes.

const sentence = document.querySelector("[data-progress-sentence]");
const region = document.querySelector("[data-progress]");
const pause = Number(region.dataset.progressSeconds) * 1000;

function show(markup) {
  const state = new DOMParser()
    .parseFromString(markup, "text/html")
    .querySelector("[data-progress-state]");
  if (!state) return true;
  if (sentence.textContent !== state.dataset.sentence) {
    sentence.textContent = state.dataset.sentence;
  }
  // Whoever is about to press a button keeps it.
  if (!region.contains(document.activeElement)) region.replaceChildren(state);
  return "finished" in state.dataset && region.contains(state);
}

async function update() {
  let isFinished = false;
  try {
    const response = await fetch(region.dataset.progressUrl, {
      headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    // Logged out or refused: asking again would change nothing.
    isFinished = response.ok ? show(await response.text()) : response.status < 500;
  } catch {
    // No connection at the moment: ask again later.
  }
  if (!isFinished) setTimeout(update, pause);
}

setTimeout(update, pause);
