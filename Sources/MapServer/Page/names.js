// Names of communes on the map: the largest first, none over another.
import { middle } from "./painting.js";

/** @returns {{name: string, inhabitants: number, at: number[]}[]} largest first */
export function placesOf(communes) {
  return communes
    .map(({ properties, geometry }) => ({
      name: String(properties.name ?? properties.code), inhabitants: properties.inhabitants ?? 0, at: middle(geometry),
    }))
    .filter((place) => place.at)
    .sort((a, b) => b.inhabitants - a.inhabitants || (a.name < b.name ? -1 : 1));
}

const leastInhabitants = [[8, 20000], [9, 6000], [10, 2000], [11, 700], [12, 200]];

/** Paints names; `taken` are boxes in CSS pixels that are already used. */
export function paintNames(context, frame, places, taken = []) {
  frame.enterPixels(context);
  const least = leastInhabitants.find(([zoom]) => frame.zoom < zoom)?.[1] ?? 0;
  const boxes = taken.slice();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  let painted = 0;
  for (const place of places) {
    if (place.inhabitants < least || painted > 160) break;
    const [x, y] = frame.place(place.at[0], place.at[1]);
    if (x < -50 || y < -20 || x > frame.width + 50 || y > frame.height + 20) continue;
    const size = place.inhabitants >= 20000 ? 14 : place.inhabitants >= 5000 ? 12.5 : 11.5;
    context.font = `${place.inhabitants >= 5000 ? 600 : 500} ${size}px system-ui, -apple-system, "Segoe UI", sans-serif`;
    const half = context.measureText(place.name).width / 2 + 4;
    const box = [x - half, y - size * 0.75, x + half, y + size * 0.75];
    if (boxes.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
    boxes.push(box);
    painted += 1;
    context.lineWidth = 3.5;
    context.strokeStyle = "rgba(255,255,255,0.88)";
    context.strokeText(place.name, x, y);
    context.fillStyle = "#26303b";
    context.fillText(place.name, x, y);
  }
}
