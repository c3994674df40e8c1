/* Tells the server that somebody has agreed to replace a newer version of the page.
 *
 * Listens before Wagtail does, which sends the form at once.
 */

document.addEventListener(
  "w-dialog:confirmed",
  ({ target }) => {
    if (target.id !== "w-save-confirmation-dialog") return;
    const agreed = document.createElement("input");
    Object.assign(agreed, { type: "hidden", name: "replaces_newer_version", value: "on" });
    document.querySelector("[data-edit-form]").append(agreed);
  },
  true,
);
