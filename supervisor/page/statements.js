import { proofBadge } from './badge.js';
import { h, icon } from './dom.js';
import { model } from './model.js';
import { ago, number, t, time } from './text.js';

/** The rest is in the list of alarms. */
const BLAME_LINES = 3;

/** The three statements, each with its number, its detail and its proof. */
export function statements(situation) {
  return h(
    'section',
    { class: 'statements', 'aria-label': t('region.statements'), 'aria-live': 'polite' },
    ['coverage', 'journals', 'heads'].map((name) => statement(name, situation)),
  );
}

function statement(name, situation) {
  const { blame } = situation[name];
  // What is no longer heard of is no longer known, and unknown is never green.
  const isOutdated = model.isLost && situation[name].state === 'proved';
  const state = isOutdated ? 'unknown' : situation[name].state;
  const sentence = sentenceOf(name, situation);
  return h(
    'article',
    { class: `statement statement-${state}`, 'data-statement': name },
    h('div', { class: 'statement-icon' }, icon(state, 36)),
    h(
      'div',
      { class: 'statement-text' },
      h('h2', {}, sentence),
      h('p', { class: 'meta' }, detailOf(name, situation)),
      blameTexts(blame).map((text) => h('p', { class: 'blame' }, text)),
    ),
    proofBadge(state, `proof/${name}`, sentence, t(`state.${isOutdated ? 'outdated' : state}`)),
  );
}

/** The sentence of a statement as it stands. */
export function sentenceOf(name, situation) {
  const { coverage, heads, journals } = situation;
  if (name === 'journals') {
    const fields = { measured: number(journals.measured), of: number(journals.of) };
    return t(`journals.${journals.state}`, { ...fields, ago: ago(journals.as_of) });
  }
  if (name === 'heads') return t(`heads.${heads.state}`, { agreeing: number(heads.agreeing) });
  if (coverage.to === 0) return t('coverage.none');
  const fields = { to: number(coverage.to), lag: number(coverage.lag) };
  return t(`coverage.${coverage.state}`, { ...fields, gaps: number(coverage.gaps) });
}

function detailOf(name, { coverage, journals, heads }) {
  if (name === 'journals') {
    const entries = journals.nodes.reduce((sum, node) => sum + node.entries, 0);
    return t('journals.detail', { entries: number(entries) });
  }
  if (name === 'coverage') {
    const expected = coverage.expected_height;
    const reached =
      expected === null ? t('coverage.few') : t('coverage.enough', { expected: number(expected) });
    return `${t('coverage.detail', { gaps: number(coverage.gaps) })} · ${reached}`;
  }
  const missing = heads.organisations
    .filter(({ standing }) => standing !== 'agrees')
    .map(({ organisation, standing }) =>
      t('missingOne', { organisation, standing: t(`standing.${standing}`) }),
    );
  const parts = [
    t('heads.detail', { agreeing: number(heads.agreeing), of: number(heads.of) }),
    t(heads.one_correct ? 'heads.ok' : 'heads.few'),
    ...(missing.length > 0 ? [t('missing', { names: missing.join(t('join')) })] : []),
  ];
  return parts.join(' · ');
}

/** Who answers for it and since when; several alarms of one kind and node are one line. */
function blameTexts(blame) {
  const lines = new Map();
  for (const { rule, nodes, since } of blame) {
    const names = nodes.length > 0 ? nodes.join(t('join')) : t('nobody');
    const key = `${rule} ${names}`;
    const text = t('blame', { rule: t(`rule.${rule}`), nodes: names, since: time(since) });
    if (!lines.has(key)) lines.set(key, text);
  }
  return [...lines.values()].slice(0, BLAME_LINES);
}
