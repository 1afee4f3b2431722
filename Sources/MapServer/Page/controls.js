// The bar above the map, the card of layers, the keys of the whole page.
import { api } from "./api.js";
import { byID, fill, h, icon, icons } from "./dom.js";
import { chooseScenarioFile, download, exports, fileStem, saveExport, saveScenario } from "./files.js";
import { compareNames } from "./format.js";
import { currentLanguage, setLanguage, t } from "./language.js";
import { figureName, showLegend } from "./legend.js";
import { clearProblems, tell, tellError } from "./notices.js";
import { pictureOf } from "./png.js";
import { settings } from "./settings.js";
import { Scenario } from "./scenario.js";
import { showTab } from "./tabs.js";

const layerNames = ["communes", "catchments", "uncovered_zones", "overlaps", "gains", "population", "roads", "names"];

export class Controls {
  #opener = null;

  /** @param {Object} app @param {{loaded: Function}} actions */
  constructor(app, actions) {
    this.app = app;
    this.actions = actions;
    const on = (id, work, event = "click") => byID(id).addEventListener(event, work);
    on("undo", () => app.scenario.undo());
    on("redo", () => app.scenario.redo());
    on("add", () => this.#popover("add", (box, close) => app.adding.drawChoice(box, close)));
    on("place", () => { showTab("place"); app.siting.draw(); byID("place-start")?.focus(); });
    on("compare", () => this.#popover("compare", (box, close) => this.#compareMenu(box, close)));
    on("file", () => this.#popover("file", (box, close) => this.#fileMenu(box, close)));
    on("language", () => setLanguage(currentLanguage() === "fr" ? "en" : "fr"));
    on("scenario-name", (event) => { app.scenario.setName(event.target.value.trim()); }, "change");
    on("kind", (event) => this.lookAt(event.target.value), "change");
    on("figure", (event) => settings.set({ figure: event.target.value }), "change");
    on("zoom-in", () => app.view.map.zoomIn(1));
    on("zoom-out", () => app.view.map.zoomOut(1));
    on("zoom-all", () => app.view.showAll());
    document.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("pointerdown", (event) => {
      if (this.#opener && !byID("popover").contains(event.target) &&
        !byID(this.#opener).contains(event.target)) this.#closePopover();
    });
    if (window.matchMedia("(max-width: 760px)").matches) byID("layers-card").open = false;
  }

  /** Looks at another kind of site; a figure of the kind before gives way to the same of this one. */
  lookAt(kind) {
    const before = this.app.ground.figure(settings.figure);
    let { figure } = settings;
    if (before?.kind) {
      const same = `${kind}_${before.id.slice(before.kind.length + 1)}`;
      if (this.app.ground.figures.some(({ id }) => id === same)) figure = same;
    }
    settings.set({ kind, figure });
    byID("kind").value = kind;
    byID("figure").value = figure;
  }

  draw() {
    const { app } = this;
    const button = (id, path, text) => {
      fill(byID(id), icon(path), h("span", { class: "button-text", text }));
      // On a narrow screen only the drawing is left.
      byID(id).setAttribute("aria-label", text);
      byID(id).title = text;
    };
    fill(byID("undo"), icon(icons.undo));
    fill(byID("redo"), icon(icons.redo));
    button("add", icons.add, t("add"));
    button("place", icons.target, t("place"));
    button("compare", icons.compare, t("compare"));
    button("file", icons.file, t("file"));
    byID("language").textContent = currentLanguage() === "fr" ? "EN" : "FR";
    byID("language").lang = currentLanguage() === "fr" ? "en" : "fr";
    fill(byID("zoom-all"), icon(icons.whole));
    fill(byID("layers-title"), icon(icons.layers), h("span", { text: t("layers_and_legend") }));
    if (document.activeElement !== byID("scenario-name")) byID("scenario-name").value = app.scenario.name;
    this.#drawFigureChoice();
    this.#drawLayerChoices();
    this.#drawBadges();
    this.drawHistory();
    this.drawLegend();
  }

  drawHistory() {
    const { scenario } = this.app;
    const label = scenario.lastLabel;
    byID("undo").disabled = !scenario.canUndo;
    byID("redo").disabled = !scenario.canRedo;
    byID("undo").title = label ? `${t("undo")} : ${t(...label)} (Ctrl+Z)` : `${t("undo")} (Ctrl+Z)`;
    byID("redo").title = `${t("redo")} (Ctrl+Y)`;
    if (document.activeElement !== byID("scenario-name")) byID("scenario-name").value = scenario.name;
  }

  drawLegend() {
    showLegend(byID("legend"), this.app.layers, this.app.view.map);
  }

  #drawFigureChoice() {
    const select = byID("figure");
    const figures = this.app.ground.figures.map((figure) => [figure.id, figureName(figure)]);
    fill(select, figures.sort(([, a], [, b]) => compareNames(a, b)).map(([value, text]) =>
      h("option", { value, text })));
    select.value = settings.figure ?? "";
  }

  #drawLayerChoices() {
    const legend = byID("layer-choices").querySelector("legend");
    const tiles = this.app.ground.territory.onlineTiles ?? [];
    fill(byID("layer-choices"), legend,
      layerNames.map((name) => h("label", { class: "check" },
        h("input", { type: "checkbox", checked: settings.layers[name], data: { layer: name },
          on: { change: (event) => settings.setLayer(name, event.target.checked) } }),
        h("span", { text: t(`layer_${name}`) }))),
      tiles.length ? h("label", { class: "field wide" }, h("span", { text: t("ground") }),
        h("select", { id: "online", on: { change: (event) =>
          settings.set({ online: tiles[Number(event.target.value)] ?? null }) } },
          h("option", { value: "", text: t("ground_own") }),
          tiles.map((tile, place) => h("option", { value: place, text: t("ground_online", { name: tile.name }),
            selected: settings.online === tile })))) : null);
  }

  #drawBadges() {
    const { comparison, scenario } = this.app;
    const { isOn } = comparison;
    byID("badge-a").hidden = byID("badge-b").hidden = !isOn;
    byID("against-field").hidden = !isOn;
    byID("compare").setAttribute("aria-pressed", String(isOn));
    if (!isOn) return;
    fill(byID("badge-a"), h("b", { text: "A" }), h("span", { text: scenario.name || t("scenario") }));
    fill(byID("badge-b"), h("b", { text: "B" }), h("span", { text: comparison.other.name || t("scenario") }));
    const select = byID("against");
    const value = select.value || "other";
    fill(select, h("option", { value: "other", text: t("scenario_b") }),
      h("option", { value: "baseline", text: t("baseline") }));
    select.value = value;
  }

  #popover(opener, draw) {
    const box = byID("popover");
    if (this.#opener === opener) {
      this.#closePopover();
      return;
    }
    this.#closePopover(false);
    this.#opener = opener;
    draw(box, () => this.#closePopover());
    box.hidden = false;
    const anchor = byID(opener).getBoundingClientRect();
    const width = Math.min(box.offsetWidth, window.innerWidth - 16);
    box.style.left = `${Math.max(8, Math.min(anchor.left, window.innerWidth - width - 8))}px`;
    box.style.top = `${anchor.bottom + 6}px`;
    box.style.maxHeight = `${window.innerHeight - anchor.bottom - 18}px`;
    byID(opener).setAttribute("aria-expanded", "true");
    box.querySelector("button, input, select")?.focus();
  }

  #closePopover(returnFocus = true) {
    if (!this.#opener) return;
    const opener = byID(this.#opener);
    this.#opener = null;
    this.app.adding.target = null;
    byID("popover").hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (returnFocus) opener.focus();
  }

  #item(text, work, { note = null, id = null, pressed = null } = {}) {
    return h("button", { type: "button", class: "item", id, "aria-pressed": pressed,
      on: { click: () => { this.#closePopover(); work(); } } },
      h("span", { text }), note ? h("span", { class: "quiet", text: note }) : null);
  }

  #compareMenu(box) {
    const { comparison } = this.app;
    const load = async () => {
      const text = await chooseScenarioFile();
      if (text !== null) await comparison.begin({ text });
    };
    fill(box, h("h2", { text: t("compare_title") }),
      comparison.isOn ? [
        this.#item(t("compare_linked"), () => comparison.setMode("linked"),
          { id: "compare-linked", pressed: settings.compare === "linked" }),
        this.#item(t("compare_swipe"), () => comparison.setMode("swipe"),
          { id: "compare-swipe", pressed: settings.compare === "swipe" }),
        this.#item(t("compare_swap"), () => comparison.swap(), { id: "compare-swap", note: t("compare_swap_note") }),
        this.#item(t("compare_end"), () => comparison.end(), { id: "compare-end" }), h("hr")] : null,
      h("h3", { text: t(comparison.isOn ? "compare_other" : "compare_with") }),
      this.#item(t("compare_baseline"), () => comparison.begin("baseline"),
        { id: "compare-baseline", note: t("compare_baseline_note") }),
      this.#item(t("compare_copy"), () => comparison.begin("copy"),
        { id: "compare-copy", note: t("compare_copy_note") }),
      this.#item(t("compare_file"), load, { id: "compare-file" }));
  }

  #fileMenu(box) {
    const { app } = this;
    fill(box, h("h2", { text: t("file") }),
      this.#item(t("file_save"), () => saveScenario(app.scenario), { id: "file-save", note: t("file_save_note") }),
      this.#item(t("file_load"), () => this.#load(), { id: "file-load" }),
      this.#item(t("file_new"), () => app.scenario.commit([], ["change_all_dropped", {}]),
        { id: "file-new", note: t("file_new_note") }),
      h("hr"), h("h3", { text: t("file_export") }),
      this.#item(t("export_png"), () => this.#picture(), { id: "export-png" }),
      exports.map((entry) => this.#item(t(entry[0]), () => saveExport(app.scenario, entry),
        { id: entry[0].replace("_", "-") })),
      this.#item(t("print"), () => window.print(), { id: "print" }));
  }

