// Working time between ISO 8601, as it is stored, and words, as the table of the SOP takes them too
// (engine/worktime/wording.py).

const UNITS = {
  minutes: ['menit', 'mnt', 'minute', 'minutes', 'min'],
  hours: ['jam', 'hour', 'hours'],
  days: ['hari', 'day', 'days'],
};
const UNIT = new Map(Object.entries(UNITS).flatMap(([unit, names]) => names.map((name) => [name, unit])));
const PART = /\s*([0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*([a-z]+)/g;
const FILLING = /\b(?:kerja|working|dan|and)\b|,(?![0-9])/g;
const STORED = /^P(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?)?$/;
const LONGEST = 366 * 24 * 60;

/** The ISO 8601 duration that words say, "" for no words; undefined for what says none. */
export function duration(words) {
  const text = words.toLowerCase().replace(FILLING, ' ').trim();
  if (!text) return '';
  if (text.replace(PART, '').trim()) return undefined;
  const hundredths = { minutes: 0, hours: 0, days: 0 };
  for (const [, number, name] of text.matchAll(PART)) {
    if (!UNIT.has(name)) return undefined;
    hundredths[UNIT.get(name)] += Math.round(Number(number.replace(',', '.')) * 100);
  }
  const days = hundredths.days / 100;
  const hours = Math.floor(hundredths.hours / 100);
  const minutes = (hundredths.minutes + (hundredths.hours % 100) * 60) / 100;
  return isWhole(days, hours, minutes) ? stored(days, hours, minutes) : undefined;
}

function isWhole(days, hours, minutes) {
  const length = (days * 24 + hours) * 60 + minutes;
  return Number.isInteger(days) && Number.isInteger(minutes) && length > 0 && length <= LONGEST;
}

function stored(days, hours, minutes) {
  const clock = (hours ? `${hours}H` : '') + (minutes ? `${minutes}M` : '');
  return `P${days ? `${days}D` : ''}${clock && `T${clock}`}`;
}

/** A stored duration as people write it; what cannot be read stays as it is. */
export function inWords(text, say) {
  const found = STORED.exec(text);
  if (!found) return text;
  const names = [['day', 'days'], ['hour', 'hours'], ['minute', 'minutes']];
  const parts = names.map(([one, many], place) => counted(Number(found[place + 1] ?? 0), one, many, say));
  return parts.filter(Boolean).join(' ') || text;
}

function counted(count, one, many, say) {
  return count ? `${count} ${say(count === 1 ? one : many)}` : '';
}
