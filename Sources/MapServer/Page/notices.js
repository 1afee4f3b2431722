// What the page has to say: short news, problems with their remedies, a lost connection.
import { LostConnection } from "./api.js";
import { byID, fill, h, icon, icons } from "./dom.js";
import { t } from "./language.js";

/** Says something to those who do not see the page. */
export function announce(text) {
  byID("announcements").textContent = text;
}

/** News that goes by itself. */
export function tell(text) {
  const card = h("div", { class: "notice notice-news" }, h("p", { text }));
  byID("notices").append(card);
  announce(text);
  setTimeout(() => card.remove(), 5000);
}

/**
 * Problems that stay until they are closed or the next attempt goes well.
 * @param {{place?: string, text: string, remedy?: string}[]} problems
 */
export function tellProblems(title, problems, group = "general") {
  clearProblems(group);
  const close = h("button", {
    class: "button-bare", type: "button", "aria-label": t("close"), on: { click: () => card.remove() },
  }, icon(icons.close));
  const card = h("div", { class: "notice notice-problem", role: "alert", data: { group } },
    h("div", { class: "notice-head" }, h("strong", { text: title }), close),
    h("ul", {}, problems.slice(0, 6).map((problem) =>
      h("li", {},
        problem.place ? h("code", { text: problem.place }) : null,
        h("span", { text: problem.text }),
        problem.remedy ? h("span", { class: "remedy", text: problem.remedy }) : null))));
  byID("notices").append(card);
}

export function clearProblems(group = "general") {
  for (const card of byID("notices").querySelectorAll(`[data-group="${group}"]`)) card.remove();
}

/** Problems of any error. */
export function tellError(title, error, group) {
  const text = error instanceof LostConnection ? t("lost") : error.message;
  const problems = error.problems?.length ? error.problems : [{ text }];
  tellProblems(title, problems, group);
}

/** A line across the map while nobody answers. */
export function showConnection({ lost, seconds, isBusy }) {
  const line = byID("connection");
  line.hidden = !lost;
  if (lost) fill(line, h("span", { class: "pulse" }), h("span",
    { text: t(isBusy ? "busy_retrying" : "lost_retrying", { seconds }) }));
}
