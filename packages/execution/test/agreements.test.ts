import { describe, expect, it, test } from 'vitest';
import {
  AGREEMENT_GRACE_MS_MAX,
  AGREEMENT_VERSIONS_MAX,
  agreementCoverage,
  agreementInForce,
} from '../src/index.ts';
import { RegistryDraft } from '../src/state/registry.ts';
import { bytes, record, registration, START, TestChain } from './chain.ts';

const HOUR = 3_600_000;
const text = (version: number) => bytes(32, version);
const publish = (version: number, effectiveAt = 0, textHash = text(version)) => ({
  agreementPublish: { version, textHash, effectiveAt },
});
const accept = (version: number, textHash = text(version)) => ({
  agreementAccept: { version, textHash },
});
const write = { recordsPublish: { records: [record('a')] } };

/** A chain on which org-a has published a first version, in force at once. */
function agreed(): TestChain {
  const chain = new TestChain();
  expect(chain.act('security-a', publish(1))).toBe('done');
  return chain;
}

describe('publishing an agreement', () => {
  it('keeps every version with who published it', () => {
    const chain = agreed();
    const { time } = chain.state;
    expect(chain.act('security-a', publish(2, time + HOUR))).toBe('done');
    expect(chain.state.registry.get('agreement', 'org-a')?.versions).toMatchObject([
      { version: 1, effectiveAt: time, officer: 'security-a', height: 1, time },
      { version: 2, effectiveAt: time + HOUR, officer: 'security-a', height: 2 },
    ]);
  });

  test.each([
    ['a security administrator', 'security-a', 'done'],
    ['one of another organisation, for his own', 'security-b', 'done'],
    ['a system administrator', 'system-a', 'signerNotPermitted'],
    ['a reviewer', 'reviewer-a', 'signerNotPermitted'],
    ['a supervision officer', 'inspector', 'signerNotPermitted'],
    ['a node', 'node-a statement', 'signerNotPermitted'],
    ['a user', 'alice', 'signerNotPermitted'],
  ])('is for the security administrator: %s', (_title, signer, code) => {
    expect(new TestChain().act(signer, publish(1))).toBe(code);
  });

  const soon = START + 1000;
  test.each<[title: string, act: ReturnType<typeof publish>, code: string]>([
    ['a version that leaves one out', publish(3), 'badField'],
    ['a version there is', publish(1), 'badField'],
    ['version 0', publish(0), 'badField'],
    ['a start that is past', publish(2, soon), 'badField'],
    ['a start too far away', publish(2, soon + AGREEMENT_GRACE_MS_MAX + 1001), 'badField'],
    ['the farthest start', publish(2, soon + AGREEMENT_GRACE_MS_MAX + 1000), 'done'],
    ['the text that is in force', publish(2, 0, text(1)), 'alreadyExists'],
  ])('is judged: %s', (_title, act, code) => {
    expect(agreed().act('security-a', act)).toBe(code);
  });

  it('lets one version wait at a time', () => {
    const chain = agreed();
    const at = chain.state.time + HOUR;
    expect(chain.act('security-a', publish(2, at))).toBe('done');
    expect(chain.act('security-a', publish(3))).toBe('agreementPending');
    expect(chain.act('security-a', publish(3), at)).toBe('done');
  });

  it('is bounded', () => {
    const chain = agreed();
    const [first] = chain.state.registry.get('agreement', 'org-a')?.versions ?? [];
    const draft = new RegistryDraft(chain.state.registry);
    const versions = Array.from({ length: AGREEMENT_VERSIONS_MAX }, (_, at) => ({
      ...(first as NonNullable<typeof first>),
      version: at + 1,
    }));
    draft.set('agreement', 'org-a', { organisation: 'org-a', versions });
    chain.state.registry.load(draft.changes());
    const next = AGREEMENT_VERSIONS_MAX + 1;
    expect(chain.act('security-a', publish(next, 0, text(2)))).toBe('tooMany');
  });
});

