// An access order from the keys to what it opens: routes of both programs, asked in order.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  accessApprovalMessage,
  accessMessage,
  composeContribution,
  composePrivate,
  composeTransaction,
  envelopeKeyMessage,
  openSubject,
} from '@mingjing/client';
import { bytesToHex, envelopeKeyOf, hexToBytes, keyId, receivingKeyOf } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { sealKeyOf } from '@mingjing/execution';
import type { Journal } from '@mingjing/journal';
import {
  chainIdOf,
  commitmentOf,
  type Epoch,
  frameGroupCodec,
  genesisFromJson,
  type Message,
  type PoolItem,
  parseTransaction,
  type RecordEnvelope,
  recipientKeyId,
  submitRequestCodec,
  UNIQUE_BYTES,
} from '@mingjing/protocol';
import type { Signing, TestNetwork } from '../network.ts';
import { takedownOf } from '../orders.ts';
import { documentItem, transactionOf } from '../submissions.ts';
import { until } from '../until.ts';
import type { Known, WalkStep } from './step.ts';

const HOUR_MS = 3_600_000;
const OFFICERS = ['inspector-1', 'inspector-2', 'inspector-3'];
const ORDERS = '/v1/look-through/orders';

/** What a command of the supervision node is about; one about access orders is refused at once. */
export function aboutOf(group: string | undefined, record: string): string {
  if (group === 'account') return 'inspector-3';
  return group === undefined ? record : 'no order';
}

/** Commands of the supervision node about access orders and sealed copies, and how each ends. */
export const REFUSED: Readonly<Record<string, string>> = {
  // Without an id they ask nobody.
  ...Object.fromEntries(
    ['order', 'approve', 'show', 'contribute', 'open', 'disclose'].map((name) => [
      `look-through ${name}`,
      name === 'order' ? 'BAD_SUBJECT' : 'BAD_ID',
    ]),
  ),
  'sealed-copy key': 'OUTPUT_UNWRITABLE',
  'sealed-copy open': 'BAD_ID',
};

/** The same by the names under which the walk keeps its outcomes. */
export function refusedAtSupervision(): Record<string, string> {
  const named = Object.entries(REFUSED).map(([name, code]) => [`supervision ${name}`, code]);
  return Object.fromEntries(named);
}

/** Publishes a private record of a user, and has it ordered, approved and answered. */
export async function firstAccess(
  network: TestNetwork,
  baseUrl: string,
  journal: Journal,
): Promise<void> {
  const folder = join(network.testnet.genesisFile, '..');
  const key = envelopeKeyOf(loadKeyFile(join(folder, 'users', 'user-1.json')).seed);
  const user = { kind: 'user', id: 'user-1' } as const;
  const say = (signing: Signing, message: Message) =>
    committed(baseUrl, {
      transaction: transactionOf(network, signing, message),
      attachments: [],
    });
  const orderedBy = async (signing: Signing, message: Message) => {
    const order = await say(signing, message);
    await say(
      network.officer('inspector-2'),
      accessApprovalMessage(hexToBytes(order) ?? new Uint8Array(0)),
    );
    return order;
  };
  const deadline = Date.now() + HOUR_MS;
  const terms = {
    basis: 1,
    notice: 'N-1',
    deadline,
    expiresAt: deadline,
    readers: readers(folder),
  };
  await takeDown(network, baseUrl, async (recordId) => {
    const reading = accessMessage({ recordId, userId: '' }, terms, undefined);
    return orderedBy(network.officer('inspector-1'), reading);
  });
  await say(network.user(1), envelopeKeyMessage(user, key, randomBytes(64)));
  const document = { fileName: 'a', mediaType: 'text/plain', content: Buffer.from('私密') };
  const [epoch] = network.genesis.epochs ?? [];
  const { chainId, genesis } = network;
  const composed = composePrivate(document, {
    ...{ chainId, limits: genesis.parameters, suite: genesis.suite, epoch: 1 },
    ...{ seal: sealKeyOf(epoch as Epoch), ...network.user(1), random: randomBytes },
    recipients: [{ keyId: recipientKeyId(key.publicKey), publicKey: key.publicKey }],
    now: () => Date.now(),
  });
  if (!composed.ok) throw new Error(composed.reason);
  const [item] = composed.value.requests.flat();
  if (item === undefined) throw new Error('nothing was composed');
  await committed(baseUrl, item);
  const subject = { recordId: composed.value.records[0]?.id ?? new Uint8Array(0), userId: '' };
  const message = accessMessage(subject, terms, { c0: envelopeIn(network, item).c0, epoch: 1 });
  await orderedBy(network.officer('inspector-1'), message);
  const custodians = epoch?.custodians.holders.length;
  await until('custodians answered', async () => (await answersIn(journal)) === custodians);
}

