// An extension of JupyterLab, as nncourse/jupyter/stale_views.py is one of its server: a notebook
// whose kernel is gone shows its stills, since JupyterLab would show errors in the place of figures.

const VIEW = "application/vnd.jupyter.widget-view+json";
const INSTEAD = ["image/png", "text/html"];

function leaveOutViews({ cells }) {
  for (const { data } of cells.flatMap((cell) => cell.outputs ?? [])) {
    if (data && INSTEAD.some((kind) => kind in data)) delete data[VIEW];
  }
}

function activate({ serviceManager: { contents, sessions } }) {
  const get = contents.get.bind(contents);
  contents.get = async (path, options) => {
    const model = await get(path, options);
    const isOpen = [...sessions.running()].some((session) => session.path === path);
    if (model.type === "notebook" && model.content && !isOpen) leaveOutViews(model.content);
    return model;
  };
}

const plugin = { id: "nncourse:stills", autoStart: true, activate };

// What JupyterLab asks of an extension that a bundler made
(window._JUPYTERLAB ??= {}).nncourse = { init() {}, get: async () => () => plugin };
