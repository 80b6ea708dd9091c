// What came of a retention certificate: the badge, a table of the logs, and what it says.
import { bytesToHex } from '@mingjing/crypto';
import type { RetainedLogFacts, RetentionFacts, RetentionRefusal } from '@mingjing/proofs';
import { element } from './dom.ts';
import { countText, timeText, utcText } from './format.ts';
import { fact, hashText } from './parts.ts';
import { BADGES, messageView } from './result-view.ts';
import { missingDays, periodState, type RetentionVerdict } from './retention-verdict.ts';
import { certificateReason, fill, type Texts } from './texts.ts';
import { SIGNATURES_MAX } from './verdict.ts';

/** Everything that is shown of a certificate. */
export function retentionViews(
  verdict: RetentionVerdict,
  hasDocument: boolean,
  texts: Texts,
): HTMLElement[] {
  const { facts } = verdict;
  const badge = badgeView(verdict, texts);
  if (hasDocument) badge.append(element('p', { class: 'hint' }, texts.retention.noDocument));
  return facts === undefined ? [badge] : [badge, logsView(facts, texts), factsView(facts, texts)];
}

function badgeView({ outcome, refusal, facts }: RetentionVerdict, texts: Texts): HTMLElement {
  const { title, text } = texts.retention.verdict[outcome];
  const values = {
    count: countText(SIGNATURES_MAX),
    part: refusal === undefined ? '' : partText(refusal, texts),
    reason: refusal === undefined ? '' : certificateReason(refusal.reason, texts),
  };
  const badge = messageView(BADGES[outcome], title, fill(text, values));
  for (const line of facts === undefined ? [] : periodLines(facts, texts)) {
    badge.append(element('p', { class: 'document' }, line));
  }
  return badge;
}

/** A certificate that holds must not stand above young logs as if their period were full. */
function periodLines(facts: RetentionFacts, { retention }: Texts): string[] {
  const { short, neverAnchored, fullAt } = periodState(facts);
  const count = countText(short);
  if (short === 0) return [retention.periodFull];
  return [
    ...(fullAt === undefined
      ? []
      : [fill(retention.periodShort, { count, date: timeText(fullAt) })]),
    ...(neverAnchored === 0
      ? []
      : [fill(retention.periodUnknown, { count: countText(neverAnchored) })]),
  ];
}

function partText({ part, index }: RetentionRefusal, { retention, value }: Texts): string {
  const place = index === undefined ? '' : fill(value.at, { number: index + 1 });
  return [retention.part[part], place].filter((text) => text !== '').join(' · ');
}

function logsView(facts: RetentionFacts, texts: Texts): HTMLElement {
  const { retention } = texts;
  const heads = Object.values(retention.column);
  const table = element(
    'table',
    { class: 'logs' },
    element('caption', {}, retention.caption),
    element(
      'thead',
      {},
      element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text))),
    ),
    element('tbody', {}, ...facts.logs.map((log) => logRow(log, facts.time, texts))),
  );
  return element('div', { class: 'scroll', tabindex: '0' }, table);
}

function logRow(log: RetainedLogFacts, now: number, { retention }: Texts): HTMLElement {
  const { source, size, keptSince, periodDays, periodFullAt, isPeriodFull, anchored } = log;
  const name = retention.log[source as unknown as keyof typeof retention.log] ?? String(source);
  const day = (time: number | undefined) =>
    time === undefined ? retention.never : timeText(time).slice(0, 10);
  const missing = isPeriodFull ? retention.full : countText(missingDays(log, now));
  const cells = [
    ...[countText(size), day(keptSince), countText(periodDays), day(periodFullAt)],
    isPeriodFull ? missing : element('span', { class: 'caution' }, missing),
    anchored === undefined ? retention.never : countText(anchored.size),
    `${log.cosignatures.length} / ${log.copies.length}`,
  ];
  return element(
    'tr',
    { 'data-log': String(source), 'data-full': String(isPeriodFull) },
    element('th', { scope: 'row' }, name),
    ...cells.map((cell) => element('td', {}, cell)),
  );
}

function factsView(facts: RetentionFacts, texts: Texts): HTMLElement {
  const { facts: names, retention } = texts;
  const when = (time: number) =>
    element(
      'time',
      { title: `${utcText(time)} UTC` },
      fill(names.timeText, { time: timeText(time) }),
    );
  return element(
    'section',
    { class: 'card', 'aria-label': retention.title },
    element('h2', {}, retention.title),
    element(
      'dl',
      {},
      ...fact(names.chain, element('code', {}, facts.chainId)),
      ...fact(names.genesis, hashText(bytesToHex(facts.genesisHash), texts)),
      ...fact(retention.node, element('code', {}, facts.nodeId)),
      ...fact(retention.organisation, element('code', {}, facts.organisation)),
      ...fact(retention.issuedAt, when(facts.issuedAt)),
      ...fact(names.height, countText(facts.height)),
      ...fact(names.time, when(facts.time)),
      ...fact(retention.signers, `${facts.signatures}/${facts.validators}`),
      ...heartbeatFact(facts, texts),
      ...fact(retention.holds, countText(facts.holds.length)),
    ),
    element('p', { class: 'hint' }, retention.foot),
  );
}

function heartbeatFact({ logs }: RetentionFacts, { retention }: Texts): HTMLElement[] {
  return logs
    .filter(({ heartbeats }) => heartbeats > 0)
    .flatMap(({ heartbeats, longestPauseMs }) => {
      const values = {
        count: countText(heartbeats),
        seconds: countText(Math.ceil(longestPauseMs / 1000)),
      };
      return fact(retention.heartbeats, fill(retention.heartbeatText, values));
    });
}
