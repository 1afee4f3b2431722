// "Place five for me": a siting model is asked, its work followed and stopped, its sites shown as proposals.
import { api, follow } from "./api.js";
import { content, freeID } from "./changes.js";
import { fill, h, icon, icons } from "./dom.js";
import { number, percent, plain } from "./format.js";
import { kindName, kindShort, t, textOr } from "./language.js";
import { clearProblems, tell, tellError, tellProblems } from "./notices.js";
import { settings } from "./settings.js";
import { symbolElement } from "./symbols.js";

const models = ["mclp", "p-median", "p-center", "lscp", "maillage", "equity", "lexicographic"];
const withoutNumber = ["lscp", "maillage"];

/** Events: `proposals` (detail: what is proposed now). */
export class SitingPanel extends EventTarget {
  #stopFollowing = null;
  #job = null;

  constructor(element, active, kinds) {
    super();
    Object.assign(this, { element, active, kinds });
    this.form = { kind: null, model: "mclp", sites: 5, minutes: "", time_limit_seconds: 60 };
    this.progress = null;
    /** @type {{change: Object, adds: number|null, number: number, at: number[], kind: string, id: string}[]} */
    this.proposals = [];
    this.result = null;
    this.startedAt = 0;
  }

  get isRunning() {
    return this.#job !== null;
  }

  draw() {
    const kind = this.form.kind ?? settings.kind ?? this.kinds[0];
    const scenario = this.active();
    const limit = scenario.figures?.kinds?.[kind]?.minutes ?? 15;
    const field = (key, label, control) => h("label", { class: "field" }, h("span", { text: label }), control);
    const input = (key, attributes) => h("input", {
      type: "number", ...attributes, data: { key }, value: this.form[key], disabled: this.isRunning,
      on: { input: (event) => { this.form[key] = event.target.value === "" ? "" : Number(event.target.value); } },
    });
    const choose = (key, value, options, changed) => h("select", {
      data: { key }, disabled: this.isRunning, on: { change: (event) =>
        { this.form[key] = event.target.value; changed?.(); } },
    }, options.map(([name, label]) => h("option", { value: name, selected: name === value, text: label })));
    const focusKey = this.element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    fill(this.element,
      h("div", { class: "card-head" }, h("div", {}, h("h2", { text: t("place_title") }),
        h("p", { class: "quiet", text: t("place_hint") }))),
      h("form", { class: "fields", on: { submit: (event) => { event.preventDefault(); this.start(kind); } } },
        h("label", { class: "field wide" }, h("span", { text: t("field_kind") }),
          choose("kind", kind, this.kinds.map((name) => [name, kindName(name)]), () => this.draw())),
        h("label", { class: "field wide" }, h("span", { text: t("place_model") }),
          choose("model", this.form.model, models.map((name) => [name, t(`model_${name}`)]), () => this.draw())),
        h("p", { class: "quiet wide", text: t(`model_${this.form.model}_hint`) }),
        withoutNumber.includes(this.form.model) ? null : field("sites", t("place_sites"),
          input("sites", { min: 1, max: 200, required: true })),
        field("minutes", t("field_minutes"), input("minutes", { min: 1, max: 600, placeholder: number(limit) })),
        field("time_limit_seconds", t("place_limit"), input("time_limit_seconds",
          { min: 1, max: 3600, required: true })),
        h("div", { class: "actions wide" }, this.isRunning
          ? h("button", { class: "button button-danger", type: "button", id: "place-stop", data: { key: "stop" },
            on: { click: () => this.stop() } },
            icon(icons.close), t("place_stop"))
          : h("button", { class: "button button-main", type: "submit", id: "place-start", data: { key: "start" } },
            icon(icons.target),
            withoutNumber.includes(this.form.model) ? t("place_start_all") : t("place_start",
              { count: number(this.form.sites || 0) })))),
      this.#progressBlock(), this.#resultBlock());
    if (focusKey) this.element.querySelector(`[data-key="${CSS.escape(focusKey)}"]`)?.focus({ preventScroll: true });
    else if (this.wantsFocus) this.element.querySelector("#place-stop, #place-start")?.focus();
    this.wantsFocus = false;
  }

  #progressBlock() {
    if (!this.isRunning) return null;
    const { share, best, bound, gap, text } = this.progress ?? {};
    return h("section", { class: "block progress", role: "status" },
      h("progress", typeof share === "number" ? { max: 1, value: share } : {}),
      h("p", { text: textOr(`progress_${text}`, text || t("place_working")) }),
      typeof best === "number" ? h("p", { class: "quiet",
        text: t("place_best", { best: plain(best, 0), bound: plain(bound, 0),
        gap: typeof gap === "number" ? percent(gap) : "–" }) }) : null);
  }

