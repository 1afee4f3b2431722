// The figures of a scenario, each with its change against the baseline or against the other scenario.
import { byID, fill, h, oncePerFrame, svg } from "./dom.js";
import { minutes, nothing, number, percent, signed } from "./format.js";
import { groupName, kindName, kindShort, t, textOr } from "./language.js";
import { announce } from "./notices.js";
import { settings } from "./settings.js";

const points = (value) => `${number(value * 100, 1)}\u00a0${t("points")}`;
const index = (value) => number(value, 3);

/**
 * A change with sign, arrow and colour.
 * @param {number} better 1 where more is better, −1 where less is, 0 where neither
 */
export function changeChip(value, before, write, better) {
  if (typeof value !== "number" || typeof before !== "number") return h("span",
    { class: "chip chip-none", text: nothing });
  const difference = value - before;
  const text = signed(difference, write);
  const isNothing = Math.abs(difference) < 1e-9 || text === signed(0, write) || /^[+−]?0([.,]0+)?\D*$/.test(text);
  if (isNothing) return h("span", { class: "chip chip-same", text: "=" , title: t("no_change") });
  const judged = better === 0 ? "chip-neutral" : difference * better > 0 ? "chip-better" : "chip-worse";
  const label = better === 0 ? "" : t(difference * better > 0 ? "better" : "worse");
  return h("span", { class: `chip ${judged}`, title: label },
    h("span", { class: "arrow", "aria-hidden": "true", text: difference > 0 ? "▲" : "▼" }),
    h("span", { text }), label ? h("span", { class: "unseen", text: `, ${label}` }) : null);
}

function row(label, value, before, write, better, { writeChange = write, hint = null } = {}) {
  return h("tr", {},
    h("th", { scope: "row", title: hint, text: label }),
    h("td", { class: "value", text: typeof value === "number" ? write(value) : nothing }),
    h("td", { class: "change" }, changeChip(value, before, writeChange, better)),
    h("td", { class: "before", text: typeof before === "number" ? write(before) : nothing }));
}

const head = (title, against) =>
  h("thead", {}, h("tr", {}, h("th", { scope: "col", text: title }),
    h("th", { scope: "col", class: "value", text: t("now") }),
    h("th", { scope: "col", text: t("change") }), h("th", { scope: "col", class: "before", text: against })));

/** People by number of sites within reach, as one bar of parts. */
function choicesBar(choices, total) {
  const parts = ["0", "1", "2", "3_or_more"].map((key) => choices?.[key] ?? 0);
  let left = 0;
  const bar = svg("svg", { viewBox: "0 0 100 8", preserveAspectRatio: "none", class: "choices-bar",
    "aria-hidden": "true" });
  parts.forEach((part, place) => {
    const width = total > 0 ? (100 * part) / total : 0;
    bar.append(svg("rect", { x: left, y: 0, width, height: 8, class: `choice-${place}` }));
    left += width;
  });
  return h("figure", { class: "choices" },
    h("figcaption", { text: t("choices_title") }), bar,
    h("ul", {}, parts.map((part, place) => h("li", {},
      h("span", { class: `swatch choice-${place}` }), h("span", { text: t(`choices_${place}`) }),
      h("b", { text: percent(total > 0 ? part / total : null) })))));
}

function headline(kind, now, before, inhabitants) {
  return h("div", { class: "headline" },
    h("div", { class: "headline-main" },
      h("div", { class: "headline-label", text: t("covered") }),
      h("div", { class: "headline-value", id: "covered-inhabitants", data: { value: now?.covered_inhabitants ?? "" },
        text: number(now?.covered_inhabitants) }),
      h("div", { class: "headline-more" },
        h("span", { text: t("of_inhabitants", { share: percent(now?.covered_share), total: number(inhabitants) }) }),
        changeChip(now?.covered_inhabitants, before?.covered_inhabitants, number, 1))),
    shareRing(now?.covered_share));
}

function shareRing(share) {
  const value = typeof share === "number" ? share : 0;
  const around = 2 * Math.PI * 15;
  return svg("svg", { viewBox: "0 0 40 40", class: "ring", "aria-hidden": "true" },
    svg("circle", { cx: 20, cy: 20, r: 15, class: "ring-all" }),
    svg("circle", {
      cx: 20, cy: 20, r: 15, class: "ring-part", "stroke-dasharray": `${around * value} ${around}`,
        transform: "rotate(-90 20 20)",
    }));
}

