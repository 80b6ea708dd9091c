// Texts of the catalogue, numbers and times as every screen shows them.

const LANGUAGES = ['zh-CN', 'en'];
const catalogues = {};

/** The language of the page: it stands in the address, Chinese unless told. */
export function language() {
  const asked = new URLSearchParams(location.search).get('lang');
  return LANGUAGES.includes(asked) ? asked : 'zh-CN';
}

/** Loads the catalogue of the language in the address. */
export async function loadTexts() {
  const name = language();
  if (catalogues[name] === undefined) {
    const response = await fetch(`/i18n/${name}.json`);
    if (!response.ok) throw new Error(`i18n-${response.status}`);
    catalogues[name] = await response.json();
  }
  document.documentElement.lang = name;
  document.title = t('title');
}

/** Switches to the other language; place and open drawer stay. */
export function switchLanguage() {
  const address = new URL(location.href);
  if (language() === 'en') address.searchParams.delete('lang');
  else address.searchParams.set('lang', 'en');
  history.replaceState(history.state, '', address);
}

/** The text of a dotted key below `page`, its blanks filled. */
export function t(key, fields = {}) {
  const text = key.split('.').reduce((part, name) => part?.[name], catalogues[language()].page);
  if (typeof text !== 'string') return key;
  return text.replace(/\{(\w+)\}/g, (blank, name) =>
    Object.hasOwn(fields, name) ? String(fields[name]) : blank,
  );
}

const counts = new Intl.NumberFormat('en-US');

export function number(value) {
  return value === null || value === undefined ? t('none') : counts.format(value);
}

const times = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A time in Shanghai as 2026-11-22 15:04:05. */
export function time(ms) {
  return ms === null || ms === undefined ? t('none') : times.format(new Date(ms));
}

/** The same instant in UTC, for hovering. */
export function utc(ms) {
  if (ms === null || ms === undefined) return undefined;
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export function ago(ms, now = Date.now()) {
  if (ms === null || ms === undefined) return t('never');
  const seconds = Math.max(0, Math.round((now - ms) / 1000));
  if (seconds < 120) return t('seconds', { seconds });
  if (seconds < 7200) return t('minutes', { minutes: Math.round(seconds / 60) });
  return t('hours', { hours: Math.round(seconds / 3600) });
}

/** A long hash as 8…6. */
export function short(hash) {
  return hash.length > 18 ? `${hash.slice(0, 8)}…${hash.slice(-6)}` : hash;
}
