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

const leastInhabitants = [[8, 8000], [9, 4000], [10, 1500], [11, 600], [12, 200]];

/** Where a name may stand about its place, in CSS pixels: on it, or below or above what stands on it. */
const shifts = [[0, 0], [0, 24], [0, -24]];

const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

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
    const weight = place.inhabitants >= 5000 ? 600 : 500;
    context.font = `${weight} ${size}px system-ui, -apple-system, "Segoe UI", sans-serif`;
    const half = context.measureText(place.name).width / 2 + 4;
    const boxAt = ([dx, dy]) => [x + dx - half, y + dy - size * 0.75, x + dx + half, y + dy + size * 0.75];
    const isWhole = (box) => box[0] >= 0 && box[2] <= frame.width && box[1] >= 0 && box[3] <= frame.height;
    // Only what stands on the place itself, a site, moves its name aside: elsewhere it would be read as another's.
    const isHidden = taken.some((other) => overlap(boxAt(shifts[0]), other));
    const shift = (isHidden ? shifts : shifts.slice(0, 1)).find((candidate) => isWhole(boxAt(candidate)) &&
      !boxes.some((other) => overlap(boxAt(candidate), other)));
    if (!shift) continue;
    boxes.push(boxAt(shift));
    painted += 1;
    context.lineWidth = 3.5;
    context.strokeStyle = "rgba(255,255,255,0.88)";
    context.strokeText(place.name, x + shift[0], y + shift[1]);
    context.fillStyle = "#26303b";
    context.fillText(place.name, x + shift[0], y + shift[1]);
  }
}
