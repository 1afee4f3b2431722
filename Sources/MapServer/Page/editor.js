// The selected site: what it is, who works there, when; and its result under the rule.
import {
  closeSite, freeID, idWord, opening, professionWithout, replaceByCopy, setField, setStaff, staffOf,
} from "./changes.js";
import { fill, h, icon, icons } from "./dom.js";
import { polesTable } from "./figures.js";
import { kindName, professionName, t } from "./language.js";
import { number } from "./format.js";
import { settings } from "./settings.js";
import { symbolElement } from "./symbols.js";

/** Fifteen professionals by the national mix of the maisons de santé: 34 % GP, 28 % nurses, 14 % physiotherapists. */
const teamOfFifteen = { general_practitioner: 5, nurse: 4, physiotherapist: 2, [professionWithout]: 4 };

const usualProfessions = [
  "general_practitioner", "nurse", "physiotherapist", "dentist", "midwife", "speech_therapist", "pharmacist",
    "psychologist",
  "podiatrist", professionWithout,
];

/** The panel of the selected site. */
export class SiteEditor {
  /**
   * @param {HTMLElement} element
   * @param {() => import("./scenario.js").Scenario} active
   * @param {string[]} professions
   */
  constructor(element, active, professions) {
    this.element = element;
    this.active = active;
    this.professions = [...new Set([...usualProfessions, ...professions])];
  }

  site(id) {
    return this.active().sites.find((site) => site.properties.site === id) ?? null;
  }

  /** Writes the panel; fields in which somebody types keep their place. */
  draw(id) {
    const scenario = this.active();
    const site = this.site(id);
    if (!site) {
      fill(this.element, h("p", { class: "quiet", text: t("site_gone") }));
      return;
    }
    const focusKey = this.element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const { properties } = site;
    const entry = opening(scenario.changes, id);
    const kind = scenario.figures?.kinds?.[properties.kind];
    const pole = scenario.figures?.three_15s?.filter((candidate) => candidate.site === id) ?? [];
    const poleBefore = scenario.baseline?.three_15s;
    fill(this.element,
      h("div", { class: "card-head" }, symbolElement(properties.kind, { size: 40 }),
        h("div", {}, h("h2", { text: properties.name ?? id }),
          h("p", { class: "quiet", text: [kindName(properties.kind),
            properties.commune_name].filter(Boolean).join(" · ") }))),
      h("p", { class: `tag ${entry ? "tag-new" : ""}`, text: t(entry ? "site_opened" : "site_existing") }),
      properties.attached === false
        ? h("p", { class: "inline-problem", role: "status", text: t("site_unattached") }) : null,
      this.#fields(scenario, site, entry, kind),
      properties.kind === "nurse_pool" || properties.kind === "temporary_stay" ? null : this.#staff(scenario, site,
        entry),
      pole.length ? h("section", { class: "block" }, h("h3", { text: t("three_15s") }),
        polesTable(pole, poleBefore, null)) : null,
      h("div", { class: "actions" },
        h("button", { class: "button button-danger", type: "button", data: { key: "close" },
          on: { click: () => this.#close(scenario, id, properties.name) } },
        icon(icons.trash), t(entry ? "site_remove" : "site_close"))),
      h("p", { class: "quiet keys", text: t("site_keys") }));
    if (focusKey) this.element.querySelector(`[data-key="${CSS.escape(focusKey)}"]`)?.focus({ preventScroll: true });
  }

  #close(scenario, id, name) {
    settings.select(null);
    scenario.commit(closeSite(scenario.changes, id), ["change_close", { name: name ?? id }]);
  }

