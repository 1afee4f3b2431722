// Adding a site: a kind is chosen, then a place is clicked.
import { addSite, freeID, idWord } from "./changes.js";
import { byID, fill, h } from "./dom.js";
import { kindName, kindShort, t } from "./language.js";
import { announce } from "./notices.js";
import { settings } from "./settings.js";
import { symbolElement } from "./symbols.js";

/** Kinds that a click can open; the others need communes or several stops and are written in the scenario file. */
const offered = [
  "msp", "cds", "nurse_pool", "temporary_stay", "general_practice", "secondary_practice", "nurse_practice",
  "consultation_avancee", "mmg", "pharmacy", "emergency", "hospital", "ehpad", "telemedicine", "ssiad", "had",
];
const needAList = ["cpts", "dac", "mobile_unit", "transport_on_demand"];

export class Adding {
  constructor(app) {
    this.app = app;
    this.kind = null;
    /** Where the next kind that is chosen opens at once: {at, commune}. */
    this.target = null;
    byID("armed-cancel").addEventListener("click", () => this.disarm());
  }

  get isArmed() {
    return this.kind !== null;
  }

  /** Writes the choice of kinds into the popover. */
  drawChoice(element, done) {
    const present = (this.app.ground.territory.kinds ?? []).filter((kind) => kind.covers !== "zone").map((kind) =>
      kind.kind);
    const kinds = [...new Set([...offered.slice(0, 4), ...present, ...offered])].filter((kind) =>
      !needAList.includes(kind));
    const other = h("input", { type: "text", id: "own-kind", maxlength: 40, pattern: "[a-z][a-z0-9_]*",
      placeholder: t("own_kind_placeholder") });
    const arm = (kind) => {
      const { target } = this;
      done();
      this.target = target;
      this.arm(kind);
    };
    fill(element,
      h("h2", { text: t("choose_kind") }),
      h("div", { class: "kinds" }, kinds.map((kind) => h("button", {
        type: "button", class: "kind", data: { kind }, on: { click: () => arm(kind) },
      }, symbolElement(kind, { size: 30 }), h("span", { text: kindName(kind) })))),
      h("form", { class: "row own-kind", on: { submit: (event) =>
        { event.preventDefault(); if (other.value.trim()) arm(other.value.trim()); } } },
        h("label", { class: "field", for: "own-kind" }, h("span", { text: t("own_kind") }), other),
        h("button", { class: "button", type: "submit", text: t("choose") })));
  }

  arm(kind) {
    const { target } = this;
    this.target = null;
    if (target) {
      this.openAt(target.at, target.commune, kind);
      return;
    }
    this.kind = kind;
    byID("maps").classList.add("is-armed");
    byID("armed").hidden = false;
    fill(byID("armed-text"), symbolElement(kind, { size: 24 }),
      h("span", { text: t("armed", { kind: kindName(kind) }) }));
    announce(t("armed", { kind: kindName(kind) }));
    this.app.view.map.getContainer().focus({ preventScroll: true });
  }

  disarm() {
    this.kind = null;
    byID("maps").classList.remove("is-armed");
    byID("armed").hidden = true;
  }

  /** Opens the chosen kind at a place, and selects it. */
  openAt(at, commune, kind = this.kind) {
    const { scenario } = this.app;
    const where = commune?.name ?? null;
    const name = where ? t("name_in", { kind: kindShort(kind), commune: where }) : kindName(kind);
    const id = freeID(scenario.changes, scenario.sites, idWord(`${kind}-${where ?? "site"}`).slice(0, 48));
    this.disarm();
    scenario.commit(addSite(scenario.changes, { id, kind, name, at }), ["change_open", { name }]);
    settings.select({ type: "site", id });
    if (scenario.figures && !(kind in (scenario.figures.kinds ?? {}))) settings.pendingKind = kind;
  }
}