  async #load() {
    const text = await chooseScenarioFile();
    if (text === null) return;
    clearProblems("load");
    // The scenario at hand stays as it is when the file is refused.
    const trial = new Scenario("A");
    try {
      await trial.start({ scenario: text });
    } catch (error) {
      tellError(t("load_failed"), error, "load");
      return;
    }
    const before = this.app.scenario.session;
    await this.app.scenario.resume(trial.session);
    api.end(before).catch(() => {});
    this.app.scenario.forgetHistory();
    settings.select(null);
    this.actions.loaded();
    tell(t("loaded", { name: this.app.scenario.name }));
  }

  async #picture() {
    try {
      download(await pictureOf(this.app.view, this.app.ground), `${fileStem(this.app.scenario)}.png`);
    } catch (error) {
      tellError(t("png_failed"), error, "files");
    }
  }

  #key(event) {
    const { scenario, adding } = this.app;
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) &&
      !["checkbox", "range"].includes(event.target.type);
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !isTyping) {
      if (key === "z" && !event.shiftKey) scenario.undo();
      else if (key === "y" || (key === "z" && event.shiftKey)) scenario.redo();
      else if (key === "s") saveScenario(scenario);
      else return;
      event.preventDefault();
    } else if (event.key === "Escape") {
      if (this.#opener) this.#closePopover();
      else if (adding.isArmed) adding.disarm();
      else if (scenario.isPreviewing) scenario.cancelPreview();
      else if (settings.selection && !isTyping) settings.select(null);
    } else if (event.key === "Enter" && event.target === this.app.view.map.getContainer()) {
      // With the map in focus, its middle is what a click would be.
      event.preventDefault();
      const view = this.app.view;
      view.markers.actions.click(view.hit(view.map.getCenter()), view);
      if (settings.selection?.type === "site") settings.pendingFocus = settings.selection.id;
    }
  }
}
