// French or English, switchable: words by key, and elements of the page that carry a key.
import { setFormatLanguage } from "./format.js";
import { texts } from "./texts.js";

export const languages = ["fr", "en"];
const storageKey = "maillage-language";
const listeners = new Set();
let language = "fr";

export const currentLanguage = () => language;

/** A text by key; `{name}` in it is replaced by the value of that name. */
export function t(key, values = {}) {
  const entry = texts[key];
  const text = entry ? entry[language] : key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

const known = (key) => Object.hasOwn(texts, key);

const titles = new Map();

/** Names that a scenario gives its own kinds. */
export const nameKinds = (kinds) => kinds.forEach(({ kind, title }) => titles.set(kind, title ?? null));

/** The name of a kind of site: the page's own, else the scenario's, else the word itself. */
export const kindName = (kind) =>
  known(`kind_${kind}`) ? t(`kind_${kind}`) : titles.get(kind) ?? String(kind).replaceAll("_", " ");
export const kindShort = (kind) => (known(`kind_short_${kind}`) ? t(`kind_short_${kind}`) : kindName(kind));
export const professionName = (name) => (known(`profession_${name}`) ? t(`profession_${name}`) : name.replaceAll("_",
  " "));
export const groupName = (name) => (known(`group_${name}`) ? t(`group_${name}`) : name.replaceAll("_", " "));
export const momentName = (name) => (known(`moment_${name}`) ? t(`moment_${name}`) : name.replaceAll("_", " "));
export const textOr = (key, otherwise, values) => (known(key) ? t(key, values) : otherwise);

/** Chosen before, asked for in the address, or the browser's. */
export function firstLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  let kept = null;
  try {
    kept = localStorage.getItem(storageKey);
  } catch {
    kept = null;
  }
  const wanted = [asked, kept, ...navigator.languages.map((name) => name.slice(0, 2)), "fr"];
  return wanted.find((name) => languages.includes(name));
}

export function setLanguage(newLanguage) {
  language = newLanguage;
  setFormatLanguage(newLanguage);
  document.documentElement.lang = newLanguage;
  try {
    localStorage.setItem(storageKey, newLanguage);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  translate(document);
  // What was said in the other language is of no use in this one.
  document.getElementById("announcements").textContent = "";
  for (const listener of listeners) listener();
}

/** Puts words into the elements that carry a key: `data-text`, `data-title`, `data-label`, `data-placeholder`. */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
  for (const element of root.querySelectorAll("[data-title]")) element.title = t(element.dataset.title);
  for (const element of root.querySelectorAll("[data-label]")) element.setAttribute("aria-label",
    t(element.dataset.label));
  for (const element of root.querySelectorAll("[data-placeholder]")) {
    element.placeholder = t(element.dataset.placeholder);
  }
}

export const onLanguage = (listener) => listeners.add(listener);
