// What came of a check: the badge, every check in order, and what the receipt says.
import { bytesToHex } from '@mingjing/crypto';
import type { ReceiptAttachment, ReceiptFacts, ReceiptRefusal } from '@mingjing/proofs';
import { element } from './dom.ts';
import { countText, isHash, timeText, utcText } from './format.ts';
import { fact, hashText, stateMark } from './parts.ts';
import { fill, type Texts } from './texts.ts';
import {
  type CheckRow,
  type CheckState,
  type DocumentVerdict,
  documentState,
  SIGNATURES_MAX,
  type Verdict,
} from './verdict.ts';

/** The state in which each outcome is shown. */
export const BADGES: Readonly<Record<Verdict['outcome'], CheckState>> = {
  checked: 'holds',
  notCompared: 'unknown',
  overworked: 'unknown',
  failed: 'failed',
};

/** The proof badge with its sentence, and one more about the document when there is one. */
export function badgeView(
  verdict: Verdict,
  document: DocumentVerdict | undefined,
  texts: Texts,
): HTMLElement {
  const { outcome, refusal } = verdict;
  const { title, text } = texts.verdict[outcome];
  const values = {
    count: countText(SIGNATURES_MAX),
    part: refusal === undefined ? '' : partText(refusal, texts),
    reason: refusal === undefined ? '' : texts.reason[refusal.reason],
  };
  const badge = messageView(BADGES[outcome], title, fill(text, values));
  // A receipt that holds must not stand above a wrong document as if both were right.
  if (document !== undefined) badge.append(documentLine(document, texts));
  return badge;
}

function documentLine(document: DocumentVerdict, texts: Texts): HTMLElement {
  const words = `${texts.part.document}${texts.colon}${documentText(document, texts)}`;
  return element('p', { class: 'document' }, stateMark(documentState(document), words));
}

/** A large state with one sentence; also what stands there before anything was checked. */
export function messageView(state: CheckState, title: string, text: string): HTMLElement {
  return element(
    'div',
    { class: `badge ${state}`, role: 'status' },
    element('h2', {}, stateMark(state, title)),
    element('p', {}, text),
  );
}

/** The part that was refused, with its position and what of it. */
function partText({ part, index, of }: ReceiptRefusal, texts: Texts): string {
  const place = index === undefined ? '' : fill(texts.value.at, { number: index + 1 });
  const field = of === undefined ? '' : texts.stepField[of];
  return [texts.part[part], place, field].filter((text) => text !== '').join(' · ');
}

/** Every check in order, the document last if there is one. */
export function checksView(
  verdict: Verdict,
  document: DocumentVerdict | undefined,
  texts: Texts,
): HTMLElement {
  const heads = [texts.table.check, texts.table.state, texts.table.value];
  return element(
    'table',
    {},
    element('caption', {}, texts.table.caption),
    element(
      'thead',
      {},
      element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text))),
    ),
    element(
      'tbody',
      {},
      ...verdict.rows.map((row) => line(row.part, row.state, rowValue(row, texts), texts)),
      document && line('document', documentState(document), documentText(document, texts), texts),
    ),
  );
}

function line(
  part: CheckRow['part'] | 'document',
  state: CheckState,
  value: Node | string,
  texts: Texts,
): HTMLElement {
  const explanation = element('small', {}, texts.explain[part]);
  return element(
    'tr',
    { class: state, 'data-part': part, 'data-state': state },
    element('th', { scope: 'row' }, texts.part[part], explanation),
    element('td', {}, stateMark(state, texts.state[state])),
    element('td', {}, value),
  );
}

function rowValue({ part, value, note, refusal }: CheckRow, texts: Texts): Node | string {
  if (refusal !== undefined) return texts.reason[refusal.reason];
  if (note !== undefined) return texts.value[note];
  if (value === undefined) return '';
  if (isHash(value)) return hashText(value, texts);
  switch (part) {
    case 'validator-step':
      return fill(texts.value.steps, { value });
    case 'certificate':
      return fill(texts.value.signers, { value });
    case 'result':
      return fill(texts.value.code, { value });
    default:
      return fill(texts.value.place, { value });
  }
}

function documentText(document: DocumentVerdict, texts: Texts): string {
  const value = 'number' in document ? document.number : '';
  return fill(texts.value[document.note], { value });
}

/** What the receipt says, once it holds. */
export function factsView(facts: ReceiptFacts, texts: Texts): HTMLElement {
  const { certificate, time } = facts;
  const names = texts.facts;
  const hash = (bytes: Uint8Array) => hashText(bytesToHex(bytes), texts);
  const when = fill(names.timeText, { time: timeText(time) });
  return element(
    'section',
    { class: 'card', 'aria-label': names.title },
    element('h2', {}, names.title),
    facts.resultCode === 0 ? undefined : element('p', { class: 'caution' }, `! ${names.noEffect}`),
    element(
      'dl',
      {},
      ...fact(names.chain, element('code', {}, facts.chainId)),
      ...fact(names.genesis, hash(facts.genesisHash)),
      ...fact(names.height, countText(facts.height)),
      ...fact(names.time, element('time', { title: `${utcText(time)} UTC` }, when)),
      ...fact(names.block, hash(facts.blockId)),
      ...fact(names.proposer, element('code', {}, facts.proposer)),
      ...fact(names.round, String(certificate.round)),
      ...fact(names.power, `${countText(certificate.power)}/${countText(certificate.total)}`),
      ...fact(names.transaction, hash(facts.transactionId)),
      ...fact(names.message, texts.message[facts.messageType]),
      ...fact(names.signer, hash(facts.signerKeyId)),
      ...recordLines(facts, texts),
      ...facts.attachments.flatMap((attachment, index) => attachmentLine(attachment, index, texts)),
    ),
    element('p', { class: 'hint' }, texts.page.signer),
  );
}

function recordLines({ records }: ReceiptFacts, texts: Texts): HTMLElement[] {
  const names = texts.facts;
  return records.flatMap(({ id, category, subject }, index) => {
    const values = { category, subject: subject === '' ? names.noSubject : subject };
    const text = `${fill(names.recordText, values)} `;
    const name = fill(names.record, { number: index + 1 });
    return fact(name, text, hashText(bytesToHex(id), texts));
  });
}

function roleText(role: number, { role: names }: Texts): string {
  if (role === 1) return names.content;
  return role === 3 ? names.ciphertext : names.description;
}

function attachmentLine(attachment: ReceiptAttachment, index: number, texts: Texts): HTMLElement[] {
  const role = roleText(attachment.role, texts);
  const values = { role, size: countText(attachment.sizeBytes) };
  return fact(
    fill(texts.facts.attachment, { number: index + 1 }),
    `${fill(texts.facts.attachmentText, values)} `,
    hashText(bytesToHex(attachment.contentHash), texts),
  );
}
