// What the page shows, as against what a scenario says: kind, figure, layers. Kept for the next visit.

const storageKey = "maillage-view";

class Settings extends EventTarget {
  constructor() {
    super();
    this.kind = null;
    this.figure = null;
    this.layers = {
      communes: true, uncovered_zones: false, catchments: true, overlaps: false, gains: true, population: true,
        roads: true,
      names: true,
    };
    this.online = null;
    /** What is selected: {type: "site", id} | {type: "commune", code} | {type: "point", at} | null */
    this.selection = null;
    this.compare = null;
    /** A kind that is to be looked at as soon as there are figures of it. */
    this.pendingKind = null;
    /** A site that is to have the focus as soon as it stands on the map. */
    this.pendingFocus = null;
    try {
      Object.assign(this.layers, JSON.parse(localStorage.getItem(storageKey) ?? "{}"));
    } catch {
      // A browser without storage, or with another program's: the defaults are as good.
    }
  }

  set(values) {
    Object.assign(this, values);
    this.dispatchEvent(new CustomEvent("change", { detail: values }));
  }

  setLayer(name, isShown) {
    this.layers = { ...this.layers, [name]: isShown };
    try {
      localStorage.setItem(storageKey, JSON.stringify(this.layers));
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    this.set({});
  }

  select(selection) {
    this.selection = selection;
    this.dispatchEvent(new CustomEvent("selection"));
  }
}

export const settings = new Settings();
