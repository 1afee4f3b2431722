// Two scenarios beside each other: two maps that move together, or one over the other behind a curtain.
import { api } from "./api.js";
import { byID } from "./dom.js";
import { t } from "./language.js";
import { MapView } from "./map-view.js";
import { ScenarioLayers } from "./layers.js";
import { Scenario } from "./scenario.js";
import { settings } from "./settings.js";
import { tellError } from "./notices.js";

/** Events: `change` when a comparison begins, ends, or its scenarios are exchanged. */
export class Comparison extends EventTarget {
  #isMoving = false;
  #position = 0.5;
  #cardWasOpen = false;

  /** @param {Object} app holds `scenario`, `layers`, `view` of the map that is edited */
  constructor(app, actions) {
    super();
    this.app = app;
    this.actions = actions;
    /** @type {Scenario|null} */
    this.other = null;
    this.otherLayers = null;
    this.view = null;
    const curtain = byID("curtain");
    curtain.addEventListener("pointerdown", (event) => this.#drag(event));
    curtain.addEventListener("keydown", (event) => this.#key(event));
  }

  get isOn() {
    return settings.compare !== null;
  }

  /** @param {"linked"|"swipe"} mode */
  setMode(mode) {
    settings.set({ compare: mode });
    const maps = byID("maps");
    maps.classList.toggle("maps-linked", mode === "linked");
    maps.classList.toggle("maps-swipe", mode === "swipe");
    byID("map-b").hidden = mode === null;
    byID("curtain").hidden = mode !== "swipe";
    byID("map-b").style.clipPath = "";
    const { showsAll } = this.app.view;
    if (mode === "swipe") this.#setPosition(this.#position);
    this.app.view.map.invalidateSize({ animate: false });
    if (showsAll) this.app.view.showAll({ animate: false });
    if (this.view) {
      this.view.map.invalidateSize({ animate: false });
      this.#follow(this.app.view.map, this.view.map);
    }
  }

  /**
   * Begins, or takes another scenario to compare with.
   * @param {"copy"|"baseline"|{text: string}} source
   */
  async begin(source, mode = settings.compare ?? "linked") {
    const { scenario } = this.app;
    const other = new Scenario("B");
    try {
      if (source?.text) {
        await other.start({ scenario: source.text });
      } else {
        await other.start({});
        if (source === "copy") {
          const content = JSON.parse(JSON.stringify(scenario.changes));
          Object.assign(other, { name: t("copy_of", { name: scenario.name }), year: scenario.year,
            moment: scenario.moment });
          other.commit(content, ["change_copy", {}]);
        } else {
          other.name = t("baseline");
          other.commit([], ["change_copy", {}]);
        }
        await other.settled();
      }
    } catch (error) {
      tellError(t("compare_failed"), error, "compare");
      return;
    }
    this.#adopt(other);
    this.#cardWasOpen ||= byID("layers-card").open;
    byID("layers-card").open = false;
    this.setMode(mode);
    if (this.view) this.view.setLayers(this.otherLayers);
    else this.#makeView();
    this.setMode(mode);
    this.otherLayers.refresh();
    this.dispatchEvent(new Event("change"));
  }

  #adopt(other) {
    // The session of the scenario before is of no use any more.
    if (this.other?.session) api.end(this.other.session).catch(() => {});
    this.other = other;
    this.otherLayers = new ScenarioLayers(other, this.app.ground);
    this.actions.watch(other, this.otherLayers);
  }

  #makeView() {
    this.view = new MapView(byID("map-b"), this.app.ground, this.otherLayers, {
      select: (id) => settings.select({ type: "site", id }), drag: () => {}, drop: () => {}, accept: () => {},
      click: (hit) => this.actions.click(hit),
    });
    this.view.markers.isEditable = false;
    this.view.apply();
    this.#follow(this.app.view.map, this.view.map);
    const pairs = [[this.app.view.map, this.view.map], [this.view.map, this.app.view.map]];
    for (const [leader, follower] of pairs) leader.on("move zoom", () => this.#follow(leader, follower));
  }

  #follow(leader, follower) {
    if (this.#isMoving || !this.isOn) return;
    this.#isMoving = true;
    follower.setView(leader.getCenter(), leader.getZoom(), { animate: false });
    this.#isMoving = false;
  }

  /** Exchanges the scenarios: what was looked at can now be edited. */
  swap() {
    if (!this.other) return;
    const { scenario, layers } = this.app;
    this.app.scenario = this.other;
    this.app.layers = this.otherLayers;
    this.other = scenario;
    this.otherLayers = layers;
    this.app.view.setLayers(this.app.layers);
    this.view.setLayers(this.otherLayers);
    this.dispatchEvent(new Event("change"));
  }

  end() {
    if (this.#cardWasOpen) byID("layers-card").open = true;
    this.#cardWasOpen = false;
    this.setMode(null);
    this.dispatchEvent(new Event("change"));
  }

  #setPosition(position) {
    this.#position = Math.min(0.97, Math.max(0.03, position));
    const part = `${this.#position * 100}%`;
    byID("map-b").style.clipPath = `inset(0 0 0 ${part})`;
    byID("curtain").style.left = part;
    byID("curtain").setAttribute("aria-valuenow", String(Math.round(this.#position * 100)));
  }

  #drag(event) {
    event.preventDefault();
    const curtain = byID("curtain");
    curtain.setPointerCapture(event.pointerId);
    const box = byID("maps").getBoundingClientRect();
    const move = (moved) => this.#setPosition((moved.clientX - box.left) / box.width);
    curtain.addEventListener("pointermove", move);
    curtain.addEventListener("pointerup", () => curtain.removeEventListener("pointermove", move), { once: true });
  }

  #key(event) {
    const step = { ArrowLeft: -0.02, ArrowRight: 0.02, Home: -1, End: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.#setPosition(this.#position + step);
  }
}
