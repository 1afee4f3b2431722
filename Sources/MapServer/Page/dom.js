// Elements made from values. Text goes in as text only: nothing here reads HTML.

const svgNamespace = "http://www.w3.org/2000/svg";

/**
 * An element with attributes and children.
 * @param {string} tag
 * @param {Object} [attributes] `class`, `text`, `on: {event: listener}`, `data: {key: value}`, properties that are
 *   booleans or functions, or any attribute; null, undefined and false leave one out.
 * @param {...(Node|string|null|Array)} children
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    // What ARIA calls false is said, not left out.
    const isStated = name.startsWith("aria-") && typeof value === "boolean";
    if (value === null || value === undefined || (value === false && !isStated)) continue;
    if (name === "text") element.textContent = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event,
      listener);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true && !isStated ? "" : String(value));
  }
  append(element, children);
  return element;
}

/** An SVG element; attributes as they stand in SVG. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(svgNamespace, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (name === "text") element.textContent = value;
    else element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child);
  }
}

/** Puts children in place of what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

export const byID = (id) => document.getElementById(id);

/** A drawing of 24 × 24 from one path, for buttons. */
export function icon(path) {
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, svg("path", { d: path }));
}

export const icons = {
  add: "M12 5v14M5 12h14",
  undo: "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
  redo: "m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
  close: "M6 6l12 12M18 6 6 18",
  compare: "M12 3v18M4 6h5v12H4zM15 6h5v12h-5z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  layers: "m12 3 9 5-9 5-9-5zM3 13l9 5 9-5",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  target: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v4M12 18v4M2 12h4M18 12h4",
  whole: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  check: "m5 12 5 5 9-10",
  chevron: "m6 9 6 6 6-6",
};

/** Calls `work` at most once an animation frame, with the newest arguments. */
export function oncePerFrame(work) {
  let newest = null;
  return (...values) => {
    if (newest === null) {
      requestAnimationFrame(() => {
        const current = newest;
        newest = null;
        work(...current);
      });
    }
    newest = values;
  };
}