function criterion(entry, before, write, better) {
  if (!entry) return h("td", { text: nothing });
  return h("td", { class: entry.passes ? "passes" : "fails" },
    h("span", { class: "mark", "aria-hidden": "true", text: entry.passes ? "✓" : "✗" }),
    h("span", { class: "unseen", text: t(entry.passes ? "passes" : "fails") }),
    h("span", { text: typeof entry.value === "number" ? write(entry.value) : nothing }),
    h("span", { class: "gap", title: t("gap_hint"), text: signed(entry.gap, write) }),
    changeChip(entry.value, before?.value, write, better));
}

const passed = (pole) => ["inhabitants", "professionals", "minutes"].filter((name) => pole[name]?.passes).length;

/** The rule of the three 15s, pole by pole. */
export function polesTable(poles, before, select) {
  if (!poles?.length) return h("p", { class: "quiet", text: t("no_pole") });
  const earlier = new Map((before ?? []).map((pole) => [pole.site, pole]));
  const minute = (value) => number(value, 1);
  return h("div", { class: "scroll" }, h("table", { class: "poles" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col", text: t("pole") }),
      h("th", { scope: "col", text: t("inhabitants_short") }),
      h("th", { scope: "col", text: t("professionals_short") }), h("th", { scope: "col", text: t("minutes_short") }))),
    h("tbody", {}, poles.map((pole) => {
      const old = earlier.get(pole.site);
      return h("tr", { data: { pole: pole.site } },
        h("th", { scope: "row" },
          h("button", { class: "link", type: "button", text: pole.name ?? pole.site,
            on: { click: () => select?.(pole.site) } }),
          h("span", { class: `verdict ${pole.passes ? "passes" : "fails"}`,
            text: pole.passes ? t("rule_passes") : t("rule_fails", { count: passed(pole) }) })),
        criterion(pole.inhabitants, old?.inhabitants, number, 1),
        criterion(pole.professionals, old?.professionals, (value) => number(value, Number.isInteger(value) ? 0 : 1), 1),
        criterion(pole.minutes, old?.minutes, minute, -1));
    }))));
}

/** Rows of the equity figures. */
function equityRows(now, before) {
  const isTime = ["minutes_to_nearest", "kilometres_to_nearest"].includes(now?.quantity ?? "minutes_to_nearest");
  const write = now?.quantity === "minutes_to_nearest" || !now?.quantity ? minutes : (value) => number(value, 2);
  const better = isTime ? -1 : 1;
  const rows = [];
  const add = (key, value, old, way, how) => {
    if (typeof value === "number") rows.push(row(t(`equity_${key}`), value, old, way, how,
      { hint: t(`equity_${key}_hint`) }));
  };
  for (const key of ["mean", "median", "p90", "max"]) add(key, now[key], before?.[key], write, better);
  add("worst_tenth", now.worst_tenth, before?.worst_tenth, write, better);
  for (const threshold of Object.keys(now.beyond ?? {})) {
    const key = isTime ? "beyond" : "below";
    rows.push(row(t(`equity_${key}`, { threshold }), now.beyond[threshold]?.share, before?.beyond?.[threshold]?.share,
      percent, -1,
      { writeChange: points }));
  }
  add("gini", now.gini, before?.gini, index, -1);
  add("palma", now.palma, before?.palma, (value) => number(value, 2), -1);
  add("theil_t", now.theil_t, before?.theil_t, index, -1);
  for (const [group, entry] of Object.entries(now.by ?? {})) {
    rows.push(row(t("equity_group_mean", { group: groupName(group) }), entry.mean, before?.by?.[group]?.mean, write,
      better));
  }
  return rows;
}

const asList = (equity) => (Array.isArray(equity) ? equity : equity ? [equity] : []);

function equitySection(now, before, against) {
  const older = asList(before);
  return asList(now).map((entry, place) => {
    const subject = entry.kind ? kindShort(entry.kind) : entry.service ? textOr(`service_${entry.service}`,
      entry.service) : "";
    const title = `${textOr(`quantity_${entry.quantity}`, t("equity"))}${subject ? `, ${subject}` : ""}`;
    return h("table", { class: "figures" }, head(title, against), h("tbody", {}, equityRows(entry, older[place])));
  });
}

/** The figures of a kind to compare with; where there is no site of it yet, nobody is covered. */
function kindBefore(reference, kind) {
  if (!reference || reference.kinds?.[kind]) return reference?.kinds?.[kind];
  return {
    sites: 0, covered_inhabitants: 0, uncovered_inhabitants: reference.inhabitants, covered_share: 0,
      overlapped_inhabitants: 0,
  };
}

/** Writes a scenario's figures into the panel. */
export class FiguresPanel {
  constructor(element, actions) {
    this.element = element;
    this.actions = actions;
    this.draw = oncePerFrame((...values) => this.drawNow(...values));
  }