describe('accepting an agreement', () => {
  it('is asked of users of that organisation alone', () => {
    const chain = agreed();
    expect(chain.act('alice', write)).toBe('agreementNotAccepted');
    const other = registration('dora', { synthetic: true }, 'verifier-test');
    expect(chain.act('node-a statement', { identityRegister: other })).toBe('done');
    expect(chain.state.registry.get('user', 'dora')?.organisation).toBe('org-b');
    expect(chain.act('dora', write)).toBe('done');
    expect(chain.act('alice', accept(1))).toBe('done');
    expect(chain.act('alice', write)).toBe('done');
    expect(chain.act('bob', write)).toBe('agreementNotAccepted');
  });

  it('is asked again for a new version, from its time on, and keeps what was accepted', () => {
    const chain = agreed();
    chain.act('alice', accept(1));
    const at = chain.state.time + HOUR;
    chain.act('security-a', publish(2, at));
    expect(chain.act('alice', write, at - 1)).toBe('done');
    expect(chain.act('alice', write, at)).toBe('agreementNotAccepted');
    expect(chain.act('alice', accept(2))).toBe('done');
    expect(chain.act('alice', write)).toBe('done');
    expect(chain.state.registry.get('user', 'alice')?.acceptances).toMatchObject([
      { version: 1, height: 2 },
      { version: 2, height: 6 },
    ]);
  });

  it('may come before its time, and covers the version still in force', () => {
    const chain = agreed();
    chain.act('security-a', publish(2, chain.state.time + HOUR));
    expect(chain.act('alice', accept(2))).toBe('done');
    expect(chain.act('alice', write)).toBe('done');
  });

  test.each<[title: string, signer: string, act: ReturnType<typeof accept>, code: string]>([
    ['the user himself', 'alice', accept(1), 'done'],
    ['an officer for him', 'security-a', accept(1), 'signerNotPermitted'],
    ['another text', 'alice', accept(1, text(9)), 'agreementUnknown'],
    ['a version to come', 'alice', accept(2), 'agreementUnknown'],
    ['no version', 'alice', accept(0), 'agreementUnknown'],
  ])('is judged: %s', (_title, signer, act, code) => {
    expect(agreed().act(signer, act)).toBe(code);
  });

  it('is refused where there is none, twice, of an old version, and when closed', () => {
    expect(new TestChain().act('alice', accept(1))).toBe('agreementUnknown');
    const chain = agreed();
    chain.act('alice', accept(1));
    expect(chain.act('alice', accept(1))).toBe('alreadyExists');
    chain.act('security-a', publish(2));
    expect(chain.act('bob', accept(1))).toBe('agreementUnknown');
    chain.act('bob', { retentionErase: { userId: 'bob' } });
    expect(chain.act('bob', accept(2))).toBe('userNotActive');
  });
});

describe('what is in force, and who accepted it', () => {
  it('is read off versions and block time', () => {
    const chain = agreed();
    const at = chain.state.time + HOUR;
    chain.act('security-a', publish(2, at));
    const inForce = (time: number) =>
      agreementInForce(chain.state.registry, 'org-a', time)?.version;
    expect([inForce(START), inForce(at - 1), inForce(at)]).toEqual([undefined, 1, 2]);
    expect(agreementInForce(chain.state.registry, 'org-b', at)).toBeUndefined();
  });

  it('is counted by organisation and version, without who is closed', () => {
    const chain = agreed();
    chain.act('alice', accept(1));
    chain.act('security-a', publish(2));
    chain.act('bob', accept(2));
    const coverage = agreementCoverage(chain.state.registry.all('user')).get('org-a');
    expect(coverage?.users).toBe(3);
    expect([...(coverage?.accepted ?? [])].sort(([a], [b]) => a - b)).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    chain.act('carol', { retentionErase: { userId: 'carol' } });
    const after = agreementCoverage(chain.state.registry.all('user')).get('org-a');
    expect([after?.users, after?.accepted.get(0)]).toEqual([2, undefined]);
  });
});
