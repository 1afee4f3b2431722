// The tabs of the panel: arrow keys go from one to the next.
import { byID } from "./dom.js";

const names = ["figures", "selection", "changes", "place"];
let shown = "figures";

export const shownTab = () => shown;

export function showTab(name) {
  shown = name;
  for (const other of names) {
    const isShown = other === name;
    const tab = byID(`tab-${other}`);
    tab.setAttribute("aria-selected", String(isShown));
    tab.tabIndex = isShown ? 0 : -1;
    byID(`panel-${other}`).hidden = !isShown;
  }
  // The headline stays in sight, whatever else is looked at.
  byID("strip").hidden = name === "figures";
  document.dispatchEvent(new CustomEvent("tab", { detail: name }));
}

export function startTabs() {
  for (const name of names) {
    const tab = byID(`tab-${name}`);
    tab.addEventListener("click", () => showTab(name));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = names[(names.indexOf(name) + step + names.length) % names.length];
      showTab(next);
      byID(`tab-${next}`).focus();
    });
  }
}
