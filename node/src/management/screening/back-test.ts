import { bytesToHex } from '@mingjing/crypto';
import { ResultCode } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import {
  blockCodec,
  bodyCodec,
  bytesKey,
  type RecordItem,
  recordId,
  transactionCodec,
  transactionId,
} from '@mingjing/protocol';
import type { RuleSet, Verdict } from '@mingjing/screening';
import { type JudgedText, judgementOf } from './judgement.ts';
import {
  TESTED_BLOCKS_MAX,
  TESTED_NAMED_MAX,
  TESTED_RECORDS_MAX,
  TESTED_UNITS_MAX,
} from './limits.ts';
import type { BackTest } from './rule-set-version.ts';
import { type SubmittedText, submittedTexts } from './submitted-texts.ts';
import { TextJudge } from './text-judge.ts';

type Counts = Omit<BackTest, 'by' | 'at'>;

interface StoredTexts {
  readonly id: string;
  readonly texts: readonly SubmittedText[];
  readonly unread: number;
}

/**
 * What a rule set would do with the latest texts that this node holds, beside what the rule sets in
 * force do. It reads as much as its bounds allow, on a thread of its own.
 */
export async function backTest(
  host: Host,
  candidate: RuleSet,
  inForce: readonly RuleSet[],
): Promise<Counts> {
  const judge = new TextJudge([candidate, ...inForce]);
  const isCandidate = ({ ruleSet: { id, version } }: Verdict) =>
    id === candidate.id && version === candidate.version;
  // In place of the version in force, and beside the other sets.
  const isWith = (verdict: Verdict) => isCandidate(verdict) || verdict.ruleSet.id !== candidate.id;
  const counts = { pass: 0, flag: 0, hold: 0, refuse: 0 };
  const total = { records: 0, texts: 0, unread: 0, newlyStopped: 0 };
  const newlyStoppedIds: string[] = [];
  const stored = new LatestTexts(host);
  try {
    for await (const { id, texts, unread } of stored.walk()) {
      total.records += 1;
      total.texts += texts.length;
      total.unread += unread;
      const judged = await judgedTexts(texts, judge);
      const action = actionBy(judged, isWith);
      counts[action] += 1;
      const isStoppedNow = isStopped(actionBy(judged, (verdict) => !isCandidate(verdict)));
      if (!isStopped(action) || isStoppedNow) continue;
      total.newlyStopped += 1;
      if (newlyStoppedIds.length < TESTED_NAMED_MAX) newlyStoppedIds.push(id);
    }
  } finally {
    await judge.close();
  }
  return { ...counts, ...total, newlyStoppedIds, isWhole: stored.isWhole };
}

function isStopped(action: string): boolean {
  return action === 'hold' || action === 'refuse';
}

function actionBy(judged: readonly JudgedText[], counts: (verdict: Verdict) => boolean) {
  const counted = judged.map(({ text, verdicts }) => {
    return { text, verdicts: verdicts.filter(counts) };
  });
  return judgementOf(counted, []).action;
}

/** Texts with the verdicts on all that each may say to its readers. */
export async function judgedTexts(
  texts: readonly SubmittedText[],
  judge: TextJudge,
): Promise<JudgedText[]> {
  const verdicts = await judge.judge(texts.map(({ text }) => text));
  return texts.map((text, index) => ({ text, verdicts: [...(verdicts[index] ?? [])] }));
}

/** The latest records with the texts that are held here, newest first. */
class LatestTexts {
  readonly #host: Host;
  #units = 0;
  #records = 0;
  isWhole = false;

  constructor(host: Host) {
    this.#host = host;
  }

  async *walk(): AsyncGenerator<StoredTexts> {
    let { height } = this.#host.replica.chain;
    const lowest = Math.max(0, height - TESTED_BLOCKS_MAX);
    for (; height > lowest; height -= 1) {
      for (const { id, record } of await this.#recordsAt(height)) {
        const isFull = this.#records >= TESTED_RECORDS_MAX || this.#units >= TESTED_UNITS_MAX;
        if (isFull) return;
        const { texts, unread } = await this.#textsOf(record);
        this.#records += 1;
        this.#units += texts.reduce((sum, { text }) => sum + text.length, 0);
        yield { id, texts, unread };
      }
    }
    this.isWhole = lowest === 0;
  }

  async #recordsAt(height: number): Promise<{ id: string; record: RecordItem }[]> {
    const { replica, store } = this.#host;
    const stored = await store.block(height);
    if (stored === undefined) return [];
    return blockCodec.decode(stored.block).transactions.flatMap((bytes, index) => {
      if (stored.results[index] !== ResultCode.done) return [];
      const { body } = transactionCodec.decode(bytes);
      const { recordsAmend: amended, recordsPublish: published } = bodyCodec.decode(body);
      const records = published?.records ?? (amended ? [amended.record] : []);
      const id = transactionId(replica.chain.chainId, body);
      return records.map((record, at) => ({ id: bytesToHex(recordId(id, at)), record }));
    });
  }

  async #textsOf(record: RecordItem) {
    const contents = new Map<string, Uint8Array>();
    for (const { commitment } of record.attachments) {
      const held = await this.#host.replica.contents.store.attachment(commitment);
      if (held !== undefined) contents.set(bytesKey(commitment), held.content);
    }
    return submittedTexts([record], (commitment) => contents.get(bytesKey(commitment)));
  }
}
