import { join } from 'node:path';
import { rotationMessage } from '@mingjing/client';
import { keyId, possessionBytes } from '@mingjing/crypto';
import { generateSeed, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import {
  type Action,
  KeyPurpose,
  type Message,
  UserType,
  type VerificationAnswer,
  verificationSignable,
} from '@mingjing/protocol';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { readJournal } from './journal-lines.ts';
import { type Signing, signingWith, TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { bareRecord, holdings, submit, transactionOf } from './submissions.ts';
import { until } from './until.ts';

// Who may sign what, and how that ends. The tests build upon each other's chain in this order.
const QUIET = { emptyBlockMs: 600_000 };
const BALLOTS = ['jia', 'yi', 'bing'];

let network: TestNetwork;
let node: ProgramProcess;

beforeAll(async () => {
  network = await TestNetwork.start({ isHere: true, parameters: QUIET });
  node = network.validator(0);
});
afterAll(() => network?.remove());

function say(signing: Signing, message: Message) {
  onTestFailed(() => console.error(network.report()));
  const transaction = transactionOf(network, signing, message);
  return submit(node, { transaction, attachments: [] });
}

/** Says what is refused, and asserts that nothing came of it. */
async function refusedReason(signing: Signing, message: Message): Promise<string | undefined> {
  const before = await holdings(node);
  const { status, reason } = await say(signing, message);
  expect(status).toBe('refused');
  expect(await holdings(node)).toEqual(before);
  return reason;
}

/** Carries an action out: one administrator proposes, three of another role approve. */
async function govern(action: Action): Promise<Uint8Array> {
  const value = { action, expiresAt: 0 };
  const proposed = await say(network.officer('jia-system-admin'), {
    type: 'governancePropose',
    value,
  });
  expect(proposed).toMatchObject({ status: 'committed', code: 0 });
  const proposalId = Uint8Array.from(Buffer.from(proposed.id, 'hex'));
  for (const organisation of BALLOTS) {
    const ballot = await say(network.officer(`${organisation}-security-admin`), {
      type: 'governanceBallot',
      value: { proposalId, approve: true },
    });
    expect(ballot).toMatchObject({ status: 'committed', code: 0 });
  }
  return proposalId;
}

interface NewUser {
  readonly signing: Signing;
  readonly message: Message;
}

/** A registration on the synthetic verifier's answer. */
function registration(userId: string, answer: Partial<VerificationAnswer> = {}): NewUser {
  const seed = generateSeed();
  const { publicKey, sign } = signerFromSeed(seed);
  const verifier = network.officer('synthetic-verifier');
  const { statement, signing } = verificationSignable({
    chainName: 'testnet',
    verifierKey: verifier.keyId,
    userKey: keyId(publicKey),
    identityCommitment: randomBytes(32),
    verifiedAt: Date.now(),
    expiresAt: Date.now() + 60_000,
    synthetic: true,
    ...answer,
  });
  const possession = sign(possessionBytes('', 'user', publicKey));
  const value = {
    userId,
    userType: UserType.person,
    key: { purpose: KeyPurpose.user, publicKey, possession },
    answer: statement,
    answerSignature: verifier.sign(signing),
  };
  const message: Message = { type: 'identityRegister', value };
  return { signing: { keyId: keyId(publicKey), sign }, message };
}

test('a user writes only after registration, and not after the verification expired', async () => {
  const registrar = network.officer('yi-security-admin');
  const expiresAt = Date.now() + 4000;
  const { signing, message } = registration('visitor', { expiresAt });
  expect(await refusedReason(signing, bareRecord())).toBe('signer-unknown');
  expect(await say(registrar, message)).toMatchObject({ status: 'committed', code: 0 });
  expect(await say(signing, bareRecord())).toMatchObject({ status: 'committed', code: 0 });
  await until('the verification is expired', () => Date.now() > expiresAt);
  expect(await refusedReason(signing, bareRecord())).toBe('result-userNotVerified');
});

test.each<[name: string, answer: () => Partial<VerificationAnswer>, reason: string]>([
  ['of another chain', () => ({ chainName: 'other' }), 'result-answerInvalid'],
  ['for another key', () => ({ userKey: randomBytes(32) }), 'result-answerInvalid'],
  ['that is expired', () => ({ expiresAt: Date.now() - 1 }), 'result-answerInvalid'],
  [
    'for a real person, of a synthetic verifier',
    () => ({ synthetic: false }),
    'result-answerInvalid',
  ],
  ['of no verifier', () => ({ verifierKey: network.user(1).keyId }), 'result-verifierUnknown'],
])('a registration on an answer %s is refused', async (_, answer, reason) => {
  const { message } = registration('nobody', answer());
  expect(await refusedReason(network.officer('yi-security-admin'), message)).toBe(reason);
});

test('a user registers nobody, a supervision officer neither', async () => {
  const { message } = registration('nobody');
  for (const signing of [network.user(1), network.officer('inspector-1')]) {
    expect(await refusedReason(signing, message)).toBe('result-signerNotPermitted');
  }
});

test.each(['statement', 'journal', 'peer'])(
  'the supervision node writes nothing with its %s key',
  async (purpose) => {
    const home = network.testnet.homes.find(({ role }) => role === 'supervision')?.home ?? '';
    const signing = signingWith(join(home, 'config', 'keys', `${purpose}.json`));
    expect(await refusedReason(signing, bareRecord())).toBe('signer-not-allowed');
  },
);

test('a validator publishes with none of its keys', async () => {
  const keys = join(node.home, 'config', 'keys');
  expect(await refusedReason(signingWith(join(keys, 'vote.json')), bareRecord())).toBe(
    'signer-not-allowed',
  );
  expect(await refusedReason(signingWith(join(keys, 'statement.json')), bareRecord())).toBe(
    'result-signerNotPermitted',
  );
});

test('whoever may not vote or propose is refused, and nobody votes twice', async () => {
  const action = { revokeOfficer: { officerId: 'ding-audit-admin' } };
  const propose: Message = { type: 'governancePropose', value: { action, expiresAt: 0 } };
  expect(await refusedReason(network.officer('yi-security-admin'), propose)).toBe(
    'result-signerNotPermitted',
  );
  const proposalId = await govern(action);
  const ballot: Message = { type: 'governanceBallot', value: { proposalId, approve: true } };
  expect(await refusedReason(network.officer('ding-system-admin'), ballot)).toBe(
    'result-signerNotPermitted',
  );
  expect(await refusedReason(network.officer('ding-security-admin'), ballot)).toBe(
    'result-proposalClosed',
  );
  // Revoked by the vote above: the key signs nothing any more, on no node.
  const { message } = registration('nobody');
  const revoked = network.officer('ding-audit-admin');
  expect(await refusedReason(revoked, message)).toBe('signer-revoked');
});

test('a key that its user replaced signs nothing any more, the new one does', async () => {
  const seed = generateSeed();
  const { publicKey, sign } = signerFromSeed(seed);
  const old = network.user(4);
  expect(await say(old, bareRecord())).toMatchObject({ status: 'committed' });
  expect(await say(old, rotationMessage({ publicKey, sign }))).toMatchObject({ code: 0 });
  expect(await refusedReason(old, bareRecord())).toBe('signer-revoked');
  const renewed = await say({ keyId: keyId(publicKey), sign }, bareRecord());
  expect(renewed).toMatchObject({ status: 'committed', code: 0 });
});

test('a revoked node is cut off and turned away, and the others go on', async () => {
  const ding = network.validator(3);
  await govern({ revokeNode: { nodeId: ding.nodeId } });
  await until('nobody is connected to the revoked node', async () => {
    const others = network.validators.slice(0, 3);
    const peers = await Promise.all(
      others.map(async (each) => (await each.client().status()).peers),
    );
    return peers.every((count) => count === 2);
  });
  const published = await say(network.user(1), bareRecord());
  expect(published).toMatchObject({ status: 'committed', code: 0 });
  // It dials again and again; each time it is refused before any protocol.
  await ding.kill();
  ding.start();
  await ding.ready();
  await until('its refusal is journalled', async () => {
    const { logs } = await node.client().journalLogs();
    return logs.some(({ source, size }) => source === 'security' && size > 0);
  });
  await node.terminate();
  const { verdict, lines } = await readJournal(network, node);
  expect(verdict.ok).toBe(true);
  expect(lines).toContainEqual(
    expect.objectContaining({ source: 'security', event: 'peer-refused', reason: 'not-admitted' }),
  );
});
