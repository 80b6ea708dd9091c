import { readFileSync, writeFileSync } from 'node:fs';
import type { SealedSecret } from '@mingjing/client';
import { documentIn } from '@mingjing/client';
import { equalBytes, hexToBytes, receivingKeyOf } from '@mingjing/crypto';
import { randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { WIDE_SCALAR_BYTES } from '@mingjing/crypto/ristretto';
import { answerOrder, shareKey } from '@mingjing/disclosure';
import { readGenesis } from '@mingjing/host';
import { homePaths } from '@mingjing/host/home';
import { openShare, unsealAnswer } from '@mingjing/host/look-through';
import {
  accessContext,
  type CustodyShare,
  chainIdOf,
  contributionSignable,
  signedContributionCodec,
} from '@mingjing/protocol';
import type { orderDetail } from '../../desk/look-through/look-through-view.ts';
import { SupervisorError } from '../../errors.ts';
import { type CommonOptions, say } from '../output.ts';
import { idOf, officerKey } from './chain.ts';
import { HomeConsole } from './home-console.ts';
import { readSecret } from './secret-file.ts';
import { verifiedEnvelope } from './verified-envelope.ts';

interface HomeOptions extends CommonOptions {
  readonly home: string;
}
export interface ContributeCommand extends HomeOptions {
  readonly key: string;
  readonly share: string;
  readonly secret?: string;
}
export interface OpenCommand extends HomeOptions {
  readonly output?: string;
}

type Detail = ReturnType<typeof orderDetail>;

const pathOf = (order: string) => `/v1/look-through/orders/${order}`;
const NO_BYTES = new Uint8Array(0);

/** Shows an order from its text to what it opened. */
export async function showCommand(order: string, options: HomeOptions): Promise<void> {
  idOf(order);
  const detail = await new HomeConsole(options.home).json<Detail>(pathOf(order));
  const { stage, officers, custodians, shares, result } = detail;
  const fields = {
    ...{ id: order, stage, released: shares.length, entry: result?.entry ?? '-' },
    ...{ officers: officers?.held ?? 0, officersNeeded: officers?.needed ?? 0 },
    ...{ custodians: custodians?.held ?? 0, custodiansNeeded: custodians?.needed ?? 0 },
  };
  say(options, 'lookThrough.shown', fields, detail);
}

/**
 * An officer adds his part: he unseals with his own key what custodians answered, answers himself
 * with his share about the record that the order is about, and signs both. His key and share are
 * used here, on his machine, and go nowhere.
 */
export async function contributeCommand(order: string, options: ContributeCommand): Promise<void> {
  const orderId = idOf(order);
  const console = new HomeConsole(options.home);
  const chainId = chainIdOf(readGenesis(homePaths(options.home).genesis));
  const detail = await console.json<Detail>(pathOf(order));
  const { seed } = officerKey(options.key);
  const receiving = receivingKeyOf(seed);
  const officer = officerIn(detail, receiving.publicKey);
  const secret = subjectOf(detail, options.secret);
  const { c0 } = await verifiedEnvelope(console, options.home, secret.recordId);
  const asked = { chainId, orderId, context: accessContext(chainId, orderId) };
  const { keys } = detail;
  if (keys === null) throw new SupervisorError('NO_SHARES_ASKED');
  const held = { id: officer, secretKey: receiving.secretKey };
  const share = await openShare(
    readShareFile(options.share),
    held.secretKey,
    keys.officers.commitments.map(bytesOf),
  );
  if (!share.ok) throw new SupervisorError('SHARE_REFUSED', { reason: share.reason });
  const random = randomBytes(WIDE_SCALAR_BYTES);
  const authority = answerOrder(share.value, c0, asked, random);
  if (authority === undefined) throw new SupervisorError('NOT_PRIVATE', { record: '' });
  const point = bytesOf(detail.text.point);
  const custody = await unsealed(console, order, { ...asked, point }, { held, keys });
  const { statement, signing } = contributionSignable(chainId, {
    ...{ orderId, officer, authority, custody, recordId: secret.recordId },
    ...{ userId: secret.userId, basis: secret.basis, blinding: secret.blinding },
  });
  const signature = signerFromSeed(seed).sign(signing);
  const bytes = signedContributionCodec.encode({ statement, signature });
  const answer = await console.post<object>(`${pathOf(order)}/contributions`, bytes);
  const fields = { officer, custodians: custody.length };
  say(options, 'lookThrough.contributed', fields, { ...answer, custodians: custody.length });
}

/** Opens what an order names; the number of the entry is said before the content. */
export async function openCommand(order: string, options: OpenCommand): Promise<boolean> {
  idOf(order);
  const console = new HomeConsole(options.home);
  const opened = await console.post<{ entry: number; verdict: string; content: string }>(
    `${pathOf(order)}/opening`,
    {},
  );
  const { entry, verdict } = opened;
  if (verdict !== 'opens') {
    say(options, 'lookThrough.garbage', { entry }, { order, entry, verdict });
    return false;
  }
  const bytes = new Uint8Array(Buffer.from(opened.content, 'base64'));
  const document = documentIn(bytes);
  const content = document.ok ? document.value.content : bytes;
  const name = document.ok ? document.value.fileName : '';
  if (options.output !== undefined) save(options.output, content);
  const fields = { entry, name, size: content.length, output: options.output ?? '' };
  const text = options.output === undefined ? 'lookThrough.opened' : 'lookThrough.openedTo';
  const facts = { file_name: name, size_bytes: content.length, output: options.output ?? null };
  say(options, text, fields, { order, entry, verdict, ...facts });
  return true;
}

async function unsealed(
  console: HomeConsole,
  order: string,
  asked: Parameters<typeof unsealAnswer>[2],
  { held, keys }: { held: Parameters<typeof unsealAnswer>[1]; keys: NonNullable<Detail['keys']> },
): Promise<CustodyShare[]> {
  const path = `${pathOf(order)}/answers`;
  type Answers = { items: { organisation: string; answer: string }[] };
  const { items } = await console.json<Answers>(path);
  const commitments = keys.custodians.commitments.map(bytesOf);
  const shares: CustodyShare[] = [];
  for (const { organisation, answer } of items) {
    const holder = keys.custodians.holders.find((each) => each.holder === organisation);
    const registered = holder && shareKey(commitments, holder.index);
    const read = registered && (await unsealAnswer(bytesOf(answer), held, asked, registered));
    if (read === undefined) continue;
    // A custodian that sealed something else is named: its hash on the chain stands against it.
    if (!read.ok)
      throw new SupervisorError('ANSWER_REFUSED', { organisation, reason: read.reason });
    shares.push({ organisation, answer: read.value });
  }
  return shares;
}

function officerIn({ text }: Detail, receivingKey: Uint8Array): string {
  const found = text.readers.find((each) => equalBytes(bytesOf(each.sealing_key), receivingKey));
  if (found !== undefined) return found.officer;
  throw new SupervisorError('NOT_NAMED');
}

function subjectOf({ kind, text }: Detail, secretFile: string | undefined): SealedSecret {
  if (kind === 'sealed') {
    if (secretFile === undefined) throw new SupervisorError('SECRET_MISSING');
    return readSecret(secretFile);
  }
  return { recordId: bytesOf(text.record), userId: text.user, basis: 0, blinding: NO_BYTES };
}

function readShareFile(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (cause) {
    throw new SupervisorError('SHARE_REFUSED', { reason: path }, cause);
  }
}

function save(path: string, content: Uint8Array): void {
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new SupervisorError('OUTPUT_UNWRITABLE', { path }, cause);
  }
}

function bytesOf(hex: string): Uint8Array {
  return hexToBytes(hex) ?? NO_BYTES;
}
