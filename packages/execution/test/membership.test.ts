import { equalBytes } from '@mingjing/crypto';
import {
  type Action,
  defaultParameters,
  KeyPurpose,
  type Node,
  NodeRole,
  OfficerRole,
  ProposalStatus,
} from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { keyOf, transactionRefusal, validatorsOf } from '../src/index.ts';
import { bytes, enrolled, idOf, key, node, officer, record, TestChain, verifier } from './chain.ts';

/** What the dry run of a proposal says to an action. */
const judged = (action: Action, chain = new TestChain()) => chain.propose('system-a', action).code;
const supervision = (change: object = {}) => ({
  ...officer('watcher', 'authority', OfficerRole.supervisionOfficer),
  ...change,
});
const full = (change: Partial<Node> = {}) =>
  node('node-e', 'org-a', { role: NodeRole.full, ...change });

describe('admission is judged at submission', () => {
  const swapped = [...full().keys.slice(0, 2), enrolled('node-a vote', KeyPurpose.statement)];
  const table: [string, Action, string][] = [
    ['an organisation', { admitOrganisation: { id: 'org-e', region: 'CN' } }, 'done'],
    ['a region that is none', { admitOrganisation: { id: 'org-e', region: 'china' } }, 'badField'],
    [
      'an organisation named as the authority',
      { admitOrganisation: { id: 'authority', region: 'CN' } },
      'alreadyExists',
    ],
    ['a full node', { admitNode: full() }, 'done'],
    ['a validator with little power', { admitNode: node('node-e', 'org-b', { power: 1 }) }, 'done'],
    ['a validator without a seat', { admitNode: node('node-e', 'org-b', { power: 0 }) }, 'done'],
    [
      'a validator that gives its organisation a third',
      { admitNode: node('node-e', 'org-b', { power: 10 }) },
      'validatorSetRefused',
    ],
    [
      'a validator with more power than there is',
      { admitNode: node('node-e', 'org-b', { power: 2 ** 32 - 1 }) },
      'validatorSetRefused',
    ],
    ['a node that exists', { admitNode: node('node-a', 'org-a') }, 'alreadyExists'],
    [
      'a node of an unknown organisation',
      { admitNode: node('node-e', 'org-z', { power: 0 }) },
      'unknownSubject',
    ],
    [
      'a full node of the authority',
      { admitNode: node('node-e', 'authority', { role: NodeRole.full }) },
      'unknownSubject',
    ],
    [
      'a supervision node of an organisation',
      { admitNode: node('node-e', 'org-a', { role: NodeRole.supervision }) },
      'unknownSubject',
    ],
    ['a full node with power', { admitNode: full({ power: 1 }) }, 'badField'],
    ['a role that is none', { admitNode: full({ role: 4 }) }, 'badField'],
    ['a node revoked from the start', { admitNode: full({ revokedHeight: 1 }) }, 'badField'],
    ['a node without keys', { admitNode: full({ keys: [] }) }, 'keyRefused'],
    [
      'a full node with a vote key',
      { admitNode: full({ keys: node('node-e', 'org-a').keys }) },
      'keyRefused',
    ],
    ['a key that has another purpose', { admitNode: full({ keys: swapped }) }, 'keyRefused'],
    ['an officer', { appointOfficer: officer('duty-a', 'org-a', OfficerRole.duty) }, 'done'],
    [
      'a second audit administrator',
      { appointOfficer: officer('audit-two', 'org-a', OfficerRole.auditAdmin) },
      'roleTaken',
    ],
    [
      'a second reviewer',
      { appointOfficer: officer('review-a', 'org-a', OfficerRole.reviewer) },
      'done',
    ],
    [
      'an officer who exists',
      { appointOfficer: officer('audit-a', 'org-a', OfficerRole.duty) },
      'alreadyExists',
    ],
    [
      'an officer of nobody',
      { appointOfficer: officer('duty-z', 'org-z', OfficerRole.duty) },
      'unknownSubject',
    ],
    [
      'an officer of the authority as duty',
      { appointOfficer: officer('duty-z', 'authority', OfficerRole.duty) },
      'unknownSubject',
    ],
    ['a role beyond all', { appointOfficer: officer('duty-a', 'org-a', 8) }, 'badField'],
    ['role 0', { appointOfficer: officer('duty-a', 'org-a', 0) }, 'badField'],
    [
      'an officer with jurisdictions',
      {
        appointOfficer: { ...officer('duty-a', 'org-a', OfficerRole.duty), jurisdictions: ['CN'] },
      },
      'badField',
    ],
    ['a supervision officer', { appointOfficer: supervision() }, 'done'],
    [
      'a jurisdiction that is none',
      { appointOfficer: supervision({ jurisdictions: ['everywhere'] }) },
      'badField',
    ],
    [
      'the key of another as an officer',
      {
        appointOfficer: {
          ...officer('duty-a', 'org-a', OfficerRole.duty),
          key: enrolled('alice', KeyPurpose.officer),
        },
      },
      'keyRefused',
    ],
    [
      'an officer without a key',
      {
        appointOfficer: {
          ...officer('duty-a', 'org-a', OfficerRole.duty),
          key: undefined as never,
        },
      },
      'keyRefused',
    ],
    ['a verifier', { admitVerifier: verifier('verifier-c', 'org-c') }, 'done'],
    ['a verifier who exists', { admitVerifier: verifier('verifier-a', 'org-c') }, 'alreadyExists'],
    ['a verifier of nobody', { admitVerifier: verifier('verifier-c', 'org-z') }, 'unknownSubject'],
  ];
  it.each(table)('%s', (_, action, code) => {
    expect(judged(action)).toBe(code);
  });

  it('refuses keys that are no good keys', () => {
    const smallOrder = bytes(32, 0);
    const duty = officer('duty-a', 'org-a', OfficerRole.duty);
    const publicKeys = [smallOrder, bytes(31, 1), new Uint8Array(0), bytes(32, 0xff)];
    for (const publicKey of publicKeys) {
      const appointOfficer = { ...duty, key: { ...duty.key, publicKey } };
      expect(judged({ appointOfficer })).toBe('keyRefused');
    }
  });
});

