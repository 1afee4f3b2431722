// Day, night and weekend; and the years on a slider.
import { api, follow } from "./api.js";
import { yearsNamed } from "./changes.js";
import { byID, fill, h } from "./dom.js";
import { lineChart } from "./chart.js";
import { kindName, momentName, professionName, t } from "./language.js";
import { number } from "./format.js";
import { tellError, tellProblems } from "./notices.js";

/** The line under the map. */
export class TimeBar {
  #timer = null;
  #stop = null;
  #job = null;

  constructor(element, active, territory) {
    Object.assign(this, { element, active, territory });
  }

  get range() {
    const years = yearsNamed(this.active().changes);
    const { years: horizon } = this.territory;
    if (horizon) years.push(horizon.first ?? horizon.from, horizon.last ?? horizon.to);
    const known = years.filter((year) => Number.isInteger(year));
    if (!known.length) return null;
    const first = Math.min(...known), last = Math.max(...known);
    return horizon ? [first, last] : [first - 1, last + 1];
  }

  draw() {
    const scenario = this.active();
    const moments = this.territory.moments?.length ? this.territory.moments : [];
    const choices = [null, ...moments];
    const focusKey = this.element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const range = this.range;
    fill(this.element,
      moments.length ? h("div", { class: "segments", role: "group", "aria-label": t("moment") },
        choices.map((moment) => h("button", {
        type: "button", class: "segment", "aria-pressed": String((scenario.moment ?? null) === moment),
          data: { key: `moment-${moment}` },
        text: moment === null ? t("any_time") : momentName(moment),
          on: { click: () => { scenario.setMoment(moment); this.draw(); } },
      }))) : null,
      range ? this.#slider(scenario, range) : null,
      this.territory.horizon ? h("button", { type: "button", class: "button", id: "simulate-years",
        data: { key: "simulate" },
        text: t(this.#job ? "years_stop" : "years_simulate"),
          on: { click: () => (this.#job ? this.stop() : this.simulate()) } }) : null);
    this.element.hidden = !this.element.children.length;
    if (focusKey) this.element.querySelector(`[data-key="${CSS.escape(focusKey)}"]`)?.focus({ preventScroll: true });
  }

  #slider(scenario, [first, last]) {
    const shown = h("output", { class: "year", text: scenario.year ?? t("all_years") });
    const input = h("input", {
      type: "range", min: first - 1, max: last, step: 1, id: "year", "aria-label": t("year"), data: { key: "year" },
      "aria-valuetext": scenario.year ?? t("all_years"),
      on: {
        input: (event) => {
          const value = Number(event.target.value);
          const year = value < first ? null : value;
          shown.textContent = year ?? t("all_years");
          event.target.setAttribute("aria-valuetext", shown.textContent);
          clearTimeout(this.#timer);
          this.#timer = setTimeout(() => this.active().setYear(year), 60);
        },
      },
    });
    input.value = scenario.year ?? first - 1;
    return h("label", { class: "year-slider" }, h("span", { class: "unseen", text: t("year") }), input, shown);
  }

  async simulate() {
    const scenario = this.active();
    try {
      await scenario.settled();
      const { job } = await api.years(scenario.session);
      this.#job = job;
      this.draw();
      this.#stop = follow(job, {
        progress: ({ share }) => {
          const button = byID("simulate-years");
          if (button && typeof share === "number") button.textContent = `${t("years_stop")} (${number(share * 100)} %)`;
        },
        done: ({ years }) => {
          this.#end();
          showYears(Array.isArray(years) ? years : years?.by_year ?? []);
        },
        failed: ({ problems }) => { this.#end(); tellProblems(t("years_failed"), problems ?? [], "years"); },
        cancelled: () => this.#end(),
        lost: () => { this.#end(); tellProblems(t("years_failed"), [{ text: t("lost") }], "years"); },
      });
    } catch (error) {
      this.#end();
      tellError(t("years_failed"), error, "years");
    }
  }

  #end() {
    this.#stop?.();
    this.#job = this.#stop = null;
    this.draw();
  }

  async stop() {
    const job = this.#job;
    this.#end();
    try {
      await api.cancel(job);
    } catch {
      // It has ended by itself in between.
    }
  }
}

/** The middle of the replicates, of a figure that may be the same in all. */
const median = (value) => (typeof value === "number" ? value : value?.median ?? value?.mean ?? null);

const covered = (kind) => median(kind?.staffed_covered_inhabitants) ?? median(kind?.covered_inhabitants);

/** What of the years is worth a column: its title, its figure of a year, how it is written. */
function columnsOf(years, kinds) {
  const columns = kinds.map((kind) => [kindName(kind), (year) => covered(year.kinds?.[kind]), number]);
  columns.push([
    professionName("general_practitioner"),
    (year) => median(year.professionals?.general_practitioner?.headcount), number,
  ]);
  columns.push([t("years_under"), (year) => median(year.communes_under_threshold), number]);
  columns.push([t("equity_gini"), (year) => year.equity?.gini ?? null, (value) => number(value, 3)]);
  return columns.filter(([, figure]) => years.some((year) => figure(year) !== null));
}

/** The simulated years as a chart and a table, in a window of their own. */
function showYears(answer) {
  const dialog = byID("window");
  const years = answer.map((year) => ({ ...year, ...year.figures }));
  const kinds = [...new Set(years.flatMap((year) => Object.keys(year.kinds ?? {})))];
  const series = kinds.map((kind) => ({
    name: kindName(kind), points: years.map((year) => [year.year, covered(year.kinds?.[kind])]),
  }));
  const columns = columnsOf(years, kinds);
  fill(dialog,
    h("div", { class: "window-head" }, h("h2", { text: t("years_title") }),
      h("button", { class: "button", type: "button", text: t("close"), on: { click: () => dialog.close() } })),
    h("p", { class: "quiet", text: t("years_hint") }),
    lineChart(series, { width: 640, height: 300, label: t("years_covered") }),
    h("div", { class: "scroll" }, h("table", { class: "figures" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col", text: t("year") }),
        columns.map(([title]) => h("th", { scope: "col", class: "value", text: title })))),
      h("tbody", {}, years.map((year) => h("tr", {}, h("th", { scope: "row", text: year.year }),
        columns.map(([, figure, write]) => h("td", { class: "value", text: write(figure(year)) }))))))));
  dialog.showModal();
  dialog.scrollTop = 0;
}