  #resultBlock() {
    if (!this.result) return null;
    const { status, gap } = this.result;
    return h("section", { class: "block" },
      h("h3", { text: t("proposals", { count: number(this.proposals.length) }) }),
      h("p", { class: "quiet", text: textOr(`status_${status}`, String(status),
        { gap: typeof gap === "number" ? percent(gap) : "–" }) }),
      this.proposals.length ? h("ul", { class: "plain proposals" }, this.proposals.map((proposal) => h("li", {},
        symbolElement(proposal.kind, { size: 28, number: proposal.number, ghost: true }),
        h("div", { class: "change-text" }, h("strong", { text: proposal.name }),
          typeof proposal.adds === "number" ? h("span",
            { class: "quiet", text: t("proposal_adds", { count: number(proposal.adds) }) }) : null),
        h("button", { class: "button", type: "button", text: t("accept"), data: { key: `accept-${proposal.id}` },
          "aria-label": t("accept_one", { name: proposal.name }),
            on: { click: () => this.accept([proposal]) } })))) : null,
      this.proposals.length ? h("div", { class: "actions" },
        h("button", { class: "button button-main", type: "button", id: "accept-all", data: { key: "accept-all" },
          on: { click: () => this.accept(this.proposals) } }, icon(icons.check), t("accept_all")),
        h("button", { class: "button", type: "button", id: "dismiss", text: t("dismiss"), data: { key: "dismiss" },
          on: { click: () => this.dismiss() } })) : null);
  }

  async start(kind) {
    if (this.isRunning) return;
    clearProblems("place");
    const scenario = this.active();
    const asked = {
      kind, model: this.form.model, candidates: "communes", seed: 1,
        time_limit_seconds: this.form.time_limit_seconds || 60,
    };
    if (!withoutNumber.includes(this.form.model)) asked.sites = this.form.sites;
    if (this.form.minutes !== "") asked.minutes = this.form.minutes;
    this.dismiss();
    this.progress = null;
    this.wantsFocus = true;
    try {
      await scenario.settled();
      const { job } = await api.place(scenario.session, asked);
      this.#job = job;
      this.#stopFollowing = follow(job, {
        progress: (progress) => { this.progress = progress; this.draw(); },
        done: (result) => this.#done(kind, result),
        failed: ({ problems }) => { this.#ended(); tellProblems(t("place_failed"), problems ?? [], "place"); },
        cancelled: () => { this.#ended(); tell(t("place_stopped")); },
        lost: () => { this.#ended(); tellProblems(t("place_failed"), [{ text: t("lost") }], "place"); },
      });
    } catch (error) {
      this.#job = null;
      tellError(t("place_failed"), error, "place");
    }
    this.draw();
  }

  #ended() {
    this.#job = null;
    this.#stopFollowing?.();
    this.#stopFollowing = null;
    this.draw();
  }

  #done(kind, result) {
    const scenario = this.active();
    this.result = result;
    this.proposals = (result.proposals ?? []).map((proposal, place) => {
      const change = proposal.change ?? { open: proposal.open };
      const entry = content(change)[1];
      return {
        change, adds: proposal.adds_inhabitants ?? null, number: place + 1, at: entry.at, kind: entry.kind ?? kind,
          id: entry.id,
        name: entry.name ?? entry.id,
        label: t("proposal_label", { number: place + 1, name: entry.name ?? entry.id,
          kind: kindShort(entry.kind ?? kind) }),
      };
    }).filter((proposal) => Array.isArray(proposal.at));
    this.forScenario = scenario;
    this.wantsFocus = false;
    this.#ended();
    this.#changed();
    tell(t("place_done", { count: number(this.proposals.length) }));
    this.element.querySelector("#accept-all")?.focus({ preventScroll: false });
  }

  async stop() {
    const job = this.#job;
    if (!job) return;
    try {
      await api.cancel(job);
    } catch {
      // It has ended by itself in between.
    }
    if (this.#job === job) {
      this.#ended();
      tell(t("place_stopped"));
    }
  }

  accept(proposals) {
    const scenario = this.active();
    let changes = scenario.changes;
    for (const { change, id } of proposals) {
      const [word, entry] = content(change);
      changes = [...changes, { [word]: { ...entry, id: freeID(changes, scenario.sites, id) } }];
    }
    const label = proposals.length === 1 ? ["change_accept", { name: proposals[0].name }] : ["change_accept_all",
      { count: proposals.length }];
    this.proposals = this.proposals.filter((proposal) => !proposals.includes(proposal));
    if (!this.proposals.length) this.result = null;
    scenario.commit(changes, label);
    this.draw();
    this.#changed();
  }

  dismiss() {
    this.proposals = [];
    this.result = null;
    this.draw();
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new CustomEvent("proposals", { detail: this.proposals }));
  }
}
