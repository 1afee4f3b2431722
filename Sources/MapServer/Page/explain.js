// A commune or a place, explained: its minutes to each kind, its choices, why it is uncovered, what the rule lacks.
import { api, ApiError } from "./api.js";
import { fill, h } from "./dom.js";
import { minutes, number, percent } from "./format.js";
import { kindName, kindShort, momentName, t, textOr } from "./language.js";
import { symbolElement } from "./symbols.js";
import { settings } from "./settings.js";

/** Why people are covered or not, in words. */
function reasonText(reason, kind) {
  const { key, values = {} } = typeof reason === "string" ? { key: reason } : reason ?? {};
  if (!key) return null;
  return textOr(`reason_${key}`, key.replaceAll("_", " "), {
    minutes: minutes(values.minutes), limit: number(values.limit ?? values.limit_minutes),
      nearest: values.nearest?.name ?? values.nearest ?? "",
    moment: values.moment ? momentName(values.moment) : "", kind: kindShort(kind),
      over: minutes((values.minutes ?? 0) - (values.limit ?? 0)),
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === "string")),
  });
}

function timeText(time, least) {
  if (time === null) return t("out_of_reach");
  const text = minutes(time);
  return typeof least === "number" ? `${text} (${t("at_least", { minutes: minutes(least) })})` : text;
}

function coveredText({ covered_inhabitants: covered, uncovered_inhabitants: uncovered }) {
  if (typeof uncovered !== "number") return number(covered);
  return `${number(covered)} (${percent(covered / Math.max(1, covered + uncovered))})`;
}

function kindBlock(kind, entry, select) {
  const isPartly = entry.covered_inhabitants > 0 && entry.uncovered_inhabitants > 0;
  const state = isPartly ? "partly" : entry.covered ?? entry.covered_inhabitants > 0 ? "yes" : "no";
  const reason = reasonText(entry.reason, kind);
  const time = entry.minutes ?? entry.mean_minutes ?? null;
  return h("section", { class: "block kind-block" },
    h("div", { class: "kind-head" }, symbolElement(kind, { size: 24 }), h("h3", { text: kindName(kind) }),
      h("span", { class: `state state-${state}`, text: t(`state_${state}`) })),
    h("dl", { class: "pairs" },
      h("dt", { text: t("minutes_to_nearest") }),
      h("dd", { text: timeText(time, entry.least_minutes) }),
      typeof entry.covered_inhabitants === "number" ? [
        h("dt", { text: t("covered") }), h("dd", { text: coveredText(entry) })] : null),
    reason ? h("p", { class: "reason", text: reason }) : null,
    entry.choices?.length ? h("div", {},
      h("h4", { text: t("choices_within", { count: entry.choices.length }) }),
      h("ul", { class: "plain choices-list" }, entry.choices.map((choice) => h("li", {},
        h("button", { class: "link", type: "button", text: choice.name ?? choice.site,
          on: { click: () => select(choice.site) } }),
        h("span", { class: "number", text: minutes(choice.minutes) }))))) : null);
}

function poleBlock(pole, select) {
  if (!pole) return null;
  const entry = pole.three_15s ?? {};
  const criteria = ["inhabitants", "professionals", "minutes"].filter((name) => entry[name]);
  return h("section", { class: "block" },
    h("h3", { text: t("pole_of_place") }),
    h("p", {}, h("button", { class: "link", type: "button", text: entry.name ?? pole.name ?? pole.site,
      on: { click: () => select(pole.site) } })),
    criteria.length ? h("ul", { class: "plain criteria" }, criteria.map((name) => {
      const { passes, value, threshold } = entry[name];
      const write = (figure) => (name === "minutes" ? minutes(figure) : number(figure));
      return h("li", { class: passes ? "passes" : "fails" },
        h("span", { class: "mark", "aria-hidden": "true", text: passes ? "✓" : "✗" }),
        h("span", { text: t(`criterion_${name}_${passes ? "passes" : "fails"}`,
          { value: write(value), threshold: write(threshold) }) }));
    })) : null);
}

/** The panel of a commune or a place. */
export class Explanation {
  #abort = null;

  constructor(element, active, ground, actions) {
    Object.assign(this, { element, active, ground, actions });
  }

  async draw(selection) {
    const scenario = this.active();
    this.#abort?.abort();
    this.#abort = new AbortController();
    const commune = selection.type === "commune" ? this.ground.byCode.get(selection.code) : null;
    const title = commune?.name ?? selection.communeName ?? t("a_place");
    if (this.element.dataset.of !== JSON.stringify(selection)) {
      fill(this.element, this.#head(title, t("asking")));
      this.element.dataset.of = JSON.stringify(selection);
    }
    try {
      const answer = selection.type === "commune"
        ? await api.commune(scenario.session, selection.code, this.#abort.signal)
        : await api.point(scenario.session, selection.at[0], selection.at[1], this.#abort.signal);
      const people = typeof answer.inhabitants === "number" ? t("inhabitants_count",
        { count: number(answer.inhabitants) }) : null;
      const kinds = Object.entries(answer.kinds ?? {}).sort(([a], [b]) =>
        (a === settings.kind ? -1 : b === settings.kind ? 1 : a < b ? -1 : 1));
      const scroll = this.element.scrollTop;
      fill(this.element,
        this.#head(answer.name ?? title, [selection.type === "point" ? t("population_point") : t("commune"),
          people].filter(Boolean).join(" · ")),
        kinds.map(([kind, entry]) => kindBlock(kind, entry, this.actions.select)),
        poleBlock(answer.pole, this.actions.select),
        commune ? h("div", { class: "actions" }, h("button", {
          class: "button", type: "button", text: t("open_here"), on: { click: () => this.actions.openHere(commune) },
        })) : null);
      this.element.scrollTop = scroll;
    } catch (error) {
      if (error.name === "AbortError") return;
      const text = error instanceof ApiError ? error.message : t("lost");
      fill(this.element, this.#head(title, ""), h("p", { class: "inline-problem", role: "alert", text }));
    }
  }

  #head(title, note) {
    return h("div", { class: "card-head" }, h("div", {}, h("h2", { text: title }),
      h("p", { class: "quiet", text: note })));
  }
}
