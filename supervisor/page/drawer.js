import { mark } from './badge.js';
import { h, icon } from './dom.js';
import { evidenceRows } from './evidence.js';
import { model, readJson } from './model.js';
import { sentenceOf } from './statements.js';
import { number, short, t, time, utc } from './text.js';

// A drawer has an address of its own (#proof/…, #record/…, #alarm/…), so it can be sent and kept.

const STATUS = 'mingjing-supervisor status --home HOME --json';
let opener;
let shown = '';

/** Shows the drawer that the address names, or none. A record is read anew: that is an act. */
export async function showDrawer(place, { isRefresh = false } = {}) {
  const [kind, name] = location.hash.slice(1).split('/');
  const address = location.hash;
  if (!['proof', 'record', 'alarm'].includes(kind) || !name) {
    close(place);
    return;
  }
  const isNew = address !== shown;
  // What was read of a record stands as it was read, until it is opened again.
  if (isRefresh && kind === 'record') return;
  if (isNew) opener = document.activeElement;
  shown = address;
  const content = await contentOf(kind, name);
  if (location.hash !== address) return;
  place.replaceChildren(frame(content));
  if (isNew) place.querySelector('.drawer')?.focus();
}

function close(place) {
  if (shown === '') return;
  shown = '';
  place.replaceChildren();
  const key = opener?.getAttribute?.('data-key');
  const back = key ? document.querySelector(`[data-key="${CSS.escape(key)}"]`) : undefined;
  back?.focus({ preventScroll: true });
}

/** Leaves the drawer; the page behind stays where it is. */
export function leaveDrawer() {
  if (location.hash === '') return;
  history.pushState(null, '', location.pathname + location.search);
  window.dispatchEvent(new Event('hashchange'));
}

function frame({ title, body }) {
  const closer = h('button', { class: 'quiet', onclick: leaveDrawer }, t('drawer.close'));
  const head = h('header', {}, h('h2', {}, title), closer);
  const attributes = { class: 'drawer', role: 'dialog', tabindex: '-1', 'aria-label': title };
  return h('aside', attributes, head, h('div', { class: 'drawer-body' }, body));
}

async function contentOf(kind, name) {
  if (kind === 'record') return recordContent(name);
  return kind === 'alarm' ? alarmContent(name) : proofContent(name);
}

function proofContent(name) {
  const { situation } = model;
  const rows = { coverage: coverageRows, heads: headRows, journals: journalRows }[name];
  if (rows === undefined) return { title: '', body: [] };
  const title = t('drawerTitle.statement', { name: t(`${name}.name`) });
  const { state } = situation[name];
  return {
    title,
    body: [
      h('p', { class: 'drawer-lead' }, sentenceOf(name, situation)),
      h('p', {}, mark(state, t(`state.${state}`))),
      h('ol', { class: 'checks' }, rows(situation).map(checkItem)),
    ],
  };
}

function coverageRows({ coverage }) {
  const { state, expected_height: expected } = coverage;
  const known = expected === null ? 'unknown' : 'proved';
  const missing = state === 'failed' ? 'failed' : 'due';
  const lag = coverage.lag === 0 ? 'proved' : missing;
  const rows = [
    ['range', coverage.to > 0 ? 'proved' : 'unknown', `1–${number(coverage.to)}`],
    ['block', 'proved', coverage.block_id],
    ['root', 'proved', coverage.state_root],
    ['expected', known, number(expected)],
    ['lag', expected === null ? 'unknown' : lag, number(coverage.lag)],
    ['gaps', coverage.gaps === 0 ? 'proved' : missing, number(coverage.gaps)],
  ];
  return rows.map(([name, each, value]) => row(t(`check.${name}`), each, value, STATUS));
}

function headRows({ heads }) {
  const marks = { agrees: 'proved', differs: 'failed', silent: 'due' };
  return heads.organisations.map(({ organisation, standing }) =>
    row(
      t('check.organisation', { organisation }),
      marks[standing] ?? 'unknown',
      t(`standing.${standing}`),
      STATUS,
    ),
  );
}

