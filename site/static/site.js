/* What the pages do by script. All of it can be missed: pages read without it. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

/* "/" goes to the search box, as on many sites */
document.addEventListener("keydown", event => {
  const writes = event.target.closest("input, textarea, select, [contenteditable='true'], .nncourse-explorer");
  if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector(".sidebar-search");
  if (!box.checkVisibility({ visibilityProperty: true })) return;
  event.preventDefault();
  box.focus();
});
