// What survives when the page is loaded anew: the session, and the list of changes should the session have ended.
import { ApiError } from "./api.js";

const storageKey = "maillage-scenario";

export function keep(scenario) {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify({
      session: scenario.session, name: scenario.name, changes: scenario.changes, year: scenario.year,
        moment: scenario.moment,
    }));
  } catch {
    // Without storage, loading anew begins anew.
  }
}

export function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey));
  } catch {
    return null;
  }
}

/** Takes up the session, or opens another with the same list. */
export async function restore(scenario, before) {
  try {
    await scenario.resume(before.session);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    await scenario.start({});
    scenario.name = before.name;
    scenario.year = before.year;
    scenario.moment = before.moment;
    scenario.commit(before.changes, ["change_restore", {}]);
  }
}
