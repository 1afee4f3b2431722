// Requests to the server. Every failure is an ApiError (the server said no) or a LostConnection (it said nothing).

/** The server's refusal: a status, a code, and problems with their remedies. */
export class ApiError extends Error {
  constructor(status, code, problems) {
    super(problems.map((problem) => problem.text).join("; ") || code);
    this.status = status;
    this.code = code;
    /** @type {{place: string, text: string, remedy: string}[]} */
    this.problems = problems;
  }
}

/** Nobody answered. */
export class LostConnection extends Error {}

async function request(method, path, body, { raw = false, signal } = {}) {
  const options = { method, signal, headers: { Accept: "application/json, application/geo+json;q=0.9, */*;q=0.5" } };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new LostConnection(path);
  }
  if (!response.ok) throw await refusal(response);
  if (raw) return response;
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new LostConnection(path);
  }
}

async function refusal(response) {
  let content = null;
  try {
    content = await response.json();
  } catch {
    content = null;
  }
  const error = content?.error ?? {};
  const problems = error.problems ?? (error.message ? [{ place: "", text: error.message, remedy: "" }] : []);
  return new ApiError(response.status, error.code ?? String(response.status), problems);
}

const session = (id) => `/api/sessions/${encodeURIComponent(id)}`;

export const api = {
  territory: () => request("GET", "/api/territory"),
  communes: () => request("GET", "/api/communes.geojson"),
  roads: (z, x, y, signal) => request("GET", `/api/roads/${z}/${x}/${y}.geojson`, undefined, { signal }),
  population: (bbox, signal) =>
    request("GET", `/api/population.geojson?bbox=${bbox.map((value) => value.toFixed(5)).join(",")}`, undefined,
      { signal }),
  open: (content) => request("POST", "/api/sessions", content),
  state: (id) => request("GET", session(id)),
  end: (id) => request("DELETE", session(id)),
  change: (id, content) => request("PUT", `${session(id)}/changes`, content),
  layer: (id, name, kind, revision, signal) => {
    const query = new URLSearchParams({ revision: String(revision) });
    if (kind) query.set("kind", kind);
    return request("GET", `${session(id)}/layers/${name}.geojson?${query}`, undefined, { signal });
  },
  communeValues: (id, revision, signal) =>
    request("GET", `${session(id)}/communes.json?revision=${revision}`, undefined, { signal }),
  commune: (id, code, signal) => request("GET", `${session(id)}/communes/${encodeURIComponent(code)}`, undefined,
    { signal }),
  point: (id, longitude, latitude, signal) =>
    request("GET", `${session(id)}/point?lon=${longitude}&lat=${latitude}`, undefined, { signal }),
  file: (id, name) => request("GET", `${session(id)}/${name}`, undefined, { raw: true }),
  place: (id, content) => request("POST", `${session(id)}/place`, content),
  years: (id) => request("POST", `${session(id)}/years`, {}),
  cancel: (job) => request("DELETE", `/api/jobs/${encodeURIComponent(job)}`),
};

/**
 * Follows long work as the server tells of it.
 * @param {string} job
 * @param {{progress: Function, done: Function, failed: Function, cancelled: Function, lost: Function}} listeners
 * @returns {() => void} stops listening
 */
export function follow(job, listeners) {
  const source = new EventSource(`/api/jobs/${encodeURIComponent(job)}/events`);
  let ended = false;
  const end = () => {
    ended = true;
    source.close();
  };
  for (const name of ["progress", "done", "failed", "cancelled"]) {
    source.addEventListener(name, (event) => {
      if (ended) return;
      if (name !== "progress") end();
      let data;
      try {
        data = JSON.parse(event.data || "{}");
      } catch {
        end();
        listeners.lost();
        return;
      }
      listeners[name](name === "failed" ? { problems: data.problems ?? data.error?.problems ?? [] } : data);
    });
  }
  source.addEventListener("error", () => {
    // A stream that ends without a last word will not come back: its work ended with it.
    if (ended) return;
    end();
    listeners.lost();
  });
  return end;
}
