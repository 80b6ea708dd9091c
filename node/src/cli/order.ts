import {
  approvalMessage,
  caseHash,
  createClient,
  freezeMessage,
  liftMessage,
  limitMessage,
  type OrderTerms,
  takedownMessage,
} from '@mingjing/client';
import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { isName, type Message, RECORD_ID_BYTES } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { printOrder, printOrders, printReceipts } from './order-report.ts';
import { Output } from './output.ts';
import { type AskingOptions, clientOf, type SigningOptions, sayOnChain } from './say-on-chain.ts';
import { numberOf, timeOf } from './time-option.ts';

const ID_BYTES = 32;
const CODE_MAX = 0xffff;
/** A takedown that is not done within a day has missed its report as well. */
const DEADLINE_MS = 24 * 60 * 60 * 1000;

export interface OrderOptions extends SigningOptions {
  readonly basis: string;
  readonly reason: string;
  readonly case: string;
  readonly deadline?: string;
  readonly atHeight?: string;
  readonly drill?: boolean;
  readonly also?: string;
}
export interface TakedownOptions extends OrderOptions {
  readonly attachments?: string;
}
export interface UntilOptions extends OrderOptions {
  readonly until: string;
}
export interface ApproveOptions extends SigningOptions {
  readonly also?: string;
}
export interface OrderListOptions extends AskingOptions {
  readonly kind?: string;
  readonly state?: string;
  readonly limit?: string;
}

/** Takes a record down, or named attachments of it. */
export async function takedownCommand(record: string, options: TakedownOptions): Promise<void> {
  const commitments = listOf(options.attachments).map((each) => bytesOf(each, ID_BYTES));
  await tell(options, takedownMessage(recordOf(record), termsOf(options), commitments));
}

/** Freezes a user, or a record by its id of 72 hexadecimal digits. */
export async function freezeCommand(subject: string, options: UntilOptions): Promise<void> {
  const until = timeOf('--until', options.until);
  const frozen = isName(subject) ? { userId: subject } : { recordId: recordOf(subject) };
  await tell(options, freezeMessage(frozen, until, termsOf(options)));
}

/** Limits what a user may publish in a day. */
export async function limitCommand(user: string, options: UntilOptions): Promise<void> {
  const until = timeOf('--until', options.until);
  await tell(options, limitMessage(user, until, termsOf(options)));
}

/** Ends a freeze or limit. */
export async function liftOrderCommand(id: string, options: OrderOptions): Promise<void> {
  await tell(options, liftMessage(bytesOf(id, ID_BYTES), termsOf(options)));
}

/** Approves an order of one's own organisation. */
export async function approveCommand(id: string, options: ApproveOptions): Promise<void> {
  const message = approvalMessage(bytesOf(id, ID_BYTES));
  await tell(options, message, id);
}

/** Shows one order. */
export async function orderCommand(id: string, options: AskingOptions): Promise<void> {
  const client = clientOf(options);
  const name = bytesToHex(bytesOf(id, ID_BYTES));
  const [answer, receipts] = await Promise.all([client.order(name), client.orderReceipts(name)]);
  const output = new Output(options);
  printOrder(output, answer);
  if (receipts.in_force) printReceipts(output, receipts);
  output.json({ ...answer, receipts });
}

/** Lists orders, latest first. */
export async function ordersCommand(options: OrderListOptions): Promise<void> {
  const { kind, state, limit } = options;
  const answer = await clientOf(options).orders({
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined ? {} : { state }),
    ...(limit === undefined ? {} : { limit: numberOf('--limit', limit) }),
  });
  const output = new Output(options);
  printOrders(output, answer);
  output.json(answer);
}

// Where it stands is asked of the chain: an enterprise's order still waits for its approval.
async function tell(
  options: SigningOptions & { readonly also?: string },
  message: Message,
  about?: string,
): Promise<void> {
  const others = listOf(options.also).map((baseUrl) => createClient({ baseUrl }));
  const said = await sayOnChain(options, message, 'orderRefusal', others);
  const id = about ?? said.id;
  const answer = await clientOf(options).order(id);
  const output = new Output(options);
  const state = output.text(`cli.orderState.${answer.state}`);
  const facts = { id, height: said.height, state, nodes: said.taken };
  output.line(about === undefined ? 'cli.ordered' : 'cli.orderApproved', facts);
  output.json({ order: id, height: said.height, state: answer.state, nodes: said.taken });
}

function termsOf(options: OrderOptions): OrderTerms {
  const { basis, reason, deadline, atHeight, drill = false } = options;
  return {
    ...{ basis: codeOf('--basis', basis), reason: codeOf('--reason', reason) },
    caseHash: caseHash(options.case),
    deadline: deadline === undefined ? Date.now() + DEADLINE_MS : timeOf('--deadline', deadline),
    ...(atHeight === undefined ? {} : { effectiveHeight: numberOf('--at-height', atHeight) }),
    isDrill: drill,
  };
}

function codeOf(flag: string, text: string): number {
  const code = numberOf(flag, text);
  if (code <= CODE_MAX) return code;
  throw new CliError('BAD_NUMBER', `${flag} 须为 1 到 65535`, `${flag} takes 1 to ${CODE_MAX}`);
}

function recordOf(text: string): Uint8Array {
  const bytes = hexToBytes(text);
  if (bytes?.length === RECORD_ID_BYTES) return bytes;
  const zh = '须为用户名，或存证记录标识（72 位小写十六进制）';
  throw new CliError('BAD_ID', zh, 'give a user, or a record id of 72 lower-case hexadecimals');
}

function bytesOf(text: string, length: number): Uint8Array {
  const bytes = hexToBytes(text);
  if (bytes?.length === length) return bytes;
  const digits = length * 2;
  const zh = `须为 ${digits} 位小写十六进制：${text}`;
  throw new CliError('BAD_ID', zh, `not an id of ${digits} lower-case hexadecimals: ${text}`);
}

function listOf(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((each) => each !== '');
}