  #fields(scenario, site, entry, kind) {
    const { properties } = site;
    const value = (key) => entry?.[key] ?? (key === "minutes" ? properties.own_minutes : properties[key]) ?? null;
    const field = (key, { step = 1, min = 0, max = null, placeholder = "", type = "number" } = {}) => {
      const input = h("input", {
        id: `field-${key}`, type, step, min, max, placeholder, value: value(key) ?? "", data: { key },
        on: { change: (event) => this.#set(scenario, site, key,
          type === "number" ? asNumber(event.target.value) : event.target.value.trim()) },
      });
      return h("label", { class: "field", for: `field-${key}` }, h("span", { text: t(`field_${key}`) }), input);
    };
    const isPool = properties.kind === "nurse_pool" && entry && "nurses" in entry;
    const isStay = properties.kind === "temporary_stay";
    return h("div", { class: "fields" },
      entry ? field("name", { type: "text" }) : null,
      field("minutes", { min: 1, max: 600, placeholder: number(properties.minutes ?? kind?.minutes) }),
      isPool || isStay ? null : field("days_per_week", { step: 0.5, min: 0.5, max: 7, placeholder: "5" }),
      isPool ? field("nurses", { min: 0 }) : null,
      isPool ? null : field("beds", { min: 0 }),
      entry ? field("from", { min: 1900, max: 2200, placeholder: t("from_start") }) : null,
      entry ? null : h("p", { class: "quiet wide", text: t("copy_hint") }));
  }

  #set(scenario, site, key, value) {
    const { properties } = site;
    const id = properties.site;
    const label = ["change_field", { name: properties.name ?? id, field: t(`field_${key}`) }];
    if (opening(scenario.changes, id)) {
      scenario.commit(setField(scenario.changes, id, key, value), label);
      return;
    }
    // What stands in the territory has no days, beds or minutes of its own to change: a copy takes its place.
    const copyID = freeID(scenario.changes, scenario.sites, idWord(`${id}-modifie`));
    const changes = setField(replaceByCopy(scenario.changes, site, copyID), copyID, key, value);
    scenario.commit(changes, label);
    settings.select({ type: "site", id: copyID });
  }

  #staff(scenario, site, entry) {
    const staff = staffOf(scenario.changes, site);
    const id = site.properties.site;
    const name = site.properties.name ?? id;
    const set = (profession, count) =>
      scenario.commit(setStaff(scenario.changes, id, profession, count, staff[profession] ?? 0),
        ["change_staff", { name, profession: professionName(profession), count }]);
    const total = Object.values(staff).reduce((sum, count) => sum + count, 0);
    const rows = Object.entries(staff).filter(([, count]) => count > 0).map(([profession, count]) =>
      h("li", { class: "stepper-row" },
      h("span", { text: professionName(profession) }),
      h("span", { class: "stepper" },
        h("button", { type: "button", "aria-label": t("less_of", { name: professionName(profession) }),
          data: { key: `less-${profession}` },
          text: "−", on: { click: () => set(profession, Math.max(0, count - 1)) } }),
        h("input", { type: "number", min: 0, step: 1, value: count, "aria-label": professionName(profession),
          data: { key: `count-${profession}` },
          on: { change: (event) => set(profession, Math.max(0, asNumber(event.target.value) ?? 0)) } }),
        h("button", { type: "button", "aria-label": t("more_of", { name: professionName(profession) }),
          data: { key: `more-${profession}` },
          text: "+", on: { click: () => set(profession, count + 1) } }))));
    const others = this.professions.filter((profession) => !(staff[profession] > 0));
    const select = h("select", { "aria-label": t("add_profession"), data: { key: "add-profession" },
      on: { change: (event) => event.target.value && set(event.target.value, 1) } },
    h("option", { value: "", text: t("add_profession") }),
    others.map((profession) => h("option", { value: profession, text: professionName(profession) })));
    return h("section", { class: "block" },
      h("h3", {}, t("staff"), h("span", { class: "count", text: number(total, Number.isInteger(total) ? 0 : 1) })),
      rows.length ? h("ul", { class: "plain" }, rows) : h("p", { class: "quiet", text: t("staff_none") }),
      h("div", { class: "row" }, select,
        entry && total === 0 && ["msp", "cds"].includes(site.properties.kind) ? h("button", {
          class: "button", type: "button", title: t("team_hint"), data: { key: "team" }, text: t("team_of_fifteen"),
          on: { click: () => scenario.commit(setField(scenario.changes, id, "professionals", teamOfFifteen),
            ["change_team", { name }]) },
        }) : null));
  }
}

const asNumber = (text) => (text.trim() === "" ? null : Number(text));
