/* Shows the progress of an import, and its report once it has ended. */

const status = document.querySelector("[data-plone-import-status]");
const interval = 3000; // milliseconds

async function update() {
  try {
    const response = await fetch(status.dataset.ploneImportUrl, {
      headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    if (!response.ok && response.status < 500) return;
    const progress = await response.json();
    if (!progress.is_in_progress) {
      window.location.reload();
      return;
    }
    // Screen readers announce it only when it changes.
    if (status.textContent !== progress.status) status.textContent = progress.status;
  } catch {
    // Offline: try again after the interval.
  }
  setTimeout(update, interval);
}

setTimeout(update, interval);
