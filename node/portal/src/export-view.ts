// What came of a lawful export: the badge, a table of the logs, and what was asked by whom.
import { bytesToHex } from '@mingjing/crypto';
import type { ExportedLogFacts, ExportFacts, ExportRefusal } from '@mingjing/proofs';
import { element } from './dom.ts';
import type { ExportVerdict } from './export-verdict.ts';
import { countText, timeText } from './format.ts';
import { fact, hashText } from './parts.ts';
import { BADGES, messageView } from './result-view.ts';
import { exportReason, fill, type Texts } from './texts.ts';
import { SIGNATURES_MAX } from './verdict.ts';

/** Everything that is shown of an export. */
export function exportViews(
  verdict: ExportVerdict,
  hasDocument: boolean,
  texts: Texts,
): HTMLElement[] {
  const { facts } = verdict;
  const badge = badgeView(verdict, texts);
  if (hasDocument) badge.append(element('p', { class: 'hint' }, texts.export.noDocument));
  return facts === undefined ? [badge] : [badge, logsView(facts, texts), factsView(facts, texts)];
}

function badgeView({ outcome, refusal, facts }: ExportVerdict, texts: Texts): HTMLElement {
  const { title, text } = texts.export.verdict[outcome];
  const values = {
    count: countText(SIGNATURES_MAX),
    part: refusal === undefined ? '' : partText(refusal, texts),
    reason: refusal === undefined ? '' : exportReason(refusal.reason, texts),
  };
  const badge = messageView(BADGES[outcome], title, fill(text, values));
  for (const line of facts === undefined ? [] : restLines(facts, texts)) {
    badge.append(element('p', { class: 'document' }, line));
  }
  return badge;
}

/** What rests on the node's word must not hide behind what is proved. */
function restLines({ request, logs }: ExportFacts, texts: Texts): string[] {
  const open = logs.filter(({ isBounded }) => !isBounded).map((log) => logName(log, texts));
  const isNobody = request.actor !== '' && logs.every(({ entries }) => entries.length === 0);
  return [
    ...(open.length === 0 ? [] : [fill(texts.export.openEnd, { logs: open.join(', ') })]),
    ...(isNobody ? [texts.export.nobody] : []),
  ];
}

function partText({ part, nodeId, source, index, end }: ExportRefusal, texts: Texts): string {
  const last = end === undefined ? '' : `-${end - 1}`;
  const entry = index === undefined ? '' : `/${index}${last}`;
  const number = index === undefined ? '' : fill(texts.value.at, { number: index + 1 });
  const place = source === undefined ? number : `${nodeId}/${source}${entry}`;
  return [texts.export.part[part], place].filter((text) => text !== '').join(' · ');
}

function logsView(facts: ExportFacts, texts: Texts): HTMLElement {
  const heads = Object.values(texts.export.column);
  const table = element(
    'table',
    { class: 'logs' },
    element('caption', {}, texts.export.caption),
    element(
      'thead',
      {},
      element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text))),
    ),
    element('tbody', {}, ...facts.logs.map((log) => logRow(log, texts))),
  );
  return element('div', { class: 'scroll', tabindex: '0' }, table);
}

function logRow(log: ExportedLogFacts, texts: Texts): HTMLElement {
  const { source, size, inRange, first, end, entries, disposed, cosignatures } = log;
  const sealed = entries.filter(({ personal }) => personal === 'sealed').length;
  const cells = [
    ...[countText(size), countText(inRange), size === 0 ? '' : `${first}-${end - 1}`],
    ...[countText(entries.length), countText(sealed), countText(disposed)],
    countText(cosignatures.length),
  ];
  return element(
    'tr',
    { 'data-log': source },
    element('th', { scope: 'row' }, logName(log, texts)),
    ...cells.map((cell) => element('td', {}, cell)),
  );
}

function logName({ sourceNumber }: ExportedLogFacts, { retention }: Texts): string {
  return retention.log[String(sourceNumber) as keyof typeof retention.log];
}

function factsView(facts: ExportFacts, texts: Texts): HTMLElement {
  const { facts: names, retention, export: own } = texts;
  const { request } = facts;
  const when = (time: number) => fill(names.timeText, { time: timeText(time) });
  return element(
    'section',
    { class: 'card', 'aria-label': own.title },
    element('h2', {}, own.title),
    element(
      'dl',
      {},
      ...fact(own.caseNumber, request.caseNumber),
      ...fact(own.basis, request.basis),
      ...fact(own.authority, request.authority),
      ...fact(own.actor, request.actor === '' ? own.everybody : request.actor),
      ...fact(own.range, `${when(request.from)} - ${when(request.to)}`),
      ...fact(own.approvers, facts.approvers.join(', ')),
      ...fact(own.hash, hashText(bytesToHex(facts.requestHash), texts)),
      ...fact(names.chain, element('code', {}, facts.chainId)),
      ...fact(names.genesis, hashText(bytesToHex(facts.genesisHash), texts)),
      ...fact(retention.node, element('code', {}, request.nodeId)),
      ...fact(retention.organisation, element('code', {}, facts.organisation)),
      ...fact(retention.issuedAt, when(facts.issuedAt)),
      ...fact(names.height, countText(facts.height)),
    ),
    element('p', { class: 'hint' }, own.foot),
  );
}
