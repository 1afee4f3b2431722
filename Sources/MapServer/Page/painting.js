// Shapes on a canvas, the same for the screen and for a picture of the map. Coordinates are those of web Mercator at
// zoom 0 (256 pixels for the world), less an origin in the territory, so that they keep their precision.

/** Web Mercator at zoom 0, in pixels. */
export function mercator(longitude, latitude) {
  const bounded = Math.max(-85, Math.min(85, latitude));
  const sine = Math.sin((bounded * Math.PI) / 180);
  return [(longitude / 360 + 0.5) * 256, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 256];
}

/** Where the map looks, for a canvas: canvas pixel = (coordinate − origin) × scale + offset. */
export class Frame {
  /**
   * @param {number[]} origin Mercator pixels at zoom 0
   * @param {number} zoom of the map, may have a fraction
   * @param {number} left Mercator pixels at this zoom of the canvas' left edge
   * @param {number} top
   * @param {number} width in CSS pixels
   * @param {number} height
   * @param {number} ratio canvas pixels in a CSS pixel
   */
  constructor(origin, zoom, left, top, width, height, ratio) {
    this.origin = origin;
    this.zoom = zoom;
    this.scale = 2 ** zoom;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
    this.ratio = ratio;
  }

  /** The canvas in CSS pixels of a place. */
  place(longitude, latitude) {
    const [x, y] = mercator(longitude, latitude);
    return [x * this.scale - this.left, y * this.scale - this.top];
  }

  /** Whether a box of coordinates (relative to the origin) touches the canvas. */
  sees(box) {
    const x = this.origin[0] * this.scale - this.left;
    const y = this.origin[1] * this.scale - this.top;
    return box[2] * this.scale + x >= 0 && box[0] * this.scale + x <= this.width && box[3] * this.scale + y >= 0
      && box[1] * this.scale + y <= this.height;
  }

  /** Sets the canvas so that shapes are drawn in their coordinates; a line's width is divided by `scale`. */
  enterShapes(context) {
    const { ratio, scale } = this;
    context.setTransform(
      scale * ratio, 0, 0, scale * ratio, (this.origin[0] * scale - this.left) * ratio,
      (this.origin[1] * scale - this.top) * ratio);
  }

  /** Sets the canvas so that things are drawn in CSS pixels. */
  enterPixels(context) {
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
  }
}

/** A feature's outline ready to be drawn. */
export class Outline {
  /** @param {Object} geometry GeoJSON polygons or lines @param {number[]} origin */
  constructor(geometry, origin) {
    this.path = new Path2D();
    this.box = [Infinity, Infinity, -Infinity, -Infinity];
    const isArea = geometry?.type.endsWith("Polygon");
    for (const ring of rings(geometry)) {
      ring.forEach(([longitude, latitude], index) => {
        const [x, y] = mercator(longitude, latitude);
        const dx = x - origin[0], dy = y - origin[1];
        this.path[index ? "lineTo" : "moveTo"](dx, dy);
        this.box[0] = Math.min(this.box[0], dx);
        this.box[1] = Math.min(this.box[1], dy);
        this.box[2] = Math.max(this.box[2], dx);
        this.box[3] = Math.max(this.box[3], dy);
      });
      if (isArea) this.path.closePath();
    }
  }
}

/** Every ring or line of a geometry. */
export function rings(geometry) {
  switch (geometry?.type) {
    case "Polygon": case "MultiLineString": return geometry.coordinates;
    case "MultiPolygon": return geometry.coordinates.flat();
    case "LineString": return [geometry.coordinates];
    case "GeometryCollection": return geometry.geometries.flatMap(rings);
    default: return [];
  }
}

/** Whether a place lies in a polygon, by the even-odd rule over its rings. */
export function contains(geometry, longitude, latitude) {
  let inside = false;
  for (const ring of rings(geometry)) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [xi, yi] = ring[i], [xj, yj] = ring[j];
      if (yi > latitude !== yj > latitude &&
        longitude < ((xj - xi) * (latitude - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** The middle of a geometry's largest ring, [longitude, latitude]. */
export function middle(geometry) {
  let best = null, most = -1;
  for (const ring of rings(geometry)) {
    let area = 0, x = 0, y = 0;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const cross = ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
      area += cross;
      x += (ring[j][0] + ring[i][0]) * cross;
      y += (ring[j][1] + ring[i][1]) * cross;
    }
    if (Math.abs(area) > most && area !== 0) {
      most = Math.abs(area);
      best = [x / (3 * area), y / (3 * area)];
    }
  }
  return best;
}

const patterns = new Map();

/** Slanted lines, for what is missing: told from any colour, and in grey print. */
export function hatching(context, colour, ratio) {
  const key = `${colour} ${ratio}`;
  if (!patterns.has(key)) {
    const size = Math.round(8 * ratio);
    const tile = document.createElement("canvas");
    tile.width = tile.height = size;
    const pen = tile.getContext("2d");
    pen.strokeStyle = colour;
    pen.lineWidth = 1.3 * ratio;
    for (const shift of [-size, 0, size]) {
      pen.moveTo(shift, size);
      pen.lineTo(shift + size, 0);
    }
    pen.stroke();
    patterns.set(key, tile);
  }
  return context.createPattern(patterns.get(key), "repeat");
}
