import { h } from './dom.js';
import { number, t, time, utc } from './text.js';

const HIDDEN = ['kind'];
const TITLES = { first: 'first-head', second: 'second-head' };

/** The evidence of an alarm as groups of labelled values. */
export function evidenceRows(evidence) {
  const groups = [];
  const own = [];
  for (const [name, value] of Object.entries(evidence)) {
    if (HIDDEN.includes(name) || value === null) continue;
    if (typeof value === 'object') {
      const title = t(`evidence.${TITLES[name] ?? name}`);
      groups.push({ title, rows: Object.entries(value).map(labelled) });
    } else own.push(labelled([name, value]));
  }
  return own.length > 0 ? [{ title: undefined, rows: own }, ...groups] : groups;
}

function labelled([name, value]) {
  const label = t(`evidence.${name}`);
  if (name === 'time') return [label, h('span', { title: utc(value) }, time(value))];
  if (typeof value === 'number') return [label, number(value)];
  const isHash = /^[0-9a-f]{32,}$/.test(value);
  return [label, isHash ? h('span', { class: 'hash' }, value) : value];
}