/** A content that was taken down, and the access order about its record. */
const taken = { order: '', takedown: '', commitment: '' };

/** Has a public content taken down, and an access order about it that asks for no share. */
async function takeDown(
  network: TestNetwork,
  baseUrl: string,
  ordered: (recordId: Uint8Array) => Promise<string>,
): Promise<void> {
  const item = documentItem(network, network.user(3), Buffer.from('下架内容'));
  const id = await committed(baseUrl, item);
  const recordId = hexToBytes(`${id}00000000`) ?? new Uint8Array(0);
  const value = takedownOf(recordId);
  const order = { type: 'moderationOrder', value } as const;
  taken.takedown = await committed(baseUrl, {
    transaction: transactionOf(network, network.officer('inspector-1'), order),
    attachments: [],
  });
  const [{ content, salt }] = item.attachments as [PoolItem['attachments'][0]];
  taken.commitment = bytesToHex(commitmentOf(network.chainId, salt, content));
  taken.order = await ordered(recordId);
}

/** How many custodians' answers the supervision node of a journal has. */
async function answersIn(journal: Journal): Promise<number> {
  const entries = await journal.readRange('supervision', 0, journal.durableSize('supervision'));
  const events = entries.map(({ body }) => body && frameGroupCodec.decode(body.frame.stored).event);
  return events.filter((event) => event === 'custody-answer-taken').length;
}

async function committed(baseUrl: string, item: PoolItem): Promise<string> {
  const answer = await fetch(`${baseUrl}/v1/transactions?wait=committed`, {
    method: 'POST',
    body: Uint8Array.from(submitRequestCodec.encode({ items: [item] })),
    headers: { 'content-type': 'application/x-protobuf' },
  });
  const { results } = (await answer.json()) as { results: { id: string; code?: number }[] };
  if (results[0]?.code !== 0) throw new Error(`not committed: ${JSON.stringify(results)}`);
  return results[0].id;
}

function envelopeIn({ chainId, genesis }: TestNetwork, { transaction }: PoolItem): RecordEnvelope {
  const parsed = parseTransaction(transaction, chainId, genesis.parameters);
  if (!parsed.ok || parsed.value.message.type !== 'recordsPublish') throw new Error('no record');
  return parsed.value.message.value.records[0]?.envelope as RecordEnvelope;
}

function readers(folder: string) {
  return OFFICERS.map((officer) => {
    const { seed } = loadKeyFile(join(folder, 'officers', `${officer}.json`));
    return { officer, sealingKey: receivingKeyOf(seed).publicKey };
  });
}

/** What an officer adds, from what earlier steps were answered. */
async function contribution(known: Known, officer: string): Promise<Uint8Array> {
  const genesis = genesisFromJson(
    readFileSync(join(known.get('folder') ?? '', 'genesis.json'), 'utf8'),
  );
  if (!genesis.ok) throw new Error(genesis.reason);
  const detail = JSON.parse(known.get('access-detail') ?? '');
  const bytes = (hex: string) => hexToBytes(hex) ?? new Uint8Array(0);
  const file = (ending: string) => join(known.get('officers') ?? '', `${officer}.${ending}`);
  const { seed } = loadKeyFile(file('json'));
  const composed = await composeContribution(
    {
      ...{ chainId: chainIdOf(genesis.value), order: detail, secret: openSubject(detail.text) },
      answers: JSON.parse(known.get('access-answers') ?? ''),
      // An open order asks about the point of its record.
      envelope: { c0: bytes(detail.text.point) },
    },
    {
      ...{ receiving: receivingKeyOf(seed), sign: signerFromSeed(seed).sign },
      ...{ share: new Uint8Array(readFileSync(file('share'))), random: randomBytes(64) },
    },
  );
  if (!composed.ok) throw new Error(composed.fault.code);
  return composed.value.bytes;
}

