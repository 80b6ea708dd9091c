import { readFileSync } from 'node:fs';
import { type Client, composeTransaction, createClient } from '@mingjing/client';
import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { ResultCode, resultCodeName } from '@mingjing/execution';
import { actionBadField, actionFromJson, type Message, UNIQUE_BYTES } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { printDryRun, printPolicies, printProposal, printProposals } from './governance-report.ts';
import { type AddressOptions, nodeAddress } from './node-address.ts';
import { type CommonOptions, Output } from './output.ts';
import { signingKey } from './signing-key.ts';
import { numberOf, timeOf } from './time-option.ts';

/** How long a transaction may wait for its block. */
const VALID_MS = 60_000;
const ID_BYTES = 32;

type Options = AddressOptions & CommonOptions;
export type SigningOptions = Options & { readonly key: string };
export type ProposeOptions = SigningOptions & { readonly expires?: string };
export type VoteOptions = SigningOptions & {
  readonly approve?: boolean;
  readonly refuse?: boolean;
};
export type ListOptions = Options & { readonly status?: string; readonly limit?: string };

const clientOf = (options: Options) => createClient({ baseUrl: nodeAddress(options) });

/** Shows for each action who must approve it. */
export async function policiesCommand(options: Options): Promise<void> {
  const answer = await clientOf(options).policies();
  const output = new Output(options);
  printPolicies(output, answer.policies);
  output.json(answer);
}

/** Lists proposals, latest first. */
export async function proposalsCommand(options: ListOptions): Promise<void> {
  const { status, limit } = options;
  const answer = await clientOf(options).proposals({
    ...(status === undefined ? {} : { status }),
    ...(limit === undefined ? {} : { limit: numberOf('--limit', limit) }),
  });
  const output = new Output(options);
  printProposals(output, answer);
  output.json(answer);
}

/** Shows a proposal with its ballots, and what it would change now. */
export async function proposalCommand(id: string, options: Options): Promise<void> {
  const answer = await clientOf(options).proposal(bytesToHex(idOf(id)));
  const output = new Output(options);
  printProposal(output, answer);
  output.json(answer);
}

/** Shows what an action would change now; false when it would be refused. */
export async function dryRunCommand(file: string, options: Options): Promise<boolean> {
  const answer = await clientOf(options).dryRun(readAction(file).text);
  const output = new Output(options);
  printDryRun(output, answer);
  output.json(answer);
  return answer.result === 'done';
}

/** Proposes what a file says, signed with the key of a system administrator. */
export async function proposeCommand(file: string, options: ProposeOptions): Promise<void> {
  const { action } = readAction(file);
  const expiresAt = options.expires === undefined ? 0 : timeOf('--expires', options.expires);
  const value = { action, expiresAt };
  const said = await say(options, { type: 'governancePropose', value });
  const output = new Output(options);
  output.line('cli.proposed', said);
  output.json({ proposal: said.id, height: said.height });
}

/** Casts a ballot, signed with the key of the officer. */
export async function voteCommand(id: string, options: VoteOptions): Promise<void> {
  const { approve = false, refuse = false } = options;
  if (approve === refuse) {
    const [zh, en] = ['须给出 --approve 或 --refuse 之一', 'give one of --approve and --refuse'];
    throw new CliError('BAD_OPTION', zh, en);
  }
  const value = { proposalId: idOf(id), approve };
  const { height } = await say(options, { type: 'governanceBallot', value });
  const { status } = await clientOf(options).proposal(id);
  const output = new Output(options);
  const facts = { id, height, status: output.text(`cli.proposalStatus.${status}`) };
  output.line(approve ? 'cli.approved' : 'cli.refused', facts);
  output.json({ proposal: id, approve, height, status });
}

/** Takes a proposal back. */
export async function withdrawCommand(id: string, options: SigningOptions): Promise<void> {
  const value = { proposalId: idOf(id) };
  const { height } = await say(options, { type: 'governanceWithdraw', value });
  const output = new Output(options);
  output.line('cli.proposalWithdrawn', { id, height });
  output.json({ proposal: id, height });
}

async function say(
  options: SigningOptions,
  message: Message,
): Promise<{ id: string; height: number }> {
  const client = clientOf(options);
  const { chain_id: chainId, time } = await client.status();
  const transaction = composeTransaction({
    ...{ chainId, message, ...signingKey(options.key) },
    ...{ validUntil: Math.max(time, Date.now()) + VALID_MS, unique: randomBytes(UNIQUE_BYTES) },
  });
  const { height } = await committed(client, transaction.bytes);
  return { id: bytesToHex(transaction.id), height };
}

async function committed(client: Client, transaction: Uint8Array): Promise<{ height: number }> {
  const items = [{ transaction, attachments: [] }];
  const { results } = await client.submit(items, { wait: 'committed', waitMs: VALID_MS });
  const [result] = results;
  if (result?.status === 'committed' && result.code === ResultCode.done) {
    return { height: result.height ?? 0 };
  }
  const why = result?.reason ?? resultCodeName(result?.code ?? 0) ?? result?.status ?? '';
  throw refusal(why);
}

function refusal(why: string): CliError {
  const name = why.replace(/^result-/, '');
  const texts = new Output({}).find(`cli.governanceRefusal.${name}`);
  const english = new Output({ lang: 'en' }).find(`cli.governanceRefusal.${name}`);
  const zh = `提交被拒绝:${texts ?? name}`;
  return new CliError('REFUSED', zh, `the chain refused it: ${english ?? name}`);
}

function readAction(file: string) {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError('NO_FILE', `无法读取 ${file}`, `cannot read ${file}`, { cause: error });
  }
  const action = actionFromJson(text);
  if (action.ok) return { action: action.value, text };
  const field = actionBadField(text);
  const why = field === '' ? action.reason : `${action.reason}: ${field}`;
  const en = `${file} is no action: ${why}`;
  throw new CliError('BAD_ACTION', `${file} 不是有效的提案内容:${why}`, en);
}

function idOf(id: string): Uint8Array {
  const bytes = hexToBytes(id);
  if (bytes?.length === ID_BYTES) return bytes;
  const en = 'a proposal id has 64 lower-case hexadecimal digits';
  throw new CliError('BAD_ID', '提案标识须为 64 位小写十六进制', en);
}