  /**
   * @param {Object} figures
   * @param {Object} reference what they are compared with
   * @param {string} against its name
   * @param {Object[]} findings
   */
  drawNow(figures, reference, against, findings) {
    if (!figures) return;
    const kind = settings.kind;
    const now = figures.kinds?.[kind];
    const before = kindBefore(reference, kind);
    fill(byID("strip"), now ? [
      h("span", { class: "strip-figure" }, h("span", { class: "quiet", text: t("covered") }),
        h("b", { text: number(now.covered_inhabitants) }),
        changeChip(now.covered_inhabitants, before?.covered_inhabitants, number, 1)),
      h("span", { class: "strip-figure" }, h("span", { class: "quiet", text: t("mean_minutes") }),
        h("b", { text: minutes(now.minutes_to_nearest?.mean) }),
        changeChip(now.minutes_to_nearest?.mean, before?.minutes_to_nearest?.mean, minutes, -1))] : null);
    const scroll = this.element.scrollTop;
    const focused = document.activeElement?.closest?.("[data-pole]")?.dataset.pole;
    const people = (value) => number(value);
    const groups = Object.entries(now?.groups ?? {});
    fill(this.element,
      now ? headline(kind, now, before, figures.inhabitants) : h("p",
        { class: "quiet", text: t("no_kind", { kind: kindName(kind) }) }),
      now ? h("table", { class: "figures" }, head(kindName(kind), against), h("tbody", {},
        row(t("uncovered"), now.uncovered_inhabitants, before?.uncovered_inhabitants, people, -1),
        row(t("covered_share"), now.covered_share, before?.covered_share, percent, 1, { writeChange: points }),
        row(t("overlapped"), overlapped(figures, kind), overlapped(reference, kind), people, 0,
          { hint: t("overlapped_hint") }),
        row(t("mean_minutes"), now.minutes_to_nearest?.mean, before?.minutes_to_nearest?.mean, minutes, -1),
        row(t("p90_minutes"), now.minutes_to_nearest?.p90, before?.minutes_to_nearest?.p90, minutes, -1),
        row(t("max_minutes"), now.minutes_to_nearest?.max, before?.minutes_to_nearest?.max, minutes, -1),
        row(t("sites_count"), now.sites, before?.sites, people, 0),
        groups.map(([group, entry]) => row(t("uncovered_group", { group: groupName(group) }),
          entry.uncovered_inhabitants,
          before?.groups?.[group]?.uncovered_inhabitants, people, -1)))) : null,
      now?.choices ? choicesBar(now.choices, figures.inhabitants) : null,
      h("section", { class: "block" },
        h("h3", { text: t("three_15s") }), h("p", { class: "quiet", text: t("three_15s_hint") }),
        polesTable(figures.three_15s, reference?.three_15s, this.actions.select)),
      h("section", { class: "block" }, h("h3", { text: t("equity") }),
        equitySection(figures.equity, reference?.equity, against)),
      findings?.length ? h("details", { class: "block findings" },
        h("summary", { text: t("findings", { count: findings.length }) }),
        h("ul", {}, findings.map((finding) => h("li", { class: `finding-${finding.severity}` },
          h("span", { text: finding.text }))))) : null);
    this.element.scrollTop = scroll;
    if (focused) {
      this.element.querySelector(`[data-pole="${CSS.escape(focused)}"] button`)?.focus({ preventScroll: true });
    }
  }

  /** Says the headline for those who listen. */
  say(figures, reference) {
    const now = figures.kinds?.[settings.kind];
    const before = kindBefore(reference, settings.kind);
    if (!now) return;
    announce(t("say_figures", {
      covered: number(now.covered_inhabitants), share: percent(now.covered_share),
      change: signed(now.covered_inhabitants - (before?.covered_inhabitants ?? 0), number),
    }));
  }
}

export const overlapped = (figures, kind) =>
  figures && !figures.kinds?.[kind] ? 0
    : figures?.kinds?.[kind]?.overlapped_inhabitants ?? figures?.overlaps?.[kind]?.overlapped_inhabitants ?? null;

/** The kinds that may be looked at, those of the scenario first. */
export function fillKinds(select, figures, known) {
  const present = Object.keys(figures?.kinds ?? {});
  const names = present.length ? present : known;
  const key = `${names.join(" ")} ${t("covered")}`;
  if (select.dataset.key === key) return;
  select.dataset.key = key;
  fill(select, names.map((name) => h("option", { value: name, text: kindName(name) })));
  select.value = settings.kind ?? "";
}

