// The page's beginning: what it holds, and which part hears of what.
import { Adding } from "./add.js";
import { api, ApiError } from "./api.js";
import { drawChanges } from "./change-list.js";
import { moveSite } from "./changes.js";
import { Comparison } from "./compare.js";
import { Controls } from "./controls.js";
import { byID, fill, h } from "./dom.js";
import { SiteEditor } from "./editor.js";
import { Explanation } from "./explain.js";
import { fillKinds, FiguresPanel } from "./figures.js";
import { firstLanguage, nameKinds, onLanguage, setLanguage, t } from "./language.js";
import { Ground, ScenarioLayers } from "./layers.js";
import { MapView } from "./map-view.js";
import { middle } from "./painting.js";
import { clearProblems, showConnection, tellError, tellProblems } from "./notices.js";
import { markAnswer } from "./performance.js";
import { SitingPanel } from "./place.js";
import { pictureCanvas } from "./png.js";
import { keep, kept, restore } from "./keeping.js";
import { Scenario } from "./scenario.js";
import { settings } from "./settings.js";
import { showTab, shownTab, startTabs } from "./tabs.js";
import { number } from "./format.js";
import { TimeBar } from "./time.js";

const app = { ground: null, scenario: new Scenario("A"), layers: null, view: null, problems: [] };
const active = () => app.scenario;

async function start() {
  setLanguage(firstLanguage());
  startTabs();
  const [territory, communes] = await Promise.all([api.territory(), api.communes(), opened()]);
  app.ground = new Ground(territory, communes);
  nameKinds(territory.kinds ?? []);
  document.title = `Maillage · ${territory.name}`;
  byID("territory-name").textContent = territory.name;
  firstChoices(territory);
  app.layers = new ScenarioLayers(app.scenario, app.ground);
  app.view = new MapView(byID("map-a"), app.ground, app.layers, siteActions);
  buildPanels(territory);
  watch(app.scenario, app.layers);
  onLanguage(drawAll);
  settings.addEventListener("selection", drawSelection);
  settings.addEventListener("change", () => { drawFigures(); app.controls.drawLegend(); });
  app.view.map.on("zoomend", () => app.controls.drawLegend());
  drawAll();
  performance.mark("maillage-first-figures");
  app.layers.refresh();
  await loadSites(app.scenario);
  document.documentElement.dataset.ready = "true";
}

