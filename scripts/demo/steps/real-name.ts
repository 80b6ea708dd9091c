import { join } from 'node:path';
import {
  ClientError,
  composePublish,
  type RegistrationDetails,
  UserClient,
} from '@mingjing/client';
import { keyId } from '@mingjing/crypto';
import { generateSeed, randomBytes, saveKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { acceptAgreement, publishAgreement, registerSealingKey } from '../parts/agreement.ts';
import { clientOf, made, type Network, type Step } from '../stage.ts';

/** Area and birth of nobody; the last digit decides. */
const RIGHT = '440000199912310005';
const WRONG = '440000199912310006';
const NAME = '测试甲子';

export const realName: Step = {
  name: 'realName',
  needs: ['people'],
  async run(stage, block) {
    const network = made(stage.network);
    const { management } = made(stage.people);
    const service = made(stage.verification);
    const [agreement] = await Promise.all([publishAgreement(stage), registerSealingKey(stage)]);
    block.fact('agreement', agreement);
    const client = new UserClient({ baseUrl: management.address });
    const seed = generateSeed();
    const { publicKey, sign } = signerFromSeed(seed);
    const register = async (number: string) =>
      client.register({ publicKey, sign }, await detailsOf(client, number));
    const wrong = await refusalOf(register(WRONG));
    block.check('wrongDigit', { number: masked(WRONG), reason: wrong }, wrong, 'resident-id-check');

    // The service answers, and what it answers is not signed by the verifier of the chain.
    service.conduct = 'forged';
    const reason = await refusalOf(register(RIGHT));
    const early = await publishOne(network, seed);
    const expected = 'answer-signature signer-unknown';
    block.check('forgedAnswer', { reason, early }, `${reason} ${early}`, expected);

    service.conduct = 'honest';
    const { user, verification } = await register(RIGHT);
    stage.person = { user, number: RIGHT, name: NAME };
    block.check('verified', { user: `${user.slice(0, 8)}…` }, verification, 'verified');
    const keyFile = join(stage.folder, 'person.json');
    saveKeyFile(keyFile, { purpose: 'user', seed });
    const unread = await publishOne(network, seed);
    await acceptAgreement(stage, keyFile);
    const after = await publishOne(network, seed);
    block.check('mayPublish', { reason: unread }, `${unread !== ''} ${after}`, 'true ');
    const clear = await management.have('jia-reviewer', 'GET', `/v1/management/users/${user}`);
    const shown = JSON.stringify(clear).includes(RIGHT) ? 'in clear' : 'masked';
    block.check('maskedNumber', { number: masked(RIGHT) }, shown, 'masked');
    block.look(`${management.address}/console/users`);
  },
};

async function detailsOf(client: UserClient, number: string): Promise<RegistrationDetails> {
  const { agreement, purposes } = await client.terms();
  return {
    ...({ userType: 'person', identifier: { kind: 'resident-id', number } } as const),
    ...{ name: NAME, salt: randomBytes(32) },
    consents: purposes.map(({ purpose, version }) => ({ purpose, version, given: true })),
    agreement: agreement && { version: agreement.version, text_hash: agreement.text_hash },
  };
}

/** The code with which something was refused; empty when it was not. */
async function refusalOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
    return '';
  } catch (error) {
    if (error instanceof ClientError) return error.code;
    throw error;
  }
}

/** Publishes a line under a key; why it was refused, or nothing. */
async function publishOne({ management, chainId, genesis }: Network, seed: Uint8Array) {
  const { publicKey, sign } = signerFromSeed(seed);
  const content = Buffer.from('实名之后的第一份文件\n');
  const composed = composePublish([{ fileName: 'first.txt', mediaType: 'text/plain', content }], {
    ...{ chainId, limits: genesis.parameters, keyId: keyId(publicKey), sign },
    ...{ random: randomBytes, now: () => Date.now() },
  });
  if (!composed.ok) throw new Error(composed.reason);
  const client = await clientOf(management);
  const { results } = await client.submit(made(composed.value.requests[0]), { wait: 'committed' });
  const { status, code, reason } = made(results[0]);
  return status === 'committed' && code === 0 ? '' : (reason ?? status);
}

function masked(number: string): string {
  return `${number.slice(0, 6)}********${number.slice(-4)}`;
}
