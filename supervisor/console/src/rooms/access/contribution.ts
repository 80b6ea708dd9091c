import {
  type ContributionFault,
  type CustodyAnswers,
  composeContribution,
  openSubject,
  type SealedSecret,
  SHARE_BYTES_MAX,
  secretIn,
} from '@mingjing/client';
import { type GivenKey, type OfficerKey, readReceivingKey } from '@mingjing/console-kit';
import { WIDE_SCALAR_BYTES } from '@mingjing/crypto/ristretto';
import { type Purpose, read, readJson } from '../../desk/reading.ts';
import { envelopeToAnswer } from './access-acts.ts';
import { AccessFault } from './access-fault.ts';
import { ORDERS, type OrderDetail } from './answers.ts';

/** A secret of a sealed order is some hundred characters. */
const SECRET_BYTES_MAX = 4096;

/** Files that an officer chose; none of them leaves the browser. */
export interface OwnFiles {
  readonly key: GivenKey;
  readonly share: File | undefined;
  /** Of a sealed order alone. */
  readonly secret: File | undefined;
}

/** What was added to an opening. */
export interface Added {
  readonly officer: string;
  readonly custodians: number;
}

/**
 * Adds an officer's part: his share is opened and used here, and what is sent is his answer about
 * this one record under his signature.
 */
export async function contribute(
  key: OfficerKey,
  order: OrderDetail,
  files: OwnFiles,
  purpose: Purpose,
): Promise<Added> {
  const secret = await subjectOf(order, files.secret);
  const share = await bytesOf(files.share, SHARE_BYTES_MAX, 'share-missing');
  const { chainId, envelope } = await envelopeToAnswer(order.text, secret, purpose);
  const path = `${ORDERS}/${order.id}`;
  const answers = await readJson<CustodyAnswers>(purpose, { path: `${path}/answers` });
  const receiving = await readReceivingKey(files.key);
  const random = crypto.getRandomValues(new Uint8Array(WIDE_SCALAR_BYTES));
  const composed = await composeContribution(
    { chainId, order, answers, envelope, secret },
    { receiving, share, random, sign: (bytes) => key.sign(bytes) },
  );
  receiving.secretKey.fill(0);
  random.fill(0);
  if (!composed.ok) throw faultOf(composed.fault);
  const { bytes, custodians, officer } = composed.value;
  await read(purpose, { path: `${path}/contributions`, body: bytes });
  return { officer, custodians };
}

async function subjectOf(
  { kind, text }: OrderDetail,
  file: File | undefined,
): Promise<SealedSecret> {
  if (kind !== 'sealed') return openSubject(text);
  const bytes = await bytesOf(file, SECRET_BYTES_MAX, 'secret-missing');
  const secret = secretIn(new TextDecoder().decode(bytes));
  if (secret === undefined) throw new AccessFault('bad-secret');
  return secret;
}

async function bytesOf(file: File | undefined, most: number, missing: string): Promise<Uint8Array> {
  if (file === undefined) throw new AccessFault(missing);
  if (file.size > most) throw new AccessFault('too-large');
  return new Uint8Array(await file.arrayBuffer());
}

function faultOf(fault: ContributionFault): AccessFault {
  if (fault.code === 'SHARE_REFUSED') return new AccessFault(`share-${fault.reason}`);
  if (fault.code === 'ANSWER_REFUSED') {
    const { organisation, reason } = fault;
    return new AccessFault('answer-refused', { organisation, reason });
  }
  return new AccessFault(fault.code.toLowerCase().replaceAll('_', '-'));
}
