// Scenarios as files, and results to take along.
import { api } from "./api.js";
import { idWord } from "./changes.js";
import { byID } from "./dom.js";
import { currentLanguage, t } from "./language.js";
import { clearProblems, tell, tellError } from "./notices.js";

/** Hands bytes to the browser as a file. */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 30_000);
}

export const fileStem = (scenario) => idWord(scenario.name || "scenario").slice(0, 60);

/** The files that may be taken along: text key, address, ending of the name. */
export const exports = [
  ["export_report", () => `export/report.html?lang=${currentLanguage()}`, "html"],
  ["export_gpkg", () => "export/maillage.gpkg", "gpkg"],
  ["export_csv", () => "export/communes.csv", "csv"],
  ["export_summary", () => "export/summary.json", "json"],
  ["export_sites", () => "export/sites.geojson", "sites.geojson"],
  ["export_catchments", () => "export/catchments.geojson", "catchments.geojson"],
  ["export_overlaps", () => "export/overlaps.geojson", "overlaps.geojson"],
  ["export_uncovered", () => "export/uncovered_zones.geojson", "uncovered-zones.geojson"],
  ["export_communes", () => "export/communes.geojson", "communes.geojson"],
  ["export_territories", () => "export/territories.geojson", "territories.geojson"],
];

async function fetchAndSave(scenario, path, name) {
  clearProblems("files");
  try {
    await scenario.settled();
    const response = await api.file(scenario.session, path);
    download(await response.blob(), name);
    tell(t("saved", { name }));
  } catch (error) {
    tellError(t("save_failed"), error, "files");
  }
}

export const saveScenario = (scenario) => fetchAndSave(scenario, "scenario.yaml", `${fileStem(scenario)}.yaml`);
export const saveExport = (scenario, [, path, ending]) =>
  fetchAndSave(scenario, path(), `${fileStem(scenario)}.${ending}`);

/** Asks for a scenario file and reads it. @returns {Promise<string|null>} */
export function chooseScenarioFile() {
  const input = byID("scenario-file");
  input.value = "";
  return new Promise((resolve) => {
    input.onchange = async () => resolve(input.files.length ? await input.files[0].text() : null);
    input.oncancel = () => resolve(null);
    input.click();
  });
}
