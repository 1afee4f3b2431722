// One scenario as the page holds it: its list of changes with undo and redo, and the server's newest answer to it.
import { api, ApiError, LostConnection } from "./api.js";

const longestHistory = 200;

/**
 * Events: `edit` (the list is another one), `answer` (detail: `{preview}`; figures and sites are new), `problems`
 * (detail: problems; the list has gone back to the last good one), `connection` (detail: `{lost, seconds}`).
 */
export class Scenario extends EventTarget {
  #inFlight = false;
  #waiting = false;
  #past = [];
  #future = [];
  #beforePreview = null;
  #lastGood = null;
  #askedAt = 0;

  constructor(letter) {
    super();
    this.letter = letter;
    this.session = null;
    this.revision = 0;
    this.name = "";
    /** @type {Object[]} */
    this.changes = [];
    this.year = null;
    this.moment = null;
    this.figures = null;
    this.baseline = null;
    this.findings = [];
    /** @type {Object[]} GeoJSON features */
    this.sites = [];
    /** @type {Map<string, Object>} GeoJSON features by site and kind */
    this.catchments = new Map();
    this.catchmentsAreWhole = false;
    this.milliseconds = 0;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  get isBusy() {
    return this.#inFlight;
  }

  /** What the next undo would take back: a text key with its values. */
  get lastLabel() {
    return this.#past.at(-1)?.label ?? null;
  }

  /** Opens a session of its own, from a scenario file's text or a list of changes. */
  async start(content = {}) {
    const opened = await api.open(content);
    this.session = opened.session;
    this.#take(opened.state);
    this.#past = [];
    this.#future = [];
    this.#remember();
  }

  /** Takes up a session again after the page was loaded anew. @throws ApiError where it has ended */
  async resume(id) {
    const state = await api.state(id);
    this.session = id;
    this.#take(state.state ?? state);
    this.#remember();
  }

  #take(state) {
    this.revision = state.revision;
    this.name = state.name ?? "";
    this.changes = state.changes ?? [];
    this.year = state.year ?? null;
    this.moment = state.moment ?? null;
    this.figures = state.figures;
    this.baseline = state.baseline;
    this.findings = state.findings ?? [];
    this.milliseconds = state.milliseconds ?? 0;
    this.catchments.clear();
    this.catchmentsAreWhole = false;
  }

  /** Sets sites and catchments from whole layers. */
  setLayers(sites, catchments) {
    if (sites) this.sites = sites.features;
    if (catchments) {
      this.catchments.clear();
      for (const feature of catchments.features) this.catchments.set(catchmentKey(feature.properties), feature);
      this.catchmentsAreWhole = true;
    }
    this.#emit("answer", { preview: false, whole: true });
  }

