// One canvas in a pane of the map, painted by a function.
import * as L from "/leaflet/leaflet.esm.min.js";
import { Frame } from "./painting.js";

/** `new CanvasLayer(paint, {pane, origin})`; `paint(context, frame)`. */
export const CanvasLayer = L.Renderer.extend({
  initialize(paint, options) {
    this._paint = paint;
    L.Renderer.prototype.initialize.call(this, { padding: 0.25, ...options });
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._context = this._container.getContext("2d");
  },

  _destroyContainer() {
    L.Util.cancelAnimFrame(this._request);
    this._request = null;
    this._container.remove();
    this._container = null;
  },

  _updatePaths() {},

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    const width = Math.round(size.x * ratio), height = Math.round(size.y * ratio);
    if (this._container.width !== width) this._container.width = width;
    if (this._container.height !== height) this._container.height = height;
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    this._frame = () => {
      const corner = this._map.getPixelOrigin().add(this._bounds.min);
      return new Frame(this.options.origin, this._map.getZoom(), corner.x, corner.y, size.x, size.y, ratio);
    };
    this._draw();
    this.fire("update");
  },

  _draw() {
    this._request = null;
    if (!this._container || !this._frame) return;
    const context = this._context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this._container.width, this._container.height);
    this._paint(context, this._frame());
  },

  /** Paints anew with the next frame of the screen. */
  redraw() {
    if (this._map && !this._request) this._request = L.Util.requestAnimFrame(this._draw, this);
    return this;
  },
});
