import { h, icon, replace } from './dom.js';
import { leaveDrawer, showDrawer } from './drawer.js';
import { follow, model, readAll } from './model.js';
import { statements } from './statements.js';
import { alarmsList, nodesTable, recordsTable } from './tables.js';
import { ago, language, loadTexts, number, switchLanguage, t } from './text.js';

/** Below this a blank page is calmer than a skeleton that flashes by. */
const SKELETON_AFTER_MS = 300;

const app = document.getElementById('app');
const drawer = document.getElementById('drawer');
let isLoading = false;

async function start() {
  await loadTexts();
  const skeleton = setTimeout(() => {
    isLoading = true;
    render();
  }, SKELETON_AFTER_MS);
  try {
    await readAll();
    follow(() => {
      render();
      showDrawer(drawer, { isRefresh: true });
    });
    setInterval(passTime, 1000);
  } catch (error) {
    model.error = error.message;
  }
  clearTimeout(skeleton);
  isLoading = false;
  render();
  if (model.error === undefined) await showDrawer(drawer);
}

function render() {
  replace(app, skipLink(), headBar(), staleBar(), body(), foot());
}

function body() {
  if (model.error !== undefined) return errorPanel();
  if (model.situation === undefined) return skeletonPanel();
  const { situation, records, recordsCursor, alarms } = model;
  return h(
    'main',
    { id: 'main', tabindex: '-1', class: model.isLost ? 'lost' : false },
    h('h1', {}, t('question')),
    statements(situation),
    h(
      'div',
      { class: 'columns' },
      h(
        'div',
        { class: 'wide' },
        nodesTable(situation),
        recordsTable(records, recordsCursor, render),
      ),
      alarmsList(alarms, situation),
    ),
  );
}

function skipLink() {
  return h('a', { class: 'skip', href: '#main', onclick: skip }, t('skip'));
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function headBar() {
  const { situation } = model;
  const facts = situation && [
    ['chain', situation.chain_id],
    ['node', situation.node_id],
    ['height', number(situation.height)],
  ];
  return h(
    'header',
    { class: 'bar' },
    h('span', { class: 'product' }, logo(), t('product')),
    h('span', { class: 'console' }, t('console')),
    h('span', { class: 'room' }, t('room')),
    h('span', { class: 'space' }),
    (facts ?? []).map(([name, value]) =>
      h('span', { class: 'fact' }, h('span', {}, t(`head.${name}`)), h('b', {}, value)),
    ),
    h('span', { class: `link-state ${model.isLost ? 'lost' : 'live'}` }, linkState()),
    h(
      'button',
      {
        class: 'language',
        'data-key': 'language',
        lang: language() === 'en' ? 'zh-CN' : 'en',
        'aria-label': t('languageLabel'),
        onclick: changeLanguage,
      },
      t('language'),
    ),
  );
}

function logo() {
  return h('img', { src: '/icon.svg', alt: '', width: '28', height: '28' });
}

function linkState() {
  if (model.situation === undefined) return t('head.loading');
  return t(model.isLost ? 'head.lost' : 'head.live');
}

async function changeLanguage() {
  switchLanguage();
  await loadTexts();
  render();
  await showDrawer(drawer, { isRefresh: false });
}

function staleBar() {
  if (!model.isLost || model.situation === undefined) return '';
  const seconds = Math.round((Date.now() - model.heardAt) / 1000);
  const text = t('stale', { height: number(model.situation.height), seconds });
  return h('div', { class: 'stale', role: 'status' }, text);
}

function errorPanel() {
  return h(
    'main',
    { id: 'main', tabindex: '-1' },
    h(
      'section',
      { class: 'card panel', role: 'alert' },
      icon('failed', 36),
      h('h1', {}, t('error.title')),
      h('p', {}, t('error.text', { code: model.error })),
      h('button', { class: 'button', onclick: () => location.reload() }, t('error.retry')),
    ),
  );
}

function skeletonPanel() {
  const line = (kind) => h('div', { class: `bone ${kind}` });
  const bones = isLoading ? ['tall', 'tall', 'tall', 'table'].map(line) : [];
  return h('main', { id: 'main', 'aria-busy': 'true', 'aria-label': t('head.loading') }, bones);
}

function foot() {
  return h('footer', { class: 'meta' }, t('foot'));
}

function passTime() {
  for (const element of document.querySelectorAll('[data-since]')) {
    const since = element.getAttribute('data-since');
    element.textContent = ago(since === '' ? null : Number(since));
  }
  if (model.isLost) render();
}

window.addEventListener('hashchange', () => showDrawer(drawer));
window.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') leaveDrawer();
});
await start();