/** A further order about the same record, as an officer's browser signs it. */
function furtherOrder(known: Known): object {
  const folder = known.get('folder') ?? '';
  const genesis = genesisFromJson(readFileSync(join(folder, 'genesis.json'), 'utf8'));
  if (!genesis.ok) throw new Error(genesis.reason);
  const { text } = JSON.parse(known.get('access-detail') ?? '');
  const [recordId, c0] = [text.record, text.point].map(
    (hex: string) => hexToBytes(hex) ?? new Uint8Array(0),
  ) as [Uint8Array, Uint8Array];
  const deadline = Date.now() + HOUR_MS;
  const terms = { basis: 1, notice: 'N-2', deadline, expiresAt: deadline };
  const said = { ...terms, readers: readers(folder) };
  const { publicKey, seed } = loadKeyFile(join(folder, 'officers', 'inspector-1.json'));
  const { bytes } = composeTransaction({
    message: accessMessage({ recordId, userId: '' }, said, { c0, epoch: text.epoch }),
    ...{ chainId: chainIdOf(genesis.value), keyId: keyId(publicKey) },
    ...{ sign: signerFromSeed(seed).sign, unique: randomBytes(UNIQUE_BYTES) },
    validUntil: Date.now() + 60_000,
  });
  return { transaction: Buffer.from(bytes).toString('base64url') };
}

const ofOrder = { as: 'home', parameters: ['access'] } as const;

/** What everybody sees of look-through, and how officers open what an order names. */
export const LOOK_THROUGH_STEPS: readonly WalkStep[] = [
  { route: 'GET /v1/envelope-keys/:kind/:holder', as: 'nobody', parameters: ['user', 'user-1'] },
  {
    ...{ route: 'GET /v1/access-orders', as: 'nobody' },
    keep: ({ orders }, known) => known.set('access', orders[0].id),
  },
  { route: 'GET /v1/access-orders/:id', as: 'nobody', parameters: ['access'] },
  {
    ...{ route: `GET ${ORDERS}`, as: 'home' },
    keep: ({ items }, known) => known.set('access', items[0].id).set('access-copy', taken.order),
  },
  {
    ...{ route: `GET ${ORDERS}/:id`, ...ofOrder },
    keep: (answer, known) => known.set('access-detail', JSON.stringify(answer)),
  },
  {
    ...{ route: `GET ${ORDERS}/:id/answers`, ...ofOrder },
    keep: (answer, known) => known.set('access-answers', JSON.stringify(answer)),
  },
  ...OFFICERS.map(
    (officer): WalkStep => ({
      ...{ route: `POST ${ORDERS}/:id/contributions`, ...ofOrder },
      body: (known) => contribution(known, officer),
    }),
  ),
  { route: `POST ${ORDERS}/:id/opening`, ...ofOrder, body: () => ({}) },
  { route: `GET ${ORDERS}/:id/evidence`, ...ofOrder },
  // Nothing of him is sealed, and that is proved.
  {
    ...{ route: 'GET /v1/look-through/identities/:user/proof', as: 'home' },
    parameters: ['user-1'],
  },
  {
    ...{ route: `POST ${ORDERS}/:id/sealed-copies`, as: 'home', parameters: ['access-copy'] },
    body: () => ({ takedown: taken.takedown, commitment: taken.commitment, verdict: 'opens' }),
  },
  { route: 'POST /v1/look-through/acts', as: 'inspector-1', body: furtherOrder },
];
