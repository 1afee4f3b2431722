// A scenario's list of changes: pure functions from a list to a new one. A site that the list itself opens is edited
// where it is opened; one of the territory gets a change of its own.

/** The words under which a change opens a site with a place of its own. */
const openingWords = ["open", "nurse_pool", "temporary_stay"];
export const professionWithout = "professional";

/** The word of a change and what it says. */
export function content(change) {
  const word = Object.keys(change)[0];
  return [word, change[word]];
}

/** Where in the list a site is opened; −1 for a site of the territory. */
export function openingIndex(changes, id) {
  return changes.findIndex((change) => {
    const [word, entry] = content(change);
    return openingWords.includes(word) && entry.id === id;
  });
}

/** What the list says where it opens a site, or null. */
export function opening(changes, id) {
  const index = openingIndex(changes, id);
  return index < 0 ? null : content(changes[index])[1];
}

const rounded = (at) => at.map((value) => Math.round(value * 1e5) / 1e5);

/** The list with a change put in place of the one at an index, and with a null taken out. */
function replaced(changes, index, change) {
  const list = changes.slice();
  if (change === null) list.splice(index, 1);
  else list[index] = change;
  return list;
}

/** An id that neither the list nor the territory has. */
export function freeID(changes, sites, stem) {
  const taken = new Set(sites.map((site) => site.properties.site));
  for (const change of changes) taken.add(content(change)[1]?.id);
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? stem : `${stem}-${count}`;
    if (!taken.has(id)) return id;
  }
}

/** A word of a name that may stand in an id. */
export function idWord(name) {
  const word = name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return word.replace(/^-+|-+$/g, "") || "site";
}

export function addSite(changes, { id, kind, name, at }) {
  const place = rounded(at);
  if (kind === "nurse_pool") return [...changes, { nurse_pool: { id, name, at: place, nurses: 4 } }];
  if (kind === "temporary_stay") return [...changes, { temporary_stay: { id, name, at: place, beds: 8 } }];
  return [...changes, { open: { id, kind, name, at: place } }];
}

export function moveSite(changes, id, at) {
  const place = rounded(at);
  const index = openingIndex(changes, id);
  if (index >= 0) {
    const [word, entry] = content(changes[index]);
    const { at_site: _, ...rest } = entry;
    return replaced(changes, index, { [word]: { ...rest, at: place } });
  }
  const move = changes.findLastIndex((change) => change.move?.id === id);
  if (move >= 0) return replaced(changes, move, { move: { ...changes[move].move, to: place } });
  return [...changes, { move: { id, to: place } }];
}

const names = (change, id) => ["move", "staff", "close"].includes(content(change)[0]) && content(change)[1].id === id;

export function closeSite(changes, id) {
  const others = changes.filter((change) => !names(change, id));
  const index = openingIndex(others, id);
  if (index < 0) return [...others, { close: { id } }];
  return replaced(others, index, null).map((change) => {
    const [word, entry] = content(change);
    if (entry?.satellite_of !== id) return change;
    const { satellite_of: _, ...rest } = entry;
    return { [word]: rest };
  });
}

/**
 * Sets a figure of a site that the list opens; null takes it out.
 * @param {string} key `name`, `minutes`, `days_per_week`, `beds`, `nurses`, `from`, `satellite_of`
 */
export function setField(changes, id, key, value) {
  const index = openingIndex(changes, id);
  if (index < 0) return changes;
  const [word, entry] = content(changes[index]);
  const edited = { ...entry };
  if (value === null || value === "") delete edited[key];
  else edited[key] = value;
  return replaced(changes, index, { [word]: edited });
}

/** Takes a site of the territory's place with a copy that can be edited: the first closes, the second opens. */
export function replaceByCopy(changes, site, id) {
  const { properties, geometry } = site;
  const copy = { id, kind: properties.kind, name: properties.name, at: rounded(geometry.coordinates) };
  const staff = Object.fromEntries(Object.entries(properties.staff ?? {}).filter(([, count]) => count > 0));
  if (Object.keys(staff).length) copy.professionals = staff;
  for (const key of ["days_per_week", "beds", "satellite_of"]) {
    if (properties[key] !== null && properties[key] !== undefined) copy[key] = properties[key];
  }
  if (typeof properties.own_minutes === "number") copy.minutes = properties.own_minutes;
  return [...closeSite(changes, properties.site), { open: copy }];
}

const headcount = (value) => (typeof value === "object" && value !== null ? value.count : value) ?? 0;

/**
 * Sets how many of a profession work at a site.
 * @param {number} count the number there shall be
 * @param {number} present the number that there is now, with all changes
 */
export function setStaff(changes, id, profession, count, present) {
  const entry = opening(changes, id);
  if (entry) {
    const professionals = { ...entry.professionals };
    if (count > 0) professionals[profession] = count;
    else delete professionals[profession];
    return setField(changes, id, "professionals", Object.keys(professionals).length ? professionals : null);
  }
  const index = changes.findLastIndex(
    (change) => change.staff?.id === id && !change.staff.taken_from && !change.staff.from && !change.staff.until);
  const staff = index >= 0 ? changes[index].staff : { id };
  const before = headcount(staff.add?.[profession]) - headcount(staff.remove?.[profession]);
  const difference = before + count - present;
  const add = { ...staff.add };
  const remove = { ...staff.remove };
  delete add[profession];
  delete remove[profession];
  if (difference > 0) add[profession] = difference;
  if (difference < 0) remove[profession] = -difference;
  const edited = { ...staff };
  if (Object.keys(add).length) edited.add = add;
  else delete edited.add;
  if (Object.keys(remove).length) edited.remove = remove;
  else delete edited.remove;
  const change = edited.add || edited.remove ? { staff: edited } : null;
  if (index >= 0) return replaced(changes, index, change);
  return change ? [...changes, change] : changes;
}

/** Headcounts of a site by profession, as far as they are told. */
export function staffOf(changes, site) {
  if (site.properties.staff) return { ...site.properties.staff };
  const entry = opening(changes, site.properties.site);
  if (entry) {
    return Object.fromEntries(Object.entries(entry.professionals ?? {}).map(([name, value]) =>
      [name, headcount(value)]));
  }
  return site.properties.professionals ? { [professionWithout]: site.properties.professionals } : {};
}

export const removeChange = (changes, index) => replaced(changes, index, null);

/** Years that the list names, for the range of the slider. */
export function yearsNamed(changes) {
  const years = [];
  for (const change of changes) {
    const entry = content(change)[1];
    for (const key of ["from", "until", "decided"]) if (typeof entry?.[key] === "number") years.push(entry[key]);
    if (typeof entry?.decided === "number" && typeof entry.setup_years === "number") {
      years.push(entry.decided + entry.setup_years);
    }
  }
  return years;
}
