// The list of changes in words, each with a way out of it.
import { content, removeChange } from "./changes.js";
import { fill, h, icon, icons } from "./dom.js";
import { listed, number, signed } from "./format.js";
import { kindName, kindShort, professionName, t, textOr } from "./language.js";
import { settings } from "./settings.js";

const headcount = (value) => (typeof value === "object" && value !== null ? value.count ?? 0 : value);

function people(counts, sign) {
  return Object.entries(counts ?? {}).map(([profession, count]) =>
    [signed(sign * headcount(count), (value) => number(value, Number.isInteger(value) ? 0 : 1)),
      professionName(profession).toLowerCase()].join(" "));
}

/** What a change does, in a sentence and its details. */
export function describe(change, nameOf) {
  const [word, entry] = content(change);
  const name = entry?.name ?? nameOf(entry?.id) ?? entry?.id ?? "";
  const details = [];
  if (word === "open" && entry.professionals) {
    const total = Object.values(entry.professionals).reduce((sum, value) => sum + (headcount(value) ?? 0), 0);
    details.push(t("detail_professionals", { count: number(total) }));
  }
  for (const key of ["minutes", "days_per_week", "beds", "nurses", "from", "until"]) {
    if (typeof entry?.[key] === "number") details.push(t(`detail_${key}`,
      { value: key === "from" || key === "until" ? entry[key] : number(entry[key],
      Number.isInteger(entry[key]) ? 0 : 1) }));
  }
  if (entry?.satellite_of) details.push(t("detail_satellite",
    { name: nameOf(entry.satellite_of) ?? entry.satellite_of }));
  if (word === "staff") details.push(...people(entry.add, 1), ...people(entry.remove, -1));
  const kind = word === "open" ? entry.kind : word;
  const sentence = textOr(`does_${word}`, `${kindName(word)} : ${name}`, { name, kind: kindShort(kind) });
  return { sentence, details: details.length ? listed(details) : "", id: entry?.id ?? null };
}

/** Writes the list; `problems` (of the last refusal) stand at the changes that they are about. */
export function drawChanges(element, scenario, problems = []) {
  const nameOf = (id) => scenario.sites.find((site) => site.properties.site === id)?.properties.name ?? null;
  const items = scenario.changes.map((change, place) => {
    const { sentence, details, id } = describe(change, nameOf);
    const own = problems.filter((problem) => problem.place?.startsWith(`changes[${place}]`));
    const isHere = id !== null && scenario.sites.some((site) => site.properties.site === id);
    return h("li", {},
      h("span", { class: "change-number", text: String(place + 1) }),
      h("div", { class: "change-text" },
        isHere ? h("button", { class: "link", type: "button", text: sentence,
          on: { click: () => settings.select({ type: "site", id }) } })
          : h("span", { text: sentence }),
        details ? h("span", { class: "quiet", text: details }) : null,
        own.map((problem) => h("span", { class: "inline-problem", text: problem.text }))),
      h("button", { class: "button-bare", type: "button", "aria-label": t("change_drop", { number: place + 1 }),
        title: t("change_drop", { number: place + 1 }),
        on: { click: () => scenario.commit(removeChange(scenario.changes, place),
          ["change_dropped", { what: sentence }]) } }, icon(icons.close)));
  });
  fill(element,
    h("div", { class: "card-head" }, h("div", {}, h("h2", { text: t("changes") }),
      h("p", { class: "quiet", text: t("changes_hint") }))),
    items.length ? h("ol", { class: "changes" }, items) : h("p", { class: "quiet", text: t("changes_none") }));
}
