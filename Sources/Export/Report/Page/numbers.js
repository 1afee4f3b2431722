/* Numbers as a report writes them, in the language of the reader. The same rules as NumberFormat.swift. */

const grouping = { fr: '\u202f', en: ',' };
const decimalMark = { fr: ',', en: '.' };

function grouped(whole, language) {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, grouping[language]);
}

function decimals(value, count, language) {
  const unit = 10 ** count;
  const units = Math.round(Math.abs(value) * unit);
  const whole = Math.floor(units / unit);
  const sign = value < 0 && units > 0 ? '−' : '';
  if (count === 0) return sign + grouped(whole, language);
  return sign + grouped(whole, language) + decimalMark[language] + String(units - whole * unit).padStart(count, '0');
}

/** @param {number|null} value  @param {string} format the raw value of a NumberFormat  @param {'fr'|'en'} language */
function formatted(value, format, language) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const plus = (units) => (Math.round(value * units) > 0 ? '+' : '');
  switch (format) {
    case '0': return decimals(value, 0, language);
    case '1': case '2': case '3': return decimals(value, Number(format), language);
    case '%': return decimals(value * 100, 1, language) + (language === 'fr' ? '\u202f%' : '%');
    case '%0': return decimals(value * 100, 0, language) + (language === 'fr' ? '\u202f%' : '%');
    case '+0': return plus(1) + decimals(value, 0, language);
    case '+1': return plus(10) + decimals(value, 1, language);
    case '+3': return plus(1000) + decimals(value, 3, language);
    case '+p': return plus(1000) + decimals(value * 100, 1, language) + '\u202fpt';
    default: return String(value);
  }
}