  /** Makes a list the scenario's, as one step of the history. */
  commit(changes, label) {
    const before = this.#beforePreview ?? this.changes;
    this.#beforePreview = null;
    this.#past.push({ changes: before, label });
    if (this.#past.length > longestHistory) this.#past.shift();
    this.#future = [];
    this.changes = changes;
    this.#emit("edit");
    this.#ask();
  }

  /** Shows a list without a step in the history, while something is dragged. */
  preview(changes) {
    this.#beforePreview ??= this.changes;
    this.changes = changes;
    this.#ask();
  }

  /** Goes back to where the preview began. */
  cancelPreview() {
    if (!this.#beforePreview) return;
    this.changes = this.#beforePreview;
    this.#beforePreview = null;
    this.#emit("edit");
    this.#ask();
  }

  get isPreviewing() {
    return this.#beforePreview !== null;
  }

  undo() {
    this.#step(this.#past, this.#future);
  }

  redo() {
    this.#step(this.#future, this.#past);
  }

  #step(from, to) {
    const step = from.pop();
    if (!step) return;
    to.push({ changes: this.changes, label: step.label });
    this.changes = step.changes;
    this.#emit("edit");
    this.#ask();
  }

  setMoment(moment) {
    this.moment = moment;
    this.#ask();
  }

  setYear(year) {
    this.year = year;
    this.#ask();
  }

  setName(name) {
    this.name = name;
    this.#ask();
  }

  /** Begins a new history, as another file has been loaded. */
  forgetHistory() {
    this.#past = [];
    this.#future = [];
    this.#remember();
    this.#emit("edit");
  }

  /** Resolves when everything that was asked is answered. */
  async settled() {
    while (this.#inFlight) await new Promise((resolve) => setTimeout(resolve, 15));
  }

  /** Asks the server; one request at a time, and then the newest list, whatever came between. */
  async #ask() {
    this.#askedAt = performance.now();
    this.#waiting = true;
    if (this.#inFlight) return;
    this.#inFlight = true;
    this.#emit("busy");
    let pause = 1;
    while (this.#waiting) {
      this.#waiting = false;
      const asked = {
        changes: this.changes, preview: this.isPreviewing, at: this.#askedAt, year: this.year, moment: this.moment,
      };
      try {
        const answer = await api.change(this.session, {
          changes: asked.changes, year: asked.year, moment: asked.moment, name: this.name, since: this.revision,
        });
        pause = 1;
        this.#answered(answer, asked);
      } catch (error) {
        if (error instanceof LostConnection || (error instanceof ApiError && error.status === 503)) {
          this.#waiting = true;
          this.#emit("connection", { lost: true, seconds: pause, isBusy: error instanceof ApiError });
          await new Promise((resolve) => setTimeout(resolve, pause * 1000));
          pause = Math.min(pause * 2, 16);
        } else if (error instanceof ApiError && error.status === 404) {
          await this.#openAgain();
        } else if (error instanceof ApiError && error.status === 409) {
          // A newer list has taken this one's place; its own answer follows.
        } else if (!this.#waiting) {
          this.#goBack(error);
        }
      }
    }
    this.#inFlight = false;
    this.#emit("busy");
  }

  #answered(answer, asked) {
    this.revision = answer.revision;
    this.figures = answer.figures;
    if (answer.baseline) this.baseline = answer.baseline;
    if (answer.findings) this.findings = answer.findings;
    this.milliseconds = answer.milliseconds ?? 0;
    const changed = answer.changed ?? {};
    if (changed.sites) this.sites = changed.sites.features;
    for (const id of changed.removed ?? []) {
      for (const key of [...this.catchments.keys()]) if (key.startsWith(`${id}\n`)) this.catchments.delete(key);
    }
    for (const feature of changed.catchments?.features ?? []) {
      this.catchments.set(catchmentKey(feature.properties), feature);
    }
    if (!asked.preview) this.#remember(asked);
    this.#emit("connection", { lost: false });
    this.#emit("answer", { preview: asked.preview, askedAt: asked.at,
      catchments: changed.catchments?.features ?? null });
  }

  /** A session that has ended on the server is opened anew with the page's own list. */
  async #openAgain() {
    try {
      const opened = await api.open({});
      this.session = opened.session;
      this.catchmentsAreWhole = false;
      this.#waiting = true;
      this.#emit("session");
    } catch (error) {
      if (error instanceof ApiError) this.#goBack(error);
      else this.#waiting = true;
    }
  }

  #remember(asked = this) {
    this.#lastGood = {
      changes: asked.changes, year: asked.year, moment: asked.moment, past: this.#past.slice(),
        future: this.#future.slice(),
    };
  }

  #goBack(error) {
    const good = this.#lastGood;
    this.#beforePreview = null;
    if (good) {
      this.changes = good.changes;
      this.year = good.year;
      this.moment = good.moment;
      this.#past = good.past.slice();
      this.#future = good.future.slice();
    }
    this.#emit("edit");
    const problems = error instanceof ApiError && error.problems.length
      ? error.problems : [{ place: "", text: error.message, remedy: "" }];
    this.#emit("problems", { problems });
    this.#emit("answer", { preview: false });
  }

  #emit(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

export const catchmentKey = (properties) => `${properties.site}\n${properties.kind}`;
