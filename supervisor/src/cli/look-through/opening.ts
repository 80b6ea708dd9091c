import { readFileSync, writeFileSync } from 'node:fs';
import {
  type CustodyAnswers,
  composeContribution,
  documentIn,
  identityIn,
  openSubject,
  type SealedSecret,
} from '@mingjing/client';
import { receivingKeyOf } from '@mingjing/crypto';
import { randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { WIDE_SCALAR_BYTES } from '@mingjing/crypto/ristretto';
import { readGenesis } from '@mingjing/host';
import { homePaths } from '@mingjing/host/home';
import { chainIdOf } from '@mingjing/protocol';
import type { OpenedIdentity } from '../../desk/look-through/identity-subject.ts';
import type { orderDetail } from '../../desk/look-through/look-through-view.ts';
import { SupervisorError } from '../../errors.ts';
import { type CommonOptions, say, wordFor } from '../output.ts';
import { idOf, officerKey } from './chain.ts';
import { HomeConsole } from './home-console.ts';
import { readSecret } from './secret-file.ts';
import { envelopeToAnswer } from './verified-envelope.ts';

/** An order as the supervision node shows it. */
type OrderDetail = ReturnType<typeof orderDetail>;

interface OpenedAnswer {
  readonly entry: number;
  readonly verdict: string;
  /** Base64. */
  readonly content: string;
  readonly identity: OpenedIdentity | null;
}

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

const pathOf = (order: string) => `/v1/look-through/orders/${order}`;

/** Shows an order from its text to what it opened. */
export async function showCommand(order: string, options: HomeOptions): Promise<void> {
  idOf(order);
  const detail = await new HomeConsole(options.home).json<OrderDetail>(pathOf(order));
  const { stage, officers, custodians, shares, result } = detail;
  const fields = {
    ...{ id: order, stage, released: shares.length, entry: result?.entry ?? '-' },
    ...{ officers: officers?.held ?? 0, officersNeeded: officers?.needed ?? 0 },
    ...{ custodians: custodians?.held ?? 0, custodiansNeeded: custodians?.needed ?? 0 },
  };
  say(options, 'lookThrough.shown', fields, detail);
}

/** An officer adds his part; his key and share are used here, on his machine, and go nowhere. */
export async function contributeCommand(order: string, options: ContributeCommand): Promise<void> {
  idOf(order);
  const console = new HomeConsole(options.home);
  const { home, secret: secretFile } = options;
  const detail = await console.json<OrderDetail>(pathOf(order));
  const secret = subjectOf(detail, secretFile);
  const envelope = await envelopeToAnswer(console, home, detail.text, secret);
  const answers = await console.json<CustodyAnswers>(`${pathOf(order)}/answers`);
  const chainId = chainIdOf(readGenesis(homePaths(home).genesis));
  const { seed } = officerKey(options.key);
  const composed = await composeContribution(
    { chainId, order: detail, answers, envelope, secret },
    {
      ...{ receiving: receivingKeyOf(seed), sign: signerFromSeed(seed).sign },
      ...{ share: readShareFile(options.share), random: randomBytes(WIDE_SCALAR_BYTES) },
    },
  );
  if (!composed.ok) {
    const { code, ...fields } = composed.fault;
    throw new SupervisorError(code, { record: '', ...fields });
  }
  const { bytes, officer, custodians } = composed.value;
  const answer = await console.post<object>(`${pathOf(order)}/contributions`, bytes);
  say(options, 'lookThrough.contributed', { officer, custodians }, { ...answer, custodians });
}

/** Opens what an order names; the number of the entry is said before the content. */
export async function openCommand(order: string, options: OpenCommand): Promise<boolean> {
  idOf(order);
  const console = new HomeConsole(options.home);
  const opened = await console.post<OpenedAnswer>(`${pathOf(order)}/opening`, {});
  const { entry, identity, verdict } = opened;
  if (verdict !== 'opens') {
    say(options, 'lookThrough.garbage', { entry }, { order, entry, verdict });
    return false;
  }
  const bytes = new Uint8Array(Buffer.from(opened.content, 'base64'));
  if (identity !== null) return sayIdentity(options, { order, entry, ...identity }, bytes);
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

/** Who somebody is, and whether that is whom a verifier confirmed. */
function sayIdentity(
  options: OpenCommand,
  { order, entry, user, standing }: { order: string; entry: number } & OpenedIdentity,
  bytes: Uint8Array,
): boolean {
  const read = identityIn(bytes);
  const facts = { order, entry, verdict: 'opens', user, standing };
  if (!read.ok) {
    say(options, 'lookThrough.unreadable', { entry, user }, facts);
    return false;
  }
  const { identity, registered } = read.value;
  const { output } = options;
  if (output === undefined) {
    const { number, name } = identity;
    const kind = wordFor(options, `lookThrough.kinds.${identity.kind}`, identity.kind);
    const fields = { entry, user, kind, number, name: name ?? '-' };
    say(options, `lookThrough.identity.${standing}`, fields, { ...facts, identity, registered });
  } else {
    save(output, Buffer.from(`${JSON.stringify({ user, identity, registered }, null, 2)}\n`));
    say(options, `lookThrough.identityTo.${standing}`, { entry, user, output }, facts);
  }
  return standing !== 'differs';
}

function subjectOf({ kind, text }: OrderDetail, secretFile: string | undefined): SealedSecret {
  if (kind !== 'sealed') return openSubject(text);
  if (secretFile === undefined) throw new SupervisorError('SECRET_MISSING');
  return readSecret(secretFile);
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
