/* What the pages do by script. All of it can be missed: pages read without it. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

/* What is wider than its place is moved by keyboard too */
function reachable() {
  for (const box of document.querySelectorAll("article :is(pre, .formula, .table-wrapper)")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
new ResizeObserver(reachable).observe(document.body);
document.fonts.addEventListener("loadingdone", reachable); // letters of another width

/* "/" goes to the search box, as on many sites */
document.addEventListener("keydown", event => {
  const writes = event.target.closest("input, textarea, select, [contenteditable='true'], .nncourse-explorer");
  if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector(".sidebar-search");
  if (!box.checkVisibility({ visibilityProperty: true })) return;
  event.preventDefault();
  box.focus();
});
