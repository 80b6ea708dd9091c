// What an approval of a held content is good for: one transaction, however many ask at once.
import type { Host } from '@mingjing/host';
import type { PoolEntry } from '@mingjing/replica';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { decided } from '../src/management/review/review.ts';
import { ReviewDesk } from '../src/management/review/review-desk.ts';
import {
  ScreenedSubmission,
  type SubmissionParts,
} from '../src/management/review/screened-submission.ts';
import { RuleDays } from '../src/management/screening/statistics.ts';

const NOW = Date.UTC(2026, 10, 2);
const VALID_MS = 60_000;
const CATEGORY = 77;
const chainId = 'test-0123456789abcdef';

let parts: SubmissionParts;
let now = NOW;
let made = 0;

/** A publication of a content, under a salt and a signature of its own. */
function publication(text = 'text'): PoolEntry {
  made += 1;
  const own = new Uint8Array(32).fill(made);
  const attachments = [{ commitment: own, role: 0, sizeBytes: 4 }];
  const records = [{ category: CATEGORY, subject: '', attachments }];
  return {
    attachments: [{ commitment: own, salt: own, content: Buffer.from(text) }],
    transaction: {
      ...{ hashKey: `hash ${made}`, id: own, bytes: own, signerKey: own, attachments },
      body: { validUntil: now + VALID_MS },
      message: { type: 'recordsPublish', value: { records } },
    },
  } as unknown as PoolEntry;
}

/** Judges publications in one call; `passed` for each that an approval lets in. */
async function judged(...entries: PoolEntry[]): Promise<string[]> {
  const submission = new ScreenedSubmission(parts);
  const refusals = await submission.judge(entries);
  await submission.keep();
  return refusals.map((refusal) => refusal ?? 'passed');
}

beforeEach(async () => {
  now = NOW;
  const state = { time: NOW, registry: { get: () => ({ holder: 'user-1' }) } };
  const host = {
    replica: { chain: { chainId, state } },
    store: { findTransaction: async () => undefined },
  } as unknown as Host;
  const key = () => new Uint8Array(32).fill(7);
  const shelf = await Shelf.openInMemory(new MemoryDisk(), 'management', { chainId, key });
  const desk = await ReviewDesk.open(host, shelf, now);
  const current = { reviewed_categories: [CATEGORY], sample_every: 0, review_hours: 24 };
  const judge = async (texts: readonly unknown[]) => texts.map(() => []);
  const screening = { days: new RuleDays(shelf), settings: { current }, judge };
  parts = { host, shelf, desk, now: () => now, screening } as unknown as SubmissionParts;
  // Held, and approved when its signature is over: its author signs the content again.
  expect(await judged(publication())).toEqual(['content-held']);
  now += VALID_MS;
  state.time = now;
  expect(await desk.passOn(await approved(), now)).toBe('sign-again');
});

/** The review that waits, approved, and not passed on yet. */
async function approved(): Promise<string> {
  const { desk, shelf } = parts;
  const [[id, review] = ['']] = desk.waiting();
  if (review === undefined) throw new Error('nothing waits');
  const verdict = { by: 'jia-reviewer', at: now, decision: 'approve', reason: 'read' } as const;
  await shelf.change([desk.update(id, decided(review, verdict), now)]);
  return id;
}

describe('an approval lets one transaction in', () => {
  it('of several in one call', async () => {
    const answers = await judged(publication(), publication(), publication());
    expect(answers).toEqual(['passed', 'content-held', 'content-held']);
  });

  it('of several calls at once', async () => {
    const answers = await Promise.all([judged(publication()), judged(publication())]);
    expect(answers).toEqual([['passed'], ['content-held']]);
  });

  it('beside none that the node itself passes on', async () => {
    expect(await judged(publication('another text'))).toEqual(['content-held']);
    const id = await approved();
    const answers: string[] = [];
    const submit = async () => {
      answers.push(...(await judged(publication('another text'))));
      return [{ ok: true }];
    };
    Object.assign(parts.host.replica, { submit });
    expect(await parts.desk.passOn(id, now)).toBe('passed-on');
    answers.push(...(await judged(publication('another text'))));
    expect(answers).toEqual(['content-held', 'content-held']);
  });

  it('and not before the files of the first are off the disk', async () => {
    expect(await judged(publication('another text'))).toEqual(['content-held']);
    now += VALID_MS;
    const { purge } = parts.shelf;
    const answers: string[] = [];
    vi.spyOn(parts.shelf, 'purge').mockImplementationOnce(async (...files) => {
      answers.push(...(await judged(publication('another text'))));
      return purge.apply(parts.shelf, files);
    });
    expect(await parts.desk.passOn(await approved(), now)).toBe('sign-again');
    const more = [publication('another text'), publication('another text')];
    answers.push(...(await judged(...more)));
    expect(answers).toEqual(['content-held', 'passed', 'content-held']);
  });

  it('and another one when the first ran out unused', async () => {
    expect(await judged(publication())).toEqual(['passed']);
    const { state } = parts.host.replica.chain;
    Object.assign(state, { time: now + VALID_MS + 1 });
    expect(await judged(publication(), publication())).toEqual(['passed', 'content-held']);
  });

  it('and stays free when what it let in could not be kept', async () => {
    const submission = new ScreenedSubmission(parts);
    expect(await submission.judge([publication()])).toEqual([undefined]);
    submission.drop();
    expect(await judged(publication())).toEqual(['passed']);
  });
});
