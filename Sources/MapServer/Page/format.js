// Numbers and words as the reader's language writes them.

let language = "fr";
const formatters = new Map();

export function setFormatLanguage(newLanguage) {
  language = newLanguage;
  formatters.clear();
}

function formatter(options) {
  const key = JSON.stringify(options);
  if (!formatters.has(key)) formatters.set(key, new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-GB", options));
  return formatters.get(key);
}

export const nothing = "–";

const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/** A number with so many decimals; a dash where there is none. */
export function number(value, decimals = 0) {
  if (!isNumber(value)) return nothing;
  return formatter({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** A number with as many decimals as it needs, at most so many. */
export function plain(value, decimals = 2) {
  if (!isNumber(value)) return nothing;
  return formatter({ maximumFractionDigits: decimals }).format(value);
}

/** A share of one, in percent with one decimal. */
export function percent(value, decimals = 1) {
  if (!isNumber(value)) return nothing;
  return formatter({ style: "percent", minimumFractionDigits: decimals,
    maximumFractionDigits: decimals }).format(value);
}

export const minutes = (value, decimals = 1) => (isNumber(value) ? `${number(value, decimals)}\u00a0min` : nothing);

/**
 * A change with its sign; a true minus sign.
 * @param {number} value
 * @param {(magnitude: number) => string} write
 */
export function signed(value, write) {
  if (!isNumber(value)) return nothing;
  const text = write(Math.abs(value));
  return value > 0 ? `+${text}` : value < 0 ? `−${text}` : text;
}

/** "a, b and c". */
export function listed(words) {
  return new Intl.ListFormat(language === "fr" ? "fr-FR" : "en-GB", { type: "conjunction" }).format(words);
}

/** Order of names in the reader's language. */
export const compareNames = (a, b) => String(a).localeCompare(String(b), language, { numeric: true });
