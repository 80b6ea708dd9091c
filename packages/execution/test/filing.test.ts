// What organisations declare of their filings: who may, what replaces what, and what is refused.
import { type FilingDeclare, FilingKind } from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import { filingKey } from '../src/index.ts';
import { bytes, TestChain } from './chain.ts';

const declared = (change: Partial<FilingDeclare> = {}) => ({
  filingDeclare: {
    ...{ kind: FilingKind.service, identifier: '11000000000000000011', day: 20260209 },
    ...{ factsHash: bytes(32, 7), ended: false, ...change },
  },
});
const entry = (chain: TestChain, organisation = 'org-a', kind: number = FilingKind.service) =>
  chain.state.registry.get('filing', filingKey(organisation, kind));

describe('a declared filing', () => {
  it('stands for its organisation and kind, and is replaced by the next', () => {
    const chain = new TestChain();
    expect(chain.act('security-a', declared())).toBe('done');
    const { height } = chain.state;
    const { factsHash, ...facts } = declared().filingDeclare;
    expect(entry(chain)).toMatchObject({ organisation: 'org-a', ...facts, height });
    expect([...(entry(chain)?.factsHash ?? [])]).toEqual([...factsHash]);
    const root = chain.state.registry.root;
    expect(chain.act('security-a', declared({ day: 20260301, ended: true }))).toBe('done');
    expect(entry(chain)).toMatchObject({ day: 20260301, ended: true, height: height + 1 });
    expect(chain.state.registry.root).not.toEqual(root);
  });

  it('touches no other kind and no other organisation', () => {
    const chain = new TestChain();
    chain.act('security-a', declared());
    const police = { kind: FilingKind.police, identifier: '11000000000000' };
    expect(chain.act('security-a', declared(police))).toBe('done');
    expect(chain.act('security-b', declared({ day: 20260101 }))).toBe('done');
    expect(entry(chain)?.day).toBe(20260209);
    expect(entry(chain, 'org-a', FilingKind.police)?.identifier).toBe('11000000000000');
    expect(entry(chain, 'org-b')?.day).toBe(20260101);
  });

  test.each([
    ['alice', 'signerNotPermitted'],
    ['system-a', 'signerNotPermitted'],
    ['audit-a', 'signerNotPermitted'],
    ['inspector', 'signerNotPermitted'],
    ['node-a statement', 'signerNotPermitted'],
    ['security-a', 'done'],
  ])('is signed by %s: %s', (signer, code) => {
    const chain = new TestChain();
    expect(chain.act(signer, declared())).toBe(code);
    expect(entry(chain) !== undefined).toBe(code === 'done');
  });

  test.each([
    ['badField', { factsHash: bytes(31, 7) }],
    ['badField', { factsHash: bytes(0, 0) }],
    ['badField', { day: 0 }],
    ['badField', { day: 20190214 }],
    ['badField', { day: 20260230 }],
    ['badField', { day: 21000228 }],
    ['badField', { day: 20261301 }],
    ['badField', { day: 20260400 }],
    ['badField', { day: 20260431 }],
    ['badField', { day: 20270229 }],
    ['done', { day: 20280229 }],
    ['done', { day: 20190215 }],
  ])('is %s with %j', (code, change) => {
    const chain = new TestChain();
    expect(chain.act('security-a', declared(change))).toBe(code);
    expect(entry(chain) !== undefined).toBe(code === 'done');
  });

  it('is not said twice', () => {
    const chain = new TestChain();
    chain.act('security-a', declared());
    const before = entry(chain);
    expect(chain.act('security-a', declared())).toBe('alreadyExists');
    expect(entry(chain)).toEqual(before);
    expect(chain.act('security-a', declared({ factsHash: bytes(32, 8) }))).toBe('done');
  });
});