function journalRows({ journals }) {
  return journals.nodes.map(({ node_id: node, entries, state, as_of: asOf }) =>
    row(t('check.journal', { node }), state, number(entries), STATUS, asOf),
  );
}

function row(label, state, value, command, at = model.heardAt) {
  return { label, state, value, command, at };
}

async function recordContent(id) {
  const title = t('drawerTitle.record');
  let record;
  try {
    record = await readJson(`/v1/records/${encodeURIComponent(id)}`);
  } catch (error) {
    return { title, body: h('p', { class: 'blame' }, t('closedRecord', { code: error.message })) };
  }
  const check = `mingjing-supervisor check ${record.id} --home HOME`;
  const receipt = `mingjing verify ${record.id.slice(0, 16)}.receipt --genesis genesis.json`;
  const offline = ['transactions_root', 'result', 'certificate'];
  const rows = record.checks.map(({ name, state, value }) => {
    const command = offline.includes(name) ? receipt : check;
    return row(t(`check.${name}`), state, value, command, record.checked_at);
  });
  const facts = [
    ['records.id', h('span', { class: 'hash' }, record.id)],
    ['records.time', h('span', { title: utc(record.time) }, time(record.time))],
    ['records.height', number(record.height)],
    ['records.author', record.author],
    ['records.standing', t(`recordStanding.${record.standing}`)],
  ];
  return {
    title,
    body: [
      definitions(facts),
      h('p', { class: 'drawer-lead' }, mark(record.badge, t(`badge.${record.badge}`))),
      h('ol', { class: 'checks' }, rows.map(checkItem)),
      h(
        'a',
        { class: 'button', href: `/v1/records/${record.id}/receipt`, download: true },
        t('drawer.download'),
      ),
    ],
  };
}

function alarmContent(id) {
  const alarm = model.alarms.find((each) => each.id === id);
  if (alarm === undefined) {
    return { title: t('alarms.name'), body: h('p', { class: 'blame' }, t('closedAlarm')) };
  }
  const facts = [
    ['drawer.id', alarm.id],
    ['drawer.nodes', alarm.nodes.join(t('join')) || t('nobody')],
    ['drawer.subject', h('span', { class: 'hash' }, alarm.subject || t('none'))],
    ['drawer.severity', t(`severity.${alarm.severity}`)],
    ['drawer.since', h('span', { title: utc(alarm.since) }, time(alarm.since))],
  ];
  return {
    title: t('drawerTitle.alarm', { name: t(`rule.${alarm.rule}`) }),
    body: [
      definitions(facts),
      h('h3', {}, t('drawer.evidence')),
      ...evidenceRows(alarm.evidence).map(({ title, rows }) => [
        title === undefined ? undefined : h('h4', {}, title),
        h('dl', {}, rows.map(definition)),
      ]),
    ].flat(),
  };
}

function definitions(facts) {
  return h(
    'dl',
    {},
    facts.map(([key, value]) => definition([t(key), value])),
  );
}

function definition([label, value]) {
  return h('div', {}, h('dt', {}, label), h('dd', {}, value));
}

function checkItem({ label, state, value, command, at }) {
  const isHash = /^[0-9a-f]{32,}$/.test(value);
  return h(
    'li',
    { class: `check check-${state}` },
    icon(state, 20),
    h(
      'div',
      {},
      h('p', { class: 'check-label' }, label),
      h(
        'p',
        { class: 'check-value' },
        isHash ? hash(value) : value,
        at === null
          ? undefined
          : h('span', { class: 'meta', title: utc(at) }, `${t('drawer.time')} ${time(at)}`),
      ),
      command === undefined ? undefined : commandLine(command),
    ),
  );
}

function hash(value) {
  return h('span', { class: 'hash', title: value }, short(value), copier(value));
}

function commandLine(command) {
  return h(
    'p',
    { class: 'command', 'aria-label': t('drawer.command'), title: t('drawer.command') },
    h('code', {}, command),
    copier(command),
  );
}

function copier(text) {
  const button = h('button', { class: 'copy', 'aria-label': t('drawer.copy') }, t('drawer.copy'));
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = t('drawer.copied');
  });
  // Without a secure context there is no clipboard, and no button that does nothing.
  return navigator.clipboard === undefined ? '' : button;
}