/** A session: the one before the page was loaded anew, else a fresh one. */
async function opened() {
  const before = kept();
  if (before) {
    try {
      await restore(app.scenario, before);
      return;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }
  await app.scenario.start({});
}

async function loadSites(scenario) {
  try {
    scenario.setLayers(await api.layer(scenario.session, "sites", null, scenario.revision), null);
  } catch (error) {
    tellError(t("layer_failed"), error, "layers");
  }
}

/** The kind and the figure that a page shows first. */
function firstChoices(territory) {
  const present = Object.keys(app.scenario.figures?.kinds ?? {});
  const kind = present.includes("msp") ? "msp" : present[0] ?? territory.kinds?.[0]?.kind ?? "msp";
  const figures = app.ground.figures;
  const figure = figures.find(({ id }) => id === `${kind}_mean_minutes`) ?? figures.find(({ unit }) =>
    unit === "minutes") ?? figures[0];
  settings.kind = kind;
  settings.figure = figure?.id ?? null;
}

const siteActions = {
  select: (id, { byKey = false, isDragged = false } = {}) => {
    settings.select({ type: "site", id });
    // Who drags looks at the figures.
    if (!isDragged) showTab("selection");
    if (byKey) byID("panel-selection").querySelector("input, button, select")?.focus();
  },
  drag: (id, at) => active().preview(moveSite(active().changes, id, at)),
  drop: (id, at) => active().commit(moveSite(active().changes, id, at), ["change_move", { name: nameOf(id) }]),
  accept: (proposal) => app.siting.accept([proposal]),
  click: (hit) => {
    if (app.adding.isArmed) {
      app.adding.openAt(hit.at, hit.commune);
      showTab("selection");
    } else if (hit.point) {
      settings.select({ type: "point", at: hit.point.geometry.coordinates, communeName: hit.commune?.name ?? null });
      showTab("selection");
    } else if (hit.commune) {
      settings.select({ type: "commune", code: hit.commune.code });
      showTab("selection");
    } else {
      settings.select(null);
    }
  },
};

const nameOf = (id) => active().sites.find((site) => site.properties.site === id)?.properties.name ?? id;

function buildPanels(territory) {
  const kinds = (territory.kinds ?? []).filter((kind) => kind.covers !== "zone").map((kind) => kind.kind);
  const selectSite = (id) => { settings.select({ type: "site", id }); showTab("selection"); };
  app.figures = new FiguresPanel(byID("panel-figures"), { select: selectSite });
  app.editor = new SiteEditor(byID("panel-selection"), active, territory.professions ?? []);
  app.adding = new Adding(app);
  app.explanation = new Explanation(byID("panel-selection"), active, app.ground, {
    select: selectSite,
    openHere: (commune) => {
      byID("add").click();
      app.adding.target = { at: middle(commune.feature.geometry), commune };
    },
  });
  app.siting = new SitingPanel(byID("panel-place"), active, [...new Set(["msp", ...kinds])]);
  app.siting.addEventListener("proposals", ({ detail }) => app.view.markers.showProposals(detail));
  app.comparison = new Comparison(app, { watch, click: siteActions.click });
  app.comparison.addEventListener("change", () => {
    for (const scenario of [app.scenario, app.comparison.other]) if (scenario &&
      !scenario.sites.length) loadSites(scenario);
    drawAll();
  });
  app.time = new TimeBar(byID("time"), active, territory);
  app.controls = new Controls(app, { loaded: () => { app.layers.refresh(); loadSites(app.scenario); drawAll(); } });
}

/** Hears of a scenario, as long as it is the one that is edited. */
function watch(scenario, layers) {
  const isShown = () => scenario === app.scenario;
  const isOther = () => scenario === app.comparison?.other && app.comparison.isOn;
  scenario.addEventListener("edit", () => {
    if (!isShown()) return;
    app.problems = [];
    clearProblems("changes");
    drawHistory();
    if (settings.selection?.type === "site") drawSelection();
    app.time.draw();
    keep(scenario);
  });
  scenario.addEventListener("answer", ({ detail }) => {
    if (isOther()) drawFigures();
    if (!isShown()) return;
    if (settings.pendingKind && settings.pendingKind in (scenario.figures?.kinds ?? {})) {
      const kind = settings.pendingKind;
      settings.pendingKind = null;
      app.controls.lookAt(kind);
    }
    drawFigures();
    drawChangeList();
    if (!detail.preview) {
      drawSelection();
      app.controls.drawLegend();
      app.figures.say(scenario.figures, scenario.baseline);
      keep(scenario);
    }
    drawSpeed();
    if (detail.askedAt !== undefined) markAnswer(detail.askedAt, detail.preview);
  });
  scenario.addEventListener("problems", ({ detail }) => {
    if (isShown()) app.problems = detail.problems;
    tellProblems(t("change_refused"), detail.problems, "changes");
  });
  scenario.addEventListener("connection", ({ detail }) => showConnection(detail));
  scenario.addEventListener("session", () => keep(scenario));
  layers.addEventListener("change", () => { if (layers === app.layers) app.controls.drawLegend(); });
  layers.addEventListener("failure", ({ detail }) => tellError(t("layer_failed"), detail.error, "layers"));
}

function drawAll() {
  app.controls.draw();
  app.time.draw();
  app.siting.draw();
  app.siting.dispatchEvent(new CustomEvent("proposals", { detail: app.siting.proposals }));
  drawHistory();
  drawFigures();
  drawSelection();
  drawSpeed();
  app.view.apply();
}

function drawSpeed() {
  const { milliseconds } = active();
  fill(byID("speed"), h("span", { text: t("computed_in",
    { milliseconds: number(milliseconds, milliseconds < 10 ? 1 : 0) }) }));
}

function drawHistory() {
  app.controls.drawHistory();
  drawChangeList();
}

function drawChangeList() {
  const tab = byID("tab-changes");
  const count = active().changes.length;
  fill(tab, t("tab_changes"), count ? h("span", { class: "count", text: String(count) }) : null);
  if (shownTab() === "changes") drawChanges(byID("panel-changes"), active(), app.problems);
}

function drawFigures() {
  const scenario = active();
  fillKinds(byID("kind"), scenario.figures, (app.ground.territory.kinds ?? []).map((kind) => kind.kind));
  const { other } = app.comparison;
  const isAgainstOther = app.comparison.isOn && other && byID("against").value === "other";
  const reference = isAgainstOther ? other.figures : scenario.baseline;
  app.figures.draw(scenario.figures, reference, isAgainstOther ? t("scenario_b") : t("baseline_short"),
    scenario.findings);
}

function drawSelection() {
  const { selection } = settings;
  const panel = byID("panel-selection");
  if (!selection) fill(panel, h("div", { class: "empty" }, h("p", { class: "quiet", text: t("nothing_selected") })));
  else if (selection.type === "site") app.editor.draw(selection.id);
  else app.explanation.draw(selection);
  if (selection?.type === "site") delete panel.dataset.of;
}

window.addEventListener("beforeprint", () => {
  if (!app.view) return;
  drawChanges(byID("panel-changes"), active(), []);
  for (const details of byID("panel-figures").querySelectorAll("details")) details.open = true;
  fill(byID("print-picture"), pictureCanvas(app.view, app.ground));
});
window.addEventListener("afterprint", () => fill(byID("print-picture")));
document.addEventListener("tab", () => drawChangeList());
byID("against").addEventListener("change", drawFigures);
start().catch((error) => {
  tellError(t("start_failed"), error, "start");
  if (!(error instanceof ApiError)) console.error(error);
});
