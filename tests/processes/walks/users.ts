import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex, possessionBytes } from '@mingjing/crypto';
import { generateSeed, loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host/home';
import { type UserPurpose, userIdOf, userRequestSigningBytes } from '@mingjing/protocol';
import { VerificationServiceForTests } from '../../verification/service.ts';
import type { TestNetwork } from '../network.ts';
import type { Known, WalkStep } from './step.ts';

const key = signerFromSeed(generateSeed());
const publicKey = bytesToHex(key.publicKey);
const user = userIdOf(key.publicKey);
const text = { text: '服务协议\nService agreement\n' };
const form = {
  ...{ user_type: 'person', public_key: publicKey, salt: bytesToHex(randomBytes(32)) },
  possession: bytesToHex(key.sign(possessionBytes('', 'user', key.publicKey))),
  identifier: { kind: 'resident-id', number: '110000190001010039' },
  consents: [{ purpose: 'verification', version: 1, given: true }],
  agreement: null,
};

/** Gives the first node of a network a verification service, which ends with the test. */
export async function startVerification(network: TestNetwork): Promise<void> {
  const officers = join(network.testnet.genesisFile, '..', 'officers');
  const { seed } = loadKeyFile(join(officers, 'synthetic-verifier.json'));
  const service = new VerificationServiceForTests(seed);
  const { config } = homePaths(network.validator(0).home);
  appendFileSync(config, `verification:\n  url: ${await service.start()}\n`);
}

const fresh = signerFromSeed(generateSeed());
const recovery = {
  public_key: bytesToHex(fresh.publicKey),
  possession: bytesToHex(fresh.sign(possessionBytes('', 'user', fresh.publicKey))),
  identifier: form.identifier,
};

/** The key that is in force for him: the new one, once it took the place of the first. */
function keyNow(known: Known) {
  return known.has('recovered') ? fresh : key;
}

/** The user's side answers the challenge that the step before has left. */
function signed(purpose: UserPurpose, said: object, known: Known, by?: typeof key) {
  const challenge = known.get('user-challenge') ?? '';
  const bytes = userRequestSigningBytes(known.get('chain') ?? '', {
    ...{ purpose, user, form: said, nodeId: known.get('node') ?? '' },
    origin: known.get('origin') ?? '',
    challenge: Buffer.from(challenge, 'base64url'),
  });
  const signature = Buffer.from((by ?? keyNow(known)).sign(bytes)).toString('base64url');
  return { form: said, challenge, signature };
}

const keepChallenge: WalkStep['keep'] = (answer, known) => {
  known.set('chain', answer.chain_id).set('node', answer.node_id);
  known.set('user-challenge', answer.challenge);
};

function asked(purpose: UserPurpose, route: string, said: object): WalkStep[] {
  return [
    {
      ...{ route: 'POST /v1/my-data/challenge', as: 'nobody', keep: keepChallenge },
      body: () => ({ user, purpose }),
    },
    { route, as: 'nobody', body: (known) => ({ user, ...signed(purpose, said, known) }) },
  ];
}

const consents = [{ purpose: 'contact', version: 1, given: true }];
const reveal = { purpose: 'legal-duty', reason: '核对本人身份' };

export const USER_STEPS: readonly WalkStep[] = [
  { route: 'GET /v1/registration/terms', as: 'nobody' },
  {
    ...{ route: 'POST /v1/registration/challenge', as: 'nobody', keep: keepChallenge },
    body: () => ({ public_key: publicKey }),
  },
  {
    ...{ route: 'POST /v1/registration', as: 'nobody' },
    body: (known) => signed('register', form, known),
  },
  ...asked('export', 'POST /v1/my-data/export', {}),
  ...asked('consent', 'POST /v1/my-data/consents', { consents }),
  ...asked('correct', 'POST /v1/my-data/corrections', {}),
  {
    ...{ route: 'POST /v1/my-data/challenge', as: 'nobody', keep: keepChallenge },
    body: () => ({ user, purpose: 'recover' }),
  },
  {
    ...{ route: 'POST /v1/registration/recovery', as: 'nobody' },
    body: (known) => ({ user, ...signed('recover', recovery, known, fresh) }),
    keep: (_answer, known) => known.set('recovered', user),
  },
  ...asked('erasure', 'POST /v1/my-data/erasure', {}),
  {
    ...{ route: 'POST /v1/agreement-texts', as: 'security-admin', body: () => text },
    keep: ({ text_hash: hash }, known) => known.set('agreement-text', hash),
  },
  { route: 'GET /v1/agreement-texts/:hash', as: 'nobody', parameters: ['agreement-text'] },
  { route: 'GET /v1/management/users', as: 'reviewer' },
  { route: 'GET /v1/management/users/:id', as: 'duty', parameters: [user] },
  { route: 'GET /v1/management/user-coverage', as: 'audit-admin' },
  {
    ...{ route: 'POST /v1/management/users/:id/reveals', as: 'reviewer', parameters: [user] },
    body: () => reveal,
    keep: ({ id }, known) => known.set('reveal', id),
  },
  { route: 'GET /v1/management/reveals', as: 'audit-admin' },
  {
    ...{ route: 'POST /v1/management/reveals/:id/approval', as: 'audit-admin' },
    parameters: ['reveal'],
  },
  { route: 'POST /v1/management/reveals/:id/opening', as: 'reviewer', parameters: ['reveal'] },
];
