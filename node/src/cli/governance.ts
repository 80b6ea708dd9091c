import { readFileSync } from 'node:fs';
import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { actionBadField, actionFromJson } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { printDryRun, printPolicies, printProposal, printProposals } from './governance-report.ts';
import { Output } from './output.ts';
import { type AskingOptions, clientOf, type SigningOptions, sayOnChain } from './say-on-chain.ts';
import { numberOf, timeOf } from './time-option.ts';

const ID_BYTES = 32;

export type ProposeOptions = SigningOptions & { readonly expires?: string };
export type VoteOptions = SigningOptions & {
  readonly approve?: boolean;
  readonly refuse?: boolean;
};
export type ListOptions = AskingOptions & { readonly status?: string; readonly limit?: string };

/** Shows for each action who must approve it. */
export async function policiesCommand(options: AskingOptions): Promise<void> {
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
export async function proposalCommand(id: string, options: AskingOptions): Promise<void> {
  const answer = await clientOf(options).proposal(bytesToHex(idOf(id)));
  const output = new Output(options);
  printProposal(output, answer);
  output.json(answer);
}

/** Shows what an action would change now; false when it would be refused. */
export async function dryRunCommand(file: string, options: AskingOptions): Promise<boolean> {
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
  const said = await sayOnChain(options, { type: 'governancePropose', value });
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
  const { height } = await sayOnChain(options, { type: 'governanceBallot', value });
  const { status } = await clientOf(options).proposal(id);
  const output = new Output(options);
  const facts = { id, height, status: output.text(`cli.proposalStatus.${status}`) };
  output.line(approve ? 'cli.approved' : 'cli.refused', facts);
  output.json({ proposal: id, approve, height, status });
}

/** Takes a proposal back. */
export async function withdrawCommand(id: string, options: SigningOptions): Promise<void> {
  const value = { proposalId: idOf(id) };
  const { height } = await sayOnChain(options, { type: 'governanceWithdraw', value });
  const output = new Output(options);
  output.line('cli.proposalWithdrawn', { id, height });
  output.json({ proposal: id, height });
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
  throw new CliError('BAD_ACTION', `${file} 不是有效的提案内容：${why}`, en);
}

function idOf(id: string): Uint8Array {
  const bytes = hexToBytes(id);
  if (bytes?.length === ID_BYTES) return bytes;
  const en = 'a proposal id has 64 lower-case hexadecimal digits';
  throw new CliError('BAD_ID', '提案标识须为 64 位小写十六进制', en);
}
