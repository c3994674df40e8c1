/* Updates the progress of a translation request until all of its jobs have ended.
 * Only the summary is in a live region, so that screen readers announce it when it changes.
 */

const summary = document.querySelector("[data-translation-job-summary]");
const region = document.querySelector("[data-translation-job-progress]");
const interval = Number(region.dataset.translationJobProgressSeconds) * 1000;

/** Show a new state; return whether it is the last one. */
function show(markup) {
  const state = new DOMParser()
    .parseFromString(markup, "text/html")
    .querySelector("[data-translation-job-state]");
  if (!state) return true;
  if (summary.textContent !== state.dataset.translationJobSummaryText) {
    summary.textContent = state.dataset.translationJobSummaryText;
  }
  // A button that has the focus is not replaced.
  if (!region.contains(document.activeElement)) region.replaceChildren(state);
  return "translationJobFinished" in state.dataset && region.contains(state);
}

async function update() {
  let isFinished = false;
  try {
    const response = await fetch(region.dataset.translationJobProgressUrl, {
      headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    // Logged out or refused: another request would not help.
    isFinished = response.ok ? show(await response.text()) : response.status < 500;
  } catch {
    // Offline: try again after the interval.
  }
  if (!isFinished) setTimeout(update, interval);
}

setTimeout(update, interval);
