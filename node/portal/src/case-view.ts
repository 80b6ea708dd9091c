// What came of the bundle of a case: the badge, the files of its evidence, and what was stated.
import { bytesToHex } from '@mingjing/crypto';
import type { CaseFacts, CaseRefusal } from '@mingjing/proofs';
import type { CaseVerdict } from './case-verdict.ts';
import { element } from './dom.ts';
import { countText, timeText } from './format.ts';
import { fact, hashText } from './parts.ts';
import { BADGES, messageView } from './result-view.ts';
import { caseReason, fill, type Texts } from './texts.ts';
import { SIGNATURES_MAX } from './verdict.ts';

/** Everything that is shown of a case. */
export function caseViews(verdict: CaseVerdict, hasDocument: boolean, texts: Texts): HTMLElement[] {
  const { facts } = verdict;
  const badge = badgeView(verdict, texts);
  if (hasDocument) badge.append(element('p', { class: 'hint' }, texts.case.noDocument));
  return facts === undefined ? [badge] : [badge, factsView(facts, texts), filesView(facts, texts)];
}

function badgeView({ outcome, refusal }: CaseVerdict, texts: Texts): HTMLElement {
  const { title, text } = texts.case.verdict[outcome];
  const values = {
    count: countText(SIGNATURES_MAX),
    part: refusal === undefined ? '' : partText(refusal, texts),
    reason: refusal === undefined ? '' : caseReason(refusal.reason, texts),
  };
  return messageView(BADGES[outcome], title, fill(text, values));
}

function partText({ index, part }: CaseRefusal, texts: Texts): string {
  const place = index === undefined ? '' : fill(texts.value.at, { number: index + 1 });
  return [texts.case.part[part], place].filter((text) => text !== '').join(' · ');
}

/** The case as it was stated: texts are what people wrote, and are shown as that. */
function factsView({ statement, ...facts }: CaseFacts, texts: Texts): HTMLElement {
  const { case: own, facts: names, retention } = texts;
  const stated = statement.case;
  const report = recordIn(stated['report']);
  const closing = recordIn(stated['closing']);
  const when = (time: unknown) => whenText(time, texts);
  return element(
    'section',
    { class: 'card', 'aria-label': own.title },
    element('h2', {}, own.title),
    element(
      'dl',
      {},
      ...fact(own.id, element('code', {}, textOf(stated['id']))),
      ...fact(own.foundBy, wordOf(stated['found_by'], own.found)),
      ...fact(own.foundAt, when(stated['found_at'])),
      ...fact(own.reference, textOf(stated['reference'])),
      ...fact(own.basis, textOf(stated['basis'])),
      ...fact(own.description, textOf(stated['description'])),
      ...fact(own.openedBy, textOf(stated['opened_by'])),
      ...fact(own.reportDue, when(stated['report_due_at'])),
      ...fact(own.reportClock, wordOf(stated['report_clock'], own.clock)),
      ...fact(
        own.report,
        report === undefined
          ? own.notYet
          : `${textOf(report['to'])} · ${textOf(report['receipt'])} · ${when(report['sent_at'])}`,
      ),
      ...listOf(stated['actions']).flatMap((action, index) =>
        fact(fill(own.action, { number: index + 1 }), actionText(action, texts)),
      ),
      ...fact(
        own.closing,
        closing === undefined
          ? own.notYet
          : `${wordOf(closing['outcome'], own.outcome)} · ${textOf(closing['by'])}`,
      ),
      ...fact(names.chain, element('code', {}, facts.chainId)),
      ...fact(names.genesis, hashText(bytesToHex(facts.genesisHash), texts)),
      ...fact(retention.node, element('code', {}, statement.node_id)),
      ...fact(retention.organisation, element('code', {}, facts.organisation)),
      ...fact(retention.issuedAt, when(statement.issued_at)),
      ...fact(names.height, countText(facts.height)),
    ),
    element('p', { class: 'hint' }, own.foot),
  );
}

function actionText(action: Readonly<Record<string, unknown>>, texts: Texts): string {
  const { kind, note, by, at } = action;
  const parts = [wordOf(kind, texts.case.kind), textOf(note), textOf(by), whenText(at, texts)];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Each file with its size and hash: what lies in the bundle is what was stated. */
function filesView({ statement: { files } }: CaseFacts, texts: Texts): HTMLElement {
  const { column, caption, noFiles } = texts.case;
  if (files.length === 0) return element('p', { class: 'hint' }, noFiles);
  const heads = Object.values(column);
  const table = element(
    'table',
    { class: 'logs' },
    element('caption', {}, caption),
    element(
      'thead',
      {},
      element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text))),
    ),
    element(
      'tbody',
      {},
      ...files.map(({ name, sha256, size_bytes: size }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, name),
          element('td', {}, countText(size)),
          element('td', {}, hashText(sha256, texts)),
        ),
      ),
    ),
  );
  return element('div', { class: 'scroll', tabindex: '0' }, table);
}

// A statement is what a node wrote: only what has the form of a fact is shown as one.
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function wordOf(value: unknown, words: Readonly<Record<string, string>>): string {
  const name = textOf(value);
  return Object.hasOwn(words, name) ? (words[name] ?? name) : name;
}

/** The years that a date can name. */
const TIME_MAX = 8.64e15;

function whenText(value: unknown, { facts }: Texts): string {
  const isTime = typeof value === 'number' && value >= 0 && value <= TIME_MAX;
  return isTime ? fill(facts.timeText, { time: timeText(value) }) : '';
}

function recordIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  return all.map(recordIn).filter((each) => each !== undefined);
}
