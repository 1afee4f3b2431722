/* The map: zoom and pan by the attribute viewBox, layers, shading, names, what is known of a commune. */

const map = document.getElementById('map');

function startMap() {
  const data = JSON.parse(document.getElementById('map-data').textContent);
  const whole = map.getAttribute('viewBox').split(' ').map(Number);
  const communes = [...map.querySelectorAll('[data-c]')];
  const shade = document.getElementById('shade');
  const legend = document.getElementById('legend');
  const details = document.getElementById('details');
  const chooser = document.getElementById('commune');
  const tooltip = document.getElementById('tooltip');
  const names = document.getElementById('names');
  const hatches = [...map.querySelectorAll('pattern')];
  let view = [...whole];
  let chosen = null;

  // MARK: View

  /** Units of the map in one pixel of the screen. */
  function unitsPerPixel() {
    const box = map.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return whole[2] / 900;
    return Math.max(view[2] / box.width, view[3] / box.height);
  }

  function showView() {
    map.setAttribute('viewBox', view.map((number) => Math.round(number * 100) / 100).join(' '));
    const scale = unitsPerPixel();
    map.style.setProperty('--k', String(scale));
    for (const hatch of hatches) {
      hatch.setAttribute('patternTransform', `rotate(${hatch.dataset.degrees}) scale(${scale})`);
    }
    showScale(scale);
    showNames(scale);
  }

  function zoom(factor, x = view[0] + view[2] / 2, y = view[1] + view[3] / 2) {
    const width = Math.min(whole[2] * 1.2, Math.max(whole[2] / 64, view[2] / factor));
    const real = view[2] / width;
    view = [x - (x - view[0]) / real, y - (y - view[1]) / real, width, view[3] / real];
    keepInside();
  }

  function pan(dx, dy) {
    view[0] += dx;
    view[1] += dy;
    keepInside();
  }

  /** Something of the land is always in the middle of the view. */
  function keepInside() {
    for (const side of [0, 1]) {
      const centre = view[side] + view[side + 2] / 2;
      const kept = Math.min(whole[side] + whole[side + 2], Math.max(whole[side], centre));
      view[side] += kept - centre;
    }
    showView();
  }

  function zoomTo(box) {
    const margin = Math.max(box.width, box.height, whole[2] / 64) * 1.5;
    const width = Math.min(whole[2], box.width + 2 * margin);
    const height = width * whole[3] / whole[2];
    view = [box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2, width, height];
    keepInside();
  }

  function placeOf(event) {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    return [place.x, place.y];
  }

  const actions = { in: () => zoom(1.6), out: () => zoom(1 / 1.6), all: () => { view = [...whole]; showView(); } };
  for (const button of document.querySelectorAll('[data-zoom]')) {
    button.addEventListener('click', actions[button.dataset.zoom]);
  }
  map.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016)), ...placeOf(event));
  }, { passive: false });
  map.addEventListener('dblclick', (event) => zoom(2, ...placeOf(event)));
  map.addEventListener('keydown', (event) => {
    const step = view[2] / 8;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) pan(...moves[event.key]);
    else if (event.key === '+' || event.key === '=') zoom(1.6);
    else if (event.key === '-') zoom(1 / 1.6);
    else if (event.key === '0' || event.key === 'Home') actions.all();
    else if (event.key === 'Escape') choose(null);
    else return;
    event.preventDefault();
  });

  const pointers = new Map();
  let travelled = 0;
  map.addEventListener('pointerdown', (event) => {
    pointers.set(event.pointerId, [event.clientX, event.clientY]);
    travelled = 0;
  });
  map.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) { showTooltip(event); return; }
    const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    const now = [event.clientX, event.clientY];
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (travelled > 4 && !map.hasPointerCapture(event.pointerId)) map.setPointerCapture(event.pointerId);
    const scale = unitsPerPixel();
    if (others.length === 1) {
      const distance = (place) => Math.hypot(place[0] - others[0][0], place[1] - others[0][1]);
      if (distance(before) > 0) zoom(distance(now) / distance(before), ...placeOf(event));
    } else if (travelled > 4) {
      pan((before[0] - now[0]) * scale, (before[1] - now[1]) * scale);
    }
    pointers.set(event.pointerId, now);
  });
  for (const end of ['pointerup', 'pointercancel']) {
    map.addEventListener(end, (event) => pointers.delete(event.pointerId));
  }
  map.addEventListener('pointerleave', () => { tooltip.hidden = true; });

  // MARK: Scale bar and names

  function showScale(scale) {
    const metresPerPixel = scale * data.metres;
    const most = metresPerPixel * 140;
    const power = 10 ** Math.floor(Math.log10(most));
    const metres = [5, 2, 1].map((digit) => digit * power).find((length) => length <= most) ?? power;
    const bar = document.getElementById('scale');
    bar.style.width = `${metres / metresPerPixel}px`;
    bar.textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  }

  /** As many names as fit, of the largest communes first. */
  function showNames(scale) {
    names.replaceChildren();
    if (names.closest('.off')) return;
    const taken = [];
    const most = Math.round(map.getBoundingClientRect().width / 26);
    for (const commune of data.byInhabitants) {
      if (taken.length >= most) break;
      const { name, place } = data.communes[commune];
      if (!place) continue;
      const [x, y] = place;
      if (x < view[0] || x > view[0] + view[2] || y < view[1] || y > view[1] + view[3]) continue;
      const half = (name.length * 3.4 + 6) * scale;
      const box = [x - half, y - 9 * scale, x + half, y + 9 * scale];
      if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) {
        continue;
      }
      taken.push(box);
      const group = document.createElementNS(map.namespaceURI, 'g');
      group.setAttribute('transform', `translate(${x} ${y})`);
      const text = document.createElementNS(map.namespaceURI, 'text');
      text.setAttribute('class', 'fixed');
      text.textContent = name;
      group.append(text);
      names.append(group);
    }
  }

  // MARK: Layers

  for (const box of document.querySelectorAll('input[data-layer]')) {
    const layer = document.getElementById(box.dataset.layer);
    // A browser may keep the boxes of an earlier visit.
    const show = () => {
      layer.classList.toggle('off', !box.checked);
      if (layer.id === 'layer-names') showNames(unitsPerPixel());
    };
    box.addEventListener('change', show);
    show();
  }

  // MARK: Shading

  function showShading() {
    const figure = data.figures[Number(shade.value)];
    const language = currentLanguage();
    communes.forEach((path, place) => {
      const number = figure.classes.charCodeAt(place) - 48;
      path.setAttribute('fill', figure.colours[number] ?? data.noData);
    });
    const heading = document.createElement('p');
    heading.className = 'legend-title';
    heading.textContent = figure.title[language];
    const entries = figure.labels.map((label, place) => [label[language], figure.colours[place]]);
    if (figure.hasGaps) entries.push([data.noDataLabel[language], data.noData]);
    legend.replaceChildren(heading, ...entries.map(([label, colour]) => {
      const line = document.createElement('div');
      const patch = document.createElementNS(map.namespaceURI, 'svg');
      patch.setAttribute('viewBox', '0 0 18 12');
      const rectangle = document.createElementNS(map.namespaceURI, 'rect');
      for (const [key, value] of [['width', '18'], ['height', '12'], ['fill', colour], ['stroke', '#555']]) {
        rectangle.setAttribute(key, value);
      }
      patch.append(rectangle);
      line.append(patch, label);
      return line;
    }));
  }
  shade.addEventListener('change', showShading);

  // MARK: What is known of a commune or a site

  function showTooltip(event) {
    const commune = event.target.closest?.('[data-c]');
    const site = event.target.closest?.('[data-s]');
    tooltip.hidden = !commune && !site;
    if (tooltip.hidden) return;
    const language = currentLanguage();
    if (site) {
      tooltip.textContent = data.sites[Number(site.dataset.s)].name;
    } else {
      const place = Number(commune.dataset.c);
      const figure = data.figures[Number(shade.value)];
      const value = formatted(figure.values[place], figure.format, language);
      tooltip.textContent = `${data.communes[place].name}${language === 'fr' ? '\u00a0: ' : ': '}${value}`;
    }
    const frame = map.parentElement.getBoundingClientRect();
    const x = Math.min(event.clientX - frame.left + 14, frame.width - tooltip.offsetWidth - 4);
    tooltip.style.left = `${Math.max(0, x)}px`;
    tooltip.style.top = `${event.clientY - frame.top + 14}px`;
  }

  function tableOf(rows) {
    const table = document.createElement('table');
    for (const [name, value] of rows) {
      const row = table.insertRow();
      const head = document.createElement('th');
      head.scope = 'row';
      head.textContent = name;
      row.append(head);
      row.insertCell().textContent = value;
    }
    return table;
  }

  function showDetails() {
    if (!chosen) { details.replaceChildren(); return; }
    const language = currentLanguage();
    const heading = document.createElement('h3');
    let rows;
    if (chosen.site !== undefined) {
      const site = data.sites[chosen.site];
      heading.textContent = site.name;
      rows = site.rows.map((row) => [
        row.title[language], row.text ? row.text[language] : formatted(row.value, row.format, language),
      ]);
    } else {
      const commune = data.communes[chosen.commune];
      heading.textContent = `${commune.name} (${commune.code})`;
      rows = data.figures.map((figure) => [
        figure.title[language], formatted(figure.values[chosen.commune], figure.format, language),
      ]);
      for (const figure of data.texts) {
        rows.push([figure.title[language], figure.values[chosen.commune]?.[language] ?? '–']);
      }
    }
    details.replaceChildren(heading, tableOf(rows));
  }

  function choose(what) {
    chosen = what;
    for (const path of map.querySelectorAll('.chosen')) path.classList.remove('chosen');
    const outline = document.getElementById('chosen');
    outline.setAttribute('d', '');
    if (what?.commune !== undefined) outline.setAttribute('d', communes[what.commune].getAttribute('d'));
    chooser.value = what?.commune !== undefined ? String(what.commune) : '';
    showDetails();
  }

  map.addEventListener('click', (event) => {
    if (travelled > 4) return;
    const site = event.target.closest('[data-s]');
    const commune = event.target.closest('[data-c]');
    if (site) choose({ site: Number(site.dataset.s) });
    else if (commune) choose({ commune: Number(commune.dataset.c) });
    else choose(null);
  });
  data.communes.forEach((commune, place) => {
    const option = document.createElement('option');
    option.value = String(place);
    option.textContent = `${commune.name} (${commune.code})`;
    chooser.append(option);
  });
  chooser.addEventListener('change', () => {
    if (chooser.value === '') { choose(null); return; }
    choose({ commune: Number(chooser.value) });
    zoomTo(communes[chosen.commune].getBBox());
  });

  whenLanguageChanges(() => { showShading(); showDetails(); });
  window.addEventListener('resize', () => { tooltip.hidden = true; showView(); });
  window.addEventListener('beforeprint', showView);
  showShading();
  showView();
}

if (map) startMap();
showLanguage(currentLanguage());
