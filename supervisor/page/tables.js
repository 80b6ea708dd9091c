import { mark, proofBadge } from './badge.js';
import { h } from './dom.js';
import { readMoreRecords } from './model.js';
import { ago, number, short, t, time, utc } from './text.js';

const MARKS = {
  agrees: 'proved',
  differs: 'failed',
  ahead: 'unknown',
  silent: 'due',
  unheard: 'unknown',
};

/** The nodes with their signed tips. */
export function nodesTable({ nodes }) {
  const columns = ['organisation', 'node', 'power', 'tip', 'lag', 'since', 'standing'];
  const rows = nodes.map((node) =>
    h(
      'tr',
      { 'data-node': node.node_id },
      h('td', {}, node.organisation),
      h('td', {}, node.node_id),
      h('td', { class: 'number' }, number(node.power)),
      h('td', { class: 'number' }, number(node.height)),
      h('td', { class: 'number' }, number(node.lag)),
      h('td', { class: 'number' }, since(node.since)),
      h('td', {}, mark(MARKS[node.standing], t(`standing.${node.standing}`))),
    ),
  );
  return card('nodes', columns, rows, ['power', 'tip', 'lag', 'since']);
}

/** The latest records with their proof badges. */
export function recordsTable(records, cursor, changed) {
  const columns = ['id', 'time', 'height', 'author', 'standing', 'proof'];
  const rows = records.map((record) =>
    h(
      'tr',
      { 'data-record': record.id },
      h('td', { class: 'hash', title: record.id }, short(record.id)),
      h('td', { class: 'time', title: utc(record.time) }, time(record.time)),
      h('td', { class: 'number' }, number(record.height)),
      h('td', {}, record.author),
      h('td', {}, t(`recordStanding.${record.standing}`)),
      h('td', {}, proofBadge(record.badge, `record/${record.id}`, short(record.id))),
    ),
  );
  const more = h(
    'button',
    { class: 'quiet', 'data-key': 'more', onclick: () => readMoreRecords().then(changed, changed) },
    t('records.more'),
  );
  const table = card('records', columns, rows, ['height']);
  if (cursor !== null && records.length > 0) table.append(h('div', { class: 'more' }, more));
  return table;
}

/** The alarms so far, newest first. */
export function alarmsList(alarms, { alarms: counts }) {
  const items = alarms.map((alarm) =>
    h(
      'li',
      { class: `alarm alarm-${alarm.state} alarm-${alarm.severity}`, 'data-alarm': alarm.id },
      h(
        'div',
        { class: 'alarm-head' },
        mark(alarmMark(alarm), t(`rule.${alarm.rule}`)),
        h('span', { class: 'meta' }, t(`severity.${alarm.severity}`)),
      ),
      h('p', {}, alarm.nodes.length > 0 ? alarm.nodes.join(t('join')) : t('nobody')),
      h('p', { class: 'meta', title: utc(alarm.since) }, alarmTimes(alarm)),
      h(
        'a',
        { class: 'link', href: `#alarm/${alarm.id}`, 'data-key': `alarm/${alarm.id}` },
        t('alarms.evidence'),
      ),
    ),
  );
  const title = cardHead('alarms', t('alarms.open', { open: number(counts.open) }));
  const body = items.length > 0 ? h('ul', {}, items) : empty('alarms');
  return h('section', { class: 'card alarms', 'aria-label': t('region.alarms') }, title, body);
}

function alarmMark({ state, severity }) {
  if (state === 'cleared') return 'proved';
  return severity === 'minor' ? 'due' : 'failed';
}

function alarmTimes({ state, since: from, cleared_at: at }) {
  const begun = t('alarms.since', { since: time(from) });
  return state === 'cleared' ? `${begun} · ${t('alarms.clearedAt', { at: time(at) })}` : begun;
}

function since(ms) {
  return h('span', { 'data-since': ms ?? '', title: ms === null ? undefined : time(ms) }, ago(ms));
}

function card(name, columns, rows, numeric) {
  const head = columns.map((column) =>
    h(
      'th',
      { scope: 'col', class: numeric.includes(column) ? 'number' : false },
      t(`${name}.${column}`),
    ),
  );
  const table = h(
    'table',
    {},
    h('caption', { class: 'unseen' }, t(`region.${name}`)),
    h('thead', {}, h('tr', {}, head)),
    h('tbody', {}, rows),
  );
  return h(
    'section',
    { class: `card ${name}`, 'aria-label': t(`region.${name}`) },
    cardHead(name),
    rows.length > 0 ? table : empty(name),
  );
}

function cardHead(name, aside) {
  return h(
    'header',
    { class: 'card-head' },
    h('h3', {}, t(`${name}.name`)),
    h('span', { class: 'meta' }, t(`${name}.caption`)),
    aside === undefined ? undefined : h('span', { class: 'aside' }, aside),
  );
}

function empty(name) {
  return h(
    'div',
    { class: 'empty' },
    h('p', { class: 'empty-title' }, t(`${name}.emptyTitle`)),
    h('p', { class: 'meta' }, t(`${name}.empty`)),
  );
}
