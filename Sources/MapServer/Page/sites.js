// Sites on the map: symbols that can be selected, dragged, and moved by the arrow keys; proposals beside them.
import * as L from "/leaflet/leaflet.esm.min.js";
import { symbolElement } from "./symbols.js";
import { settings } from "./settings.js";
import { kindName, t } from "./language.js";

const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** The markers of a scenario's sites on a map. */
export class SiteMarkers {
  #markers = new Map();
  #ghosts = [];
  #dragged = null;

  /**
   * @param {L.Map} map
   * @param {{select: Function, drag: Function, drop: Function, accept: Function}} actions `drag(id, at)` while a site
   *   is dragged, `drop(id, at)` at its end
   */
  constructor(map, actions) {
    this.map = map;
    this.actions = actions;
    this.isEditable = true;
  }

  /** Makes the markers those of a list of features. */
  show(sites) {
    const seen = new Set();
    for (const { properties, geometry } of sites) {
      if (geometry?.type !== "Point") continue;
      const id = properties.site;
      seen.add(id);
      const [longitude, latitude] = geometry.coordinates;
      let entry = this.#markers.get(id);
      if (!entry) {
        entry = { marker: this.#marker(id, [latitude, longitude]) };
        this.#markers.set(id, entry);
      }
      const look = [properties.kind, properties.name, properties.opened, this.isEditable, settings.selection?.id === id,
        t("site_label")].join("\n");
      if (entry.look !== look) this.#dress(entry, properties);
      entry.look = look;
      if (this.#dragged !== id) {
        const at = entry.marker.getLatLng();
        if (at.lat !== latitude || at.lng !== longitude) entry.marker.setLatLng([latitude, longitude]);
      }
    }
    for (const [id, entry] of this.#markers) {
      if (seen.has(id) || this.#dragged === id) continue;
      entry.marker.remove();
      this.#markers.delete(id);
    }
  }

  /** @returns {boolean} whether the site is there to have the focus */
  focus(id) {
    const element = this.#markers.get(id)?.marker.getElement();
    element?.focus({ preventScroll: true });
    return Boolean(element);
  }

  #marker(id, at) {
    const marker = L.marker(at, { icon: L.divIcon({ className: "site", iconSize: [30, 30] }), draggable: true,
      autoPan: true });
    marker.addTo(this.map);
    marker.on("click", () => this.actions.select(id));
    marker.on("dragstart", () => {
      this.#dragged = id;
      this.actions.select(id, { isDragged: true });
    });
    const place = () => {
      const { lat, lng } = marker.getLatLng();
      return [lng, lat];
    };
    marker.on("drag", () => this.actions.drag(id, place()));
    marker.on("dragend", () => {
      this.#dragged = null;
      this.actions.drop(id, place());
    });
    return marker;
  }

  #dress({ marker }, properties) {
    const id = properties.site;
    const isSelected = settings.selection?.type === "site" && settings.selection.id === id;
    // The element stays the same while it is dragged or has the focus; only what is in it changes.
    const element = marker.getElement();
    element.classList.toggle("site-selected", isSelected);
    element.classList.toggle("site-opened", Boolean(properties.opened));
    element.replaceChildren(symbolElement(properties.kind, { size: 30 }));
    marker.setZIndexOffset(isSelected ? 1000 : 0);
    const label = t("site_label", { name: properties.name ?? id, kind: kindName(properties.kind) });
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", label);
    element.setAttribute("aria-pressed", String(isSelected));
    element.title = properties.name ?? id;
    element.dataset.site = id;
    element.onkeydown = (event) => this.#key(event, marker, id);
    if (this.isEditable) marker.dragging.enable();
    else marker.dragging.disable();
  }

  #key(event, marker, id) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.stopPropagation();
      this.actions.select(id, { byKey: true });
      return;
    }
    // Escape takes the movement back: it must not be finished afterwards.
    if (event.key === "Escape" && this.#dragged === id) {
      clearTimeout(this.keyTimer);
      this.#dragged = null;
    }
    const step = steps[event.key];
    if (!step || !this.isEditable) return;
    event.preventDefault();
    event.stopPropagation();
    const far = event.shiftKey ? 32 : 6;
    const point = this.map.latLngToContainerPoint(marker.getLatLng()).add([step[0] * far, step[1] * far]);
    const { lat, lng } = this.map.containerPointToLatLng(point);
    marker.setLatLng([lat, lng]);
    this.#dragged = id;
    this.actions.drag(id, [lng, lat]);
    clearTimeout(this.keyTimer);
    this.keyTimer = setTimeout(() => {
      this.#dragged = null;
      this.actions.drop(id, [lng, lat]);
    }, 450);
  }

  /**
   * Shows proposals as ghosts, numbered.
   * @param {{at: number[], kind: string, number: number, label: string}[]} proposals
   */
  showProposals(proposals) {
    for (const ghost of this.#ghosts) ghost.remove();
    this.#ghosts = proposals.map((proposal) => {
      const marker = L.marker([proposal.at[1], proposal.at[0]], {
        icon: L.divIcon({
          className: "site site-proposal", html: symbolElement(proposal.kind,
            { size: 34, number: proposal.number, ghost: true }),
          iconSize: [34, 34], iconAnchor: [17, 17],
        }),
        zIndexOffset: 500,
      }).addTo(this.map);
      const element = marker.getElement();
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", proposal.label);
      element.title = proposal.label;
      const accept = () => this.actions.accept(proposal);
      marker.on("click", accept);
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        accept();
      });
      return marker;
    });
  }
}
