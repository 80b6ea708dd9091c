import { NodeRole, ProposalStatus } from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import { bytes, node, TestChain } from './chain.ts';

const regions = (...allowed: string[]) => ({ setRegions: { allowed } });
const admitted = (region: string, location = bytes(0, 0)) => ({
  admitNode: node('node-new', 'org-a', { role: NodeRole.full, region, location }),
});

describe('where nodes may stand', () => {
  test.each<[title: string, allowed: string[], region: string, code: string]>([
    ['anywhere without a rule', [], '', 'done'],
    ['in a region that is named', ['CN-11', 'CN-31'], 'CN-31', 'done'],
    ['in a region of a country that is named', ['CN'], 'CN-44', 'done'],
    ['nowhere', ['CN'], '', 'regionRefused'],
    ['in another country', ['CN'], 'DE-BE', 'regionRefused'],
    ['in a country of a similar name', ['CA'], 'CN', 'regionRefused'],
    ['in the country of a region that is named', ['CN-11'], 'CN', 'regionRefused'],
  ])('%s', (_title, allowed, region, code) => {
    const chain = new TestChain();
    if (allowed.length > 0) {
      expect(chain.carry(regions(...allowed))).toMatchObject({ status: ProposalStatus.effected });
    }
    expect(chain.propose('system-a', admitted(region)).code).toBe(code);
  });

  it('is judged again when the admission is carried out', () => {
    const chain = new TestChain();
    const { id, code } = chain.propose('system-a', admitted('DE'));
    expect(code).toBe('done');
    expect(chain.carry(regions('CN'))).toMatchObject({ status: ProposalStatus.effected });
    for (const letter of ['a', 'b', 'c']) chain.vote(letter, id);
    expect(chain.state.registry.get('proposal', id)).toMatchObject({
      ...{ status: ProposalStatus.failed, failure: 33 },
    });
    expect(chain.state.registry.get('node', 'node-new')).toBeUndefined();
  });

  test.each([
    ['an unknown form', regions('cn')],
    ['an order that falls', regions('CN-31', 'CN-11')],
    ['one twice', regions('CN', 'CN')],
    [
      'more than a country has',
      regions(...Array.from({ length: 65 }, (_, at) => `CN-${at + 100}`)),
    ],
    ['a place of no form', admitted('beijing')],
    ['a commitment of a wrong length', admitted('CN', bytes(31, 1))],
  ])('is refused with %s', (_title, action) => {
    expect(new TestChain().propose('system-a', action).code).toBe('badField');
  });
});

describe('a release', () => {
  const release = (assessment: Uint8Array, version = '1.2.0') => ({
    declareRelease: {
      ...{ version, manifestHash: bytes(32, 7), assessment, height: 0, withdrawn: false },
    },
  });

  it('is declared with the record of its assessment, and taken back', () => {
    const chain = new TestChain();
    const action = release(chain.publish('alice', 'assessment/1.2.0'));
    expect(chain.carry(action)).toMatchObject({ status: ProposalStatus.effected });
    const declared = chain.state.registry.get('release', '1.2.0');
    expect(declared).toMatchObject({ height: chain.state.height, withdrawn: false });
    expect(chain.propose('system-a', action).code).toBe('alreadyExists');
    const back = { withdrawRelease: { version: '1.2.0' } };
    expect(chain.carry(back)).toMatchObject({ status: ProposalStatus.effected });
    expect(chain.state.registry.get('release', '1.2.0')?.withdrawn).toBe(true);
    expect(chain.propose('system-a', back).code).toBe('badAction');
  });

  it('is refused without an assessment on the chain', () => {
    const chain = new TestChain();
    expect(chain.propose('system-a', release(bytes(36, 9))).code).toBe('unknownRecord');
    expect(chain.propose('system-a', release(bytes(0, 0))).code).toBe('unknownRecord');
    expect(chain.propose('system-a', { withdrawRelease: { version: '9' } }).code).toBe(
      'unknownSubject',
    );
  });

  it.each(['', 'a b', 'x'.repeat(65)])('is refused with the version %j', (version) => {
    const chain = new TestChain();
    const assessment = chain.publish('alice');
    expect(chain.propose('system-a', release(assessment, version)).code).toBe('badField');
  });
});
