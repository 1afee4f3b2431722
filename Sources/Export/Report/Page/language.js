/* Both languages are in the page; the attribute `lang` of the document says which one is shown. */

const page = document.documentElement;
const languageListeners = [];

/** @returns {'fr'|'en'} */
function currentLanguage() { return page.lang === 'fr' ? 'fr' : 'en'; }

function whenLanguageChanges(action) { languageListeners.push(action); }

function showLanguage(language) {
  page.lang = language;
  for (const element of document.querySelectorAll('[data-f]')) {
    const value = element.value !== undefined && element.localName === 'data' ? element.value : element.dataset.v;
    element.textContent = formatted(Number(value), element.dataset.f, language);
  }
  for (const element of document.querySelectorAll('[data-fr]')) element.textContent = element.dataset[language];
  const label = language === 'fr' ? 'labelFr' : 'labelEn';
  for (const element of document.querySelectorAll('[data-label-fr]')) {
    element.setAttribute('aria-label', element.dataset[label]);
  }
  const title = document.querySelector('h1').dataset;
  document.title = language === 'fr' ? title.titleFr : title.titleEn;
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
  }
  for (const action of languageListeners) action(language);
}

for (const button of document.querySelectorAll('[data-language]')) {
  button.addEventListener('click', () => showLanguage(button.dataset.language));
}
for (const button of document.querySelectorAll('[data-print]')) {
  button.addEventListener('click', () => window.print());
}