describe('voting power', () => {
  it.each([
    ['within bounds', 'node-a', 12, 'done'],
    ['to a third', 'node-a', 15, 'validatorSetRefused'],
    ['to 0 with four organisations', 'node-a', 0, 'validatorSetRefused'],
    ['beyond a million', 'node-a', 1_000_001, 'validatorSetRefused'],
    ['of a node without a vote', 'follower', 1, 'unknownSubject'],
    ['of a node nobody knows', 'node-z', 1, 'unknownSubject'],
  ])('%s', (_, nodeId, power, code) => {
    expect(judged({ setVotingPower: { nodeId, power } })).toBe(code);
  });

  it('is in force from the next block: the header of this one names the next set', () => {
    const chain = new TestChain();
    const before = chain.state.validatorsHash;
    const { id } = chain.propose('system-a', { setVotingPower: { nodeId: 'node-a', power: 12 } });
    chain.vote('a', id);
    chain.vote('b', id);
    expect(chain.state.validatorsHash).toEqual(before);
    chain.vote('c', id);
    const { outcome } = chain.outcomes.at(-1) as (typeof chain.outcomes)[number];
    expect(outcome.nextValidatorsHash).not.toEqual(before);
    expect(chain.state.validators.validators.map(({ power }) => power)).toEqual([12, 10, 10, 10]);
    expect(chain.state.validators).toEqual(validatorsOf(chain.state.registry));
  });
});

