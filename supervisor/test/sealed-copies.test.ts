// What may be opened of what was taken down: every way in which a sealed copy is refused.
import { bytesToHex } from '@mingjing/crypto';
import { ResultCode } from '@mingjing/execution';
import type { AccessEntry, Tombstone } from '@mingjing/protocol';
import { expect, test } from 'vitest';
import { type CopyFacts, copyFault, type TriedCopy } from '../src/desk/look-through/judge-copy.ts';

const recordId = new Uint8Array(36).fill(6);
const orderId = new Uint8Array(32).fill(5);
const NONE = new Uint8Array(0);
const NOW = 1000;

const tombstone: Tombstone = { commitment: new Uint8Array(32), orderId, recordId, height: 3 };
const copy: TriedCopy = { takedown: bytesToHex(orderId), commitment: '00', verdict: 'opens' };
const entry = {
  ...{ approvedBy: 'inspector-2', closedHeight: 0 },
  order: { recordId, expiresAt: NOW + 1 },
} as AccessEntry;
const sealed = { ...entry, order: { ...entry.order, recordId: NONE } };
const disclosed = { ...sealed, opening: { recordId, mismatch: ResultCode.done } } as AccessEntry;
/** Opened on the chain, which found that it should not have been given. */
const judged = (mismatch: ResultCode, change: Partial<AccessEntry> = {}) =>
  ({ ...disclosed, opening: { ...disclosed.opening, mismatch }, ...change }) as AccessEntry;
const facts: CopyFacts = { entry, tombstone, time: NOW };

test.each<[string | undefined, Partial<CopyFacts>, Partial<TriedCopy>]>([
  [undefined, {}, {}],
  [undefined, { entry: disclosed }, {}],
  ['order-not-in-force', { entry: { ...entry, approvedBy: '' } }, {}],
  ['order-not-in-force', { entry: { ...entry, closedHeight: 9 } }, {}],
  ['order-not-in-force', { time: NOW + 1 }, { verdict: 'altered' }],
  ['order-mismatch', { entry: judged(ResultCode.outOfScope) }, {}],
  ['order-mismatch', { entry: judged(ResultCode.pointWrong) }, { verdict: 'altered' }],
  // The vote lets the authority order again; it makes nothing of the order good.
  ['order-mismatch', { entry: judged(ResultCode.outOfScope, { excused: true }) }, {}],
  ['not-taken-down', { tombstone: undefined }, {}],
  ['not-taken-down', {}, { takedown: 'ab'.repeat(32) }],
  ['other-subject', { tombstone: { ...tombstone, recordId: new Uint8Array(36) } }, {}],
  // Nobody knows yet what it is about.
  ['other-subject', { entry: sealed }, {}],
  ['malformed', { tombstone: undefined }, { takedown: '', commitment: '', verdict: 'malformed' }],
  ['not-for-this-key', {}, { verdict: 'not-for-this-key' }],
  ['altered', {}, { verdict: 'altered' }],
  ['other-content', {}, { verdict: 'other-content' }],
])('a copy is judged: %s', (fault, changed, tried) => {
  expect(copyFault({ ...facts, ...changed }, { ...copy, ...tried })).toBe(fault);
});
