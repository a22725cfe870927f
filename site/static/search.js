/* The search page: what the address asks for is looked for at once, and what is typed is kept in it. */
const manager = window.PagefindComponents.getInstanceManager();
const search = manager.getInstance("default");
const asked = new URLSearchParams(location.search).get("q");
if (asked) search.triggerSearch(asked);