describe('replacing a validator', () => {
  const replaceValidator = { nodeId: 'node-a', byNodeId: 'node-e' };

  it('moves seat and power to another node of the organisation, with four organisations', () => {
    const chain = new TestChain();
    chain.carry({ admitNode: node('node-e', 'org-a', { power: 0 }) });
    expect(chain.carry({ replaceValidator }).status).toBe(ProposalStatus.effected);
    const seats = chain.state.validators.validators.map(({ nodeId, power }) => [nodeId, power]);
    expect(seats).toEqual([
      ['node-b', 10],
      ['node-c', 10],
      ['node-d', 10],
      ['node-e', 10],
    ]);
    expect(chain.state.registry.get('node', 'node-a')).toMatchObject({
      power: 0,
      revokedHeight: 0,
    });
    expect(judged({ replaceValidator }, chain)).toBe('badAction');
    const back = { nodeId: 'node-e', byNodeId: 'node-a' };
    expect(judged({ replaceValidator: back }, chain)).toBe('done');
  });

  it('gives the seat of a revoked validator a voice again', () => {
    const chain = new TestChain();
    chain.carry({ admitNode: node('node-e', 'org-a', { power: 0 }) });
    chain.carry({ revokeNode: { nodeId: 'node-a' } });
    expect(judged({ revokeNode: { nodeId: 'node-b' } }, chain)).toBe('validatorSetRefused');
    chain.carry({ replaceValidator }, ['b', 'c', 'd']);
    expect(chain.state.validators.validators.map(({ nodeId }) => nodeId)).toContain('node-e');
    expect(judged({ revokeNode: { nodeId: 'node-b' } }, chain)).toBe('done');
  });

  const others: [name: string, node: Node, code: string][] = [
    ['a node of another organisation', node('node-e', 'org-b', { power: 0 }), 'badAction'],
    ['a full node', full(), 'badAction'],
    ['a node nobody knows', node('node-z', 'org-a', { power: 0 }), 'unknownSubject'],
  ];
  it.each(others)('by %s is refused', (_, admitNode, code) => {
    const chain = new TestChain();
    chain.carry({ admitNode });
    expect(judged({ replaceValidator }, chain)).toBe(code);
  });

  it('by a node that was revoked, by itself, or of a node without a seat is refused', () => {
    const chain = new TestChain();
    chain.carry({ admitNode: node('node-e', 'org-a', { power: 0 }) });
    const itself = { nodeId: 'node-a', byNodeId: 'node-a' };
    expect(judged({ replaceValidator: itself }, chain)).toBe('badAction');
    const seatless = { nodeId: 'node-e', byNodeId: 'node-a' };
    expect(judged({ replaceValidator: seatless }, chain)).toBe('badAction');
    chain.carry({ revokeNode: { nodeId: 'node-e' } });
    expect(judged({ replaceValidator }, chain)).toBe('badAction');
  });
});

describe('revocation', () => {
  it('of a node ends all its keys; the seat stays, counted, until it is voted away', () => {
    const chain = new TestChain();
    expect(chain.carry({ revokeNode: { nodeId: 'node-d' } }).status).toBe(ProposalStatus.effected);
    const revoked = chain.state.height;
    expect(chain.state.registry.get('node', 'node-d')).toMatchObject({
      revokedHeight: revoked,
      power: 10,
    });
    for (const purpose of ['peer', 'journal', 'statement', 'vote']) {
      expect(chain.state.registry.get('key', idOf(`node-d ${purpose}`))?.revokedHeight).toBe(
        revoked,
      );
    }
    expect(chain.state.validators.validators).toHaveLength(4);
    // Counted, and no signature holds under it, whoever passes one on.
    expect(chain.state.validators.validators.map(({ voteKey }) => voteKey.length)).toEqual([
      ...[32, 32, 32, 0],
    ]);
    expect(judged({ revokeNode: { nodeId: 'node-d' } }, chain)).toBe('unknownSubject');
    // Two of four silent: nothing could ever be decided again.
    expect(judged({ revokeNode: { nodeId: 'node-c' } }, chain)).toBe('validatorSetRefused');
    expect(judged({ revokeNode: { nodeId: 'follower' } }, chain)).toBe('done');
    expect(judged({ setVotingPower: { nodeId: 'node-d', power: 5 } }, chain)).toBe('badAction');
    expect(judged({ setVotingPower: { nodeId: 'node-d', power: 0 } }, chain)).toBe(
      'validatorSetRefused',
    );
    chain.carry({ admitOrganisation: { id: 'org-e', region: 'CN' } });
    chain.carry({ admitNode: node('node-e', 'org-e') });
    expect(
      chain.carry({ setVotingPower: { nodeId: 'node-d', power: 0 } }, ['a', 'b', 'c']).status,
    ).toBe(ProposalStatus.effected);
    expect(chain.state.validators.validators.map(({ nodeId }) => nodeId)).toEqual([
      'node-a',
      'node-b',
      'node-c',
      'node-e',
    ]);
  });

  it('of an officer frees the role and ends the key', () => {
    const chain = new TestChain();
    expect(chain.carry({ revokeOfficer: { officerId: 'audit-a' } }).status).toBe(
      ProposalStatus.effected,
    );
    expect(judged({ revokeOfficer: { officerId: 'audit-a' } }, chain)).toBe('unknownSubject');
    const act = chain.sign('audit-a', { recordsPublish: { records: [record('a')] } });
    expect(transactionRefusal(chain.state, act, chain.state.time + 1)).toBe('signer-revoked');
    const successor = officer('audit-two', 'org-a', OfficerRole.auditAdmin);
    expect(chain.carry({ appointOfficer: successor }).status).toBe(ProposalStatus.effected);
  });
});

