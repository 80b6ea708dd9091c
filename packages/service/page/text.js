// Texts of the catalogue and times as every screen shows them.

const LANGUAGES = ['zh-CN', 'en'];
const catalogues = {};

/** The language of the page: it stands in the address, Chinese unless told. */
export function language() {
  const asked = new URLSearchParams(location.search).get('lang');
  return LANGUAGES.includes(asked) ? asked : 'zh-CN';
}

export async function loadTexts() {
  const name = language();
  if (catalogues[name] === undefined) {
    const response = await fetch(`/account/i18n/${name}.json`);
    if (!response.ok) throw new Error(`i18n-${response.status}`);
    catalogues[name] = await response.json();
  }
  document.documentElement.lang = name;
  document.title = t('title');
}

/** Switches to the other language; what was typed stays where the page keeps it. */
export function switchLanguage() {
  const address = new URL(location.href);
  if (language() === 'en') address.searchParams.delete('lang');
  else address.searchParams.set('lang', 'en');
  history.replaceState(history.state, '', address);
}

/** The text of a dotted key below `account`, its blanks filled; undefined when there is none. */
export function find(key, fields = {}) {
  const text = key.split('.').reduce((part, name) => part?.[name], catalogues[language()].account);
  if (typeof text !== 'string') return undefined;
  return text.replace(/\{(\w+)\}/g, (blank, name) =>
    Object.hasOwn(fields, name) ? String(fields[name]) : blank,
  );
}

export function t(key, fields) {
  return find(key, fields) ?? key;
}

const times = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A time in Shanghai as 2026-11-22 15:04:05. */
export function time(ms) {
  return times.format(new Date(ms));
}
