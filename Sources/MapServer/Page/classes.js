// Classes and colours for shading: breaks that a person would choose.

/** Eleven colours of viridis (van der Walt and Smith, 2015), dark to light. */
const viridis = [
  [68, 1, 84], [72, 36, 117], [65, 68, 135], [53, 95, 141], [42, 120, 142], [33, 145, 140], [34, 168, 132],
    [68, 191, 112],
  [122, 209, 81], [189, 223, 38], [253, 231, 37],
];

function viridisAt(position) {
  const place = position * (viridis.length - 1);
  const low = Math.min(Math.floor(place), viridis.length - 2);
  const part = place - low;
  const mixed = viridis[low].map((value, index) => Math.round(value + (viridis[low + 1][index] - value) * part));
  return `rgb(${mixed.join(",")})`;
}

/** Orange for losses, violet for gains, as in QGIS with the project's styles (PuOr). */
export const lossColour = "#b35806", gainColour = "#542788";
const diverging = ["#b35806", "#e08214", "#fdb863", "#f1f1f1", "#b2abd2", "#8073ac", "#542788"];
export const missingColour = "#d9dde2";

const breaksByUnit = {
  minutes: [5, 10, 15, 20, 30, 45, 60],
  share: [0.2, 0.4, 0.6, 0.8],
  inhabitants: [200, 500, 1000, 2000, 5000, 10000, 50000],
  gain_minutes: [-10, -5, -1, 1, 5, 10],
  density: [2, 4, 6, 8, 10, 15],
  choices: [1, 2, 3, 4],
  professionals: [1, 5, 10, 15, 30],
};

/** Round breaks so that each class has about as many of the values. */
function roundQuantiles(values, count) {
  const sorted = values.slice().sort((a, b) => a - b);
  const breaks = new Set();
  for (let index = 1; index < count; index += 1) {
    const value = sorted[Math.floor((sorted.length * index) / count)];
    if (!value) continue;
    const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
    breaks.add(Math.round(value / unit / 5) * unit * 5 || value);
  }
  return [...breaks].sort((a, b) => a - b);
}

/**
 * Classes for values between a least and a most: class i holds those from breaks[i − 1] (inclusive) up to below
 * breaks[i]; for minutes the upper end is inclusive, as 15 minutes are within 15 minutes.
 * @returns {{breaks: number[], colours: string[], upperInclusive: boolean, indexOf: (value: number) => number}}
 */
export function classesFor(unit, values, [least, most]) {
  const known = values.filter((value) => typeof value === "number" && Number.isFinite(value));
  let breaks = breaksByUnit[unit] ?? roundQuantiles(known, 6);
  const upperInclusive = unit === "minutes" || unit === "kilometres";
  if (unit !== "gain_minutes" && known.length) {
    breaks = breaks.filter((value) => value > least && (upperInclusive ? value < most : value <= most));
  }
  const count = breaks.length + 1;
  const colours = unit === "gain_minutes"
    ? diverging
    : Array.from({ length: count }, (_, index) => viridisAt(count === 1 ? 0.75 : 1 - 0.94 * (index / (count - 1))));
  const indexOf = (value) => {
    let index = 0;
    while (index < breaks.length && (upperInclusive ? value > breaks[index] : value >= breaks[index])) index += 1;
    return index;
  };
  return { breaks, colours, upperInclusive, indexOf, least, most };
}

/**
 * Labels of classes, lowest first.
 * @param {(value: number) => string} write
 * @param {(key: string, values: Object) => string} t
 */
export function classLabels({ breaks, upperInclusive }, write, t) {
  if (!breaks.length) return [t("legend_all")];
  return Array.from({ length: breaks.length + 1 }, (_, index) => {
    if (index === 0) return t(upperInclusive ? "legend_under" : "legend_below", { value: write(breaks[0]) });
    if (index === breaks.length) return t(upperInclusive ? "legend_over" : "legend_from",
      { value: write(breaks[index - 1]) });
    return t("legend_between", { low: write(breaks[index - 1]), high: write(breaks[index]) });
  });
}
