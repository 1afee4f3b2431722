/* Tables that sort by the column whose head is pressed. */

/** The text of a cell in the language shown, without the other one. */
function shownText(cell) {
  const shown = cell.querySelector(`.${currentLanguage()}`);
  return (shown ?? cell).textContent;
}

/** A number where the cell has one; cells without a value come last in both directions. */
function sortKey(row, column) {
  const cell = row.cells[column];
  if (cell === undefined) return null;
  if (cell.dataset.v !== undefined) return Number(cell.dataset.v);
  const text = shownText(cell);
  return text === '–' || text === '' ? null : text;
}

function compareKeys(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), currentLanguage(), { numeric: true });
}

function sortTable(table, column, head) {
  const heads = [...table.tHead.rows[0].cells];
  // Numbers from the greatest at first, names from A.
  const isNumber = head.classList.contains('n');
  const before = head.getAttribute('aria-sort');
  const isAscending = before ? before === 'descending' : !isNumber;
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row, place) => ({ row, place, key: sortKey(row, column) }));
  rows.sort((a, b) => {
    if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.place - b.place;
    return (isAscending ? 1 : -1) * compareKeys(a.key, b.key) || a.place - b.place;
  });
  body.append(...rows.map((entry) => entry.row));
  for (const other of heads) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', isAscending ? 'ascending' : 'descending');
}

for (const table of document.querySelectorAll('table.sortable')) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    head.querySelector('button').addEventListener('click', () => sortTable(table, column, head));
  });
}
