import { readFileSync } from 'node:fs';
import {
  type AccessSubject,
  type AccessTerms,
  accessApprovalMessage,
  accessMessage,
  accessOpeningMessage,
  readCeremony,
  sealedAccessMessage,
} from '@mingjing/client';
import { hexToBytes } from '@mingjing/crypto';
import { randomBytes, verify } from '@mingjing/crypto/node';
import { secretScalar, WIDE_SCALAR_BYTES } from '@mingjing/crypto/ristretto';
import { readGenesis } from '@mingjing/host';
import { homePaths } from '@mingjing/host/home';
import { ACCESS_READERS_MAX, chainIdOf, RECORD_ID_BYTES } from '@mingjing/protocol';
import { SupervisorError } from '../../errors.ts';
import { type CommonOptions, say } from '../output.ts';
import { idOf, sayOnChain } from './chain.ts';
import { HomeConsole } from './home-console.ts';
import { readSecret, saveSecret } from './secret-file.ts';
import { envelopeToOrder } from './verified-envelope.ts';

/** A user on the chain, where a record would be named by digits alone. */
const USER = /^user\/([a-z][a-z0-9-]{1,31})$/;
const DAY_MS = 24 * 60 * 60 * 1000;

interface SayingOptions extends CommonOptions {
  readonly home: string;
  /** Addresses of chain nodes, by commas. */
  readonly node?: string;
  readonly key?: string;
}
export interface OrderCommand extends SayingOptions {
  /** Record of the ceremony: it has the keys that officers receive with. */
  readonly ceremony: string;
  readonly basis: string;
  readonly notice: string;
  readonly days?: string;
  readonly openDays?: string;
  /** Where what opens a sealed order is kept; absent: the order is open. */
  readonly sealed?: string;
  /** It asks for no share: about a record that is not private. */
  readonly reading?: boolean;
}
export type ApproveCommand = SayingOptions;
export interface DiscloseCommand extends SayingOptions {
  readonly secret: string;
}

/**
 * Gives an access order: about a private record or a user's identity, open or sealed; or about
 * reading a record alone.
 */
export async function orderCommand(text: string, options: OrderCommand): Promise<void> {
  const subject = subjectIn(text);
  const held = ceremonyIn(options.ceremony);
  const point = await pointOf(subject, held.epoch, options);
  const now = Date.now();
  const days = numberIn('--days', options.days ?? '30');
  const terms: AccessTerms = {
    ...{ basis: numberIn('--basis', options.basis), notice: options.notice },
    ...{ deadline: now + DAY_MS, expiresAt: now + days * DAY_MS + DAY_MS },
    readers: held.readers,
  };
  const message =
    options.sealed === undefined || point === undefined
      ? accessMessage(subject, terms, point)
      : sealed(options, subject, terms, point);
  const { id, height } = await sayOnChain(options, message);
  const said = options.sealed === undefined ? 'lookThrough.ordered' : 'lookThrough.sealed';
  say(options, said, { id, height, secret: options.sealed ?? '' }, { order: id, height });
}

// What is public was sealed to nobody; that it was asked for sealed nevertheless is refused here.
async function pointOf(
  subject: AccessSubject,
  newest: number,
  { home, reading, sealed: secret }: OrderCommand,
) {
  if (reading && secret !== undefined) throw new SupervisorError('NO_SHARES_ASKED');
  if (reading) return undefined;
  const { c0, epoch } = await envelopeToOrder(new HomeConsole(home), home, subject, newest);
  return { c0, epoch };
}

/** Approves an order: by another officer of the same authority. */
export async function approveCommand(order: string, options: ApproveCommand): Promise<void> {
  const { height } = await sayOnChain(options, accessApprovalMessage(idOf(order)));
  say(options, 'lookThrough.approved', { id: order, height }, { order, height });
}

/** Says on the chain what a sealed order was about. */
export async function discloseCommand(order: string, options: DiscloseCommand): Promise<void> {
  const message = accessOpeningMessage(idOf(order), readSecret(options.secret));
  const { height } = await sayOnChain(options, message);
  say(options, 'lookThrough.disclosed', { id: order, height }, { order, height });
}

// What opens the order is on disk before the order is anywhere: without it nobody could open it.
function sealed(
  options: OrderCommand,
  subject: AccessSubject,
  terms: AccessTerms,
  point: NonNullable<Parameters<typeof accessMessage>[2]>,
) {
  const chainId = chainIdOf(readGenesis(homePaths(options.home).genesis));
  const openDays = numberIn('--open-days', options.openDays ?? '30');
  const openBy = Date.now() + Math.max(1, openDays) * DAY_MS;
  const timed = { ...terms, openBy: Math.max(openBy, terms.deadline) };
  const t = secretScalar(randomBytes(WIDE_SCALAR_BYTES));
  const made = sealedAccessMessage(chainId, subject, timed, point, t);
  if (made === undefined) throw new SupervisorError('NOT_PRIVATE', { record: '' });
  saveSecret(options.sealed ?? '', made.secret);
  return made.message;
}

// A record by its id, or a user by name.
function subjectIn(text: string): AccessSubject {
  const [, user] = USER.exec(text) ?? [];
  if (user !== undefined) return { recordId: new Uint8Array(0), userId: user };
  const recordId = hexToBytes(text);
  if (recordId?.length === RECORD_ID_BYTES) return { recordId, userId: '' };
  throw new SupervisorError('BAD_SUBJECT', { digits: 2 * RECORD_ID_BYTES, text });
}

interface HeldCeremony {
  readonly epoch: number;
  readonly readers: AccessTerms['readers'];
}

function ceremonyIn(path: string): HeldCeremony {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new SupervisorError('BAD_CEREMONY', { path }, cause);
  }
  const read = readCeremony(new Uint8Array(bytes), verify);
  if (!read.ok) throw new SupervisorError('BAD_CEREMONY', { path });
  const { epoch, officers } = read.value;
  const readers = officers.shares
    .slice(0, ACCESS_READERS_MAX)
    .map(({ holder, recipientKey }) => ({ officer: holder, sealingKey: recipientKey }));
  return { epoch, readers };
}

function numberIn(flag: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new SupervisorError('BAD_NUMBER', { flag });
}
