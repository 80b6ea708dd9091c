import { equalBytes } from '@mingjing/crypto';
import { type Header, resultCodec, resultLeaf } from '@mingjing/protocol';
import { leafHash, rootOf, verifyInclusion } from '@mingjing/tlog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  headerOf,
  headerRefusal,
  outcomeRefusal,
  proveResult,
  ResultCode,
  resultBytes,
  resultCodeName,
  resultsRoot,
} from '../src/index.ts';
import { bytes, record, START, TestChain } from './chain.ts';

const chain = new TestChain();
const certificate = bytes(5, 1);
const draft = chain.draft();
draft.apply(chain.sign('alice', { recordsPublish: { records: [record('a')] } }));
const outcome = draft.finish();
const header = headerOf(chain.state, outcome, 'node-b', certificate);

describe('a header', () => {
  it('of an executed block holds before and after its execution', () => {
    expect(headerRefusal(chain.state, header, certificate)).toBeUndefined();
    expect(outcomeRefusal(header, outcome)).toBeUndefined();
    expect(header).toMatchObject({ version: 1, rulesVersion: 1, height: 1, time: START + 1000 });
  });

  const before: [Partial<Header>, string][] = [
    [{ version: 2 }, 'header-version'],
    [{ rulesVersion: 0 }, 'header-rules'],
    [{ chainId: 'demo-0000000000000000' }, 'header-chain'],
    [{ height: 2 }, 'header-height'],
    [{ height: 0 }, 'header-height'],
    [{ time: START }, 'header-time'],
    [{ proposer: 'follower' }, 'header-proposer'],
    [{ parentId: bytes(32, 1) }, 'header-parent'],
    [{ parentCertificateHash: bytes(32, 1) }, 'header-parent-certificate'],
    [{ validatorsHash: bytes(32, 1) }, 'header-validators'],
    [{ parametersHash: bytes(32, 1) }, 'header-parameters'],
  ];
  it.each(before)('is refused before execution with %j', (change, reason) => {
    expect(headerRefusal(chain.state, { ...header, ...change }, certificate)).toBe(reason);
  });

  const after: [Partial<Header>, string][] = [
    [{ transactionsRoot: bytes(32, 1) }, 'header-transactions-root'],
    [{ resultsRoot: bytes(32, 1) }, 'header-results-root'],
    [{ stateRoot: bytes(32, 1) }, 'header-state-root'],
    [{ nextValidatorsHash: bytes(32, 1) }, 'header-next-validators'],
  ];
  it.each(after)('is refused after execution with %j', (change, reason) => {
    expect(headerRefusal(chain.state, { ...header, ...change }, certificate)).toBeUndefined();
    expect(outcomeRefusal({ ...header, ...change }, outcome)).toBe(reason);
  });

  it('is refused with another parent certificate', () => {
    expect(headerRefusal(chain.state, header, bytes(5, 2))).toBe('header-parent-certificate');
  });
});

describe('the results of a block', () => {
  const codes = fc.array(fc.constantFrom(0, 0, 0, 12, 51), { minLength: 1, maxLength: 70 });
  const leavesOf = (all: readonly number[]) =>
    all.map((code) => leafHash(resultLeaf(all.length, resultCodec.encode({ code }))));

  it('make the RFC 6962 root of their leaves, by the short way and the long', () => {
    fc.assert(
      fc.property(codes, (all) => {
        expect(equalBytes(resultsRoot(all), rootOf(leavesOf(all)))).toBe(true);
      }),
    );
    for (let count = 1; count <= 300; count += 1) {
      const done = new Array<number>(count).fill(0);
      expect(equalBytes(resultsRoot(done), rootOf(leavesOf(done)))).toBe(true);
    }
    expect(resultsRoot([])).toEqual(rootOf([]));
  });

  it('are proved one by one, for one position and one count only', () => {
    fc.assert(
      fc.property(codes, fc.nat(), fc.nat(), fc.nat(), (all, at, otherAt, otherCount) => {
        const index = at % all.length;
        const proof = proveResult(all, index);
        const root = resultsRoot(all);
        const holds = (place: number, size: number) => {
          const leaf = leafHash(resultLeaf(size, resultBytes(all[index] as number)));
          return verifyInclusion({ index: place, size, leafHash: leaf, proof, root }).ok;
        };
        expect(holds(index, all.length)).toBe(true);
        const size = (otherCount % 100) + 1;
        const place = otherAt % size;
        if (size !== all.length) expect(holds(place, size)).toBe(false);
      }),
    );
  });

  it('have codes with names of their own', () => {
    const numbers = Object.values(ResultCode);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const [name, code] of Object.entries(ResultCode)) expect(resultCodeName(code)).toBe(name);
    expect(resultCodeName(999)).toBeUndefined();
  });
});