describe('rotating a key', () => {
  it('replaces it for a validator and revokes the old one in the same act', () => {
    const chain = new TestChain();
    const rotateKey = {
      oldKeyId: idOf('node-a vote'),
      key: enrolled('node-a vote 2', KeyPurpose.vote),
    };
    expect(chain.carry({ rotateKey }).status).toBe(ProposalStatus.effected);
    const { publicKey } = key('node-a vote 2');
    const [first] = chain.state.validators.validators;
    expect(equalBytes(first?.voteKey ?? bytes(0, 0), publicKey)).toBe(true);
    expect(chain.state.registry.get('key', idOf('node-a vote'))?.revokedHeight).toBe(
      chain.state.height,
    );
    const entry = chain.state.registry.get('node', 'node-a');
    expect(entry && equalBytes(keyOf(entry, KeyPurpose.vote), publicKey)).toBe(true);
    const back = { oldKeyId: idOf('node-a vote 2'), key: enrolled('node-a vote', KeyPurpose.vote) };
    expect(judged({ rotateKey: back }, chain)).toBe('keyRefused');
  });

  const fresh = (purpose: number) => enrolled('fresh', purpose);
  it.each([
    ['an unknown key', bytes(32, 1), fresh(KeyPurpose.user), 'unknownSubject'],
    ['a key by too long a name', bytes(33, 1), fresh(KeyPurpose.user), 'unknownSubject'],
    ['a key for another purpose', idOf('audit-a'), fresh(KeyPurpose.user), 'keyRefused'],
    ['the same key', idOf('audit-a'), enrolled('audit-a', KeyPurpose.officer), 'keyRefused'],
    ['the key of another', idOf('audit-a'), enrolled('bob', KeyPurpose.user), 'keyRefused'],
    ['a user, whose key no vote replaces', idOf('alice'), fresh(KeyPurpose.user), 'badAction'],
    ['a verifier', idOf('verifier-a'), fresh(KeyPurpose.verifier), 'done'],
    ['an officer', idOf('audit-a'), fresh(KeyPurpose.officer), 'done'],
  ])('judges %s', (_, oldKeyId, key, code) => {
    expect(judged({ rotateKey: { oldKeyId, key } })).toBe(code);
  });

  it('is refused for a node that was revoked', () => {
    const chain = new TestChain();
    chain.carry({ revokeNode: { nodeId: 'node-d' } });
    const rotateKey = { oldKeyId: idOf('node-d peer'), key: fresh(KeyPurpose.peer) };
    expect(judged({ rotateKey }, chain)).toBe('unknownSubject');
  });
});

describe('a verifier', () => {
  it('is admitted once and revoked once, with its key', () => {
    const chain = new TestChain();
    const revokeVerifier = { verifierId: 'verifier-a' };
    expect(chain.carry({ revokeVerifier }).status).toBe(ProposalStatus.effected);
    const revokedHeight = chain.state.height;
    expect(chain.state.registry.get('verifier', 'verifier-a')).toMatchObject({ revokedHeight });
    expect(chain.state.registry.get('key', idOf('verifier-a'))).toMatchObject({ revokedHeight });
    expect(judged({ revokeVerifier }, chain)).toBe('unknownSubject');
    expect(judged({ revokeVerifier: { verifierId: 'nobody' } }, chain)).toBe('unknownSubject');
  });
});

describe('parameters', () => {
  it('are in force from the next block, within their bounds', () => {
    const chain = new TestChain();
    expect(judged({ setParameters: { ...defaultParameters, recordsMax: 0 } }, chain)).toBe(
      'parametersRefused',
    );
    const before = chain.state.parametersHash;
    expect(chain.carry({ setParameters: { ...defaultParameters, recordsMax: 5 } }).status).toBe(
      ProposalStatus.effected,
    );
    expect(chain.state.parameters.recordsMax).toBe(5);
    expect(chain.state.parametersHash).not.toEqual(before);
  });
});
