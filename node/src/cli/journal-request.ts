import { renameSync, writeFileSync } from 'node:fs';
import { bytesToHex, hexToBytes, x25519PublicKey } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { readGenesis } from '@mingjing/host/home';
import { requestFault } from '@mingjing/proofs';
import {
  ActorType,
  type ApprovedExport,
  approvedExportCodec,
  chainIdOf,
  EXPORT_REQUEST_BYTES_MAX,
  type ExportRequest,
  exportApprovalBytes,
  exportRequestCodec,
  exportRequestHash,
  FORMAT_VERSION,
  JournalSource,
  UNIQUE_BYTES,
} from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { type CommonOptions, Output, problemTitles } from './output.ts';
import { saveFile } from './save-file.ts';
import { signingKey } from './signing-key.ts';
import { numberOf, timeOf } from './time-option.ts';
import { readInput } from './trust.ts';

const KEY_BYTES = 32;
const PRIVATE_MODE = 0o600;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface RequestKeyCommand extends CommonOptions {
  readonly output: string;
}

export interface RequestCommand extends CommonOptions {
  readonly genesis: string;
  readonly nodeId: string;
  readonly case: string;
  readonly basis: string;
  readonly authority: string;
  readonly recipient: string;
  readonly sources: string;
  readonly actor?: string;
  readonly from: string;
  readonly to: string;
  readonly days: string;
  readonly output: string;
}

export interface ApproveCommand extends CommonOptions {
  readonly genesis: string;
  readonly request: string;
  readonly officer: string;
  readonly key: string;
}

/** Makes the key that an authority opens an export with; the secret never leaves its file. */
export function requestKeyCommand(options: RequestKeyCommand): void {
  const output = new Output(options);
  const secretKey = randomBytes(KEY_BYTES);
  saveFile(options.output, `${bytesToHex(secretKey)}\n`, PRIVATE_MODE);
  const publicKey = bytesToHex(x25519PublicKey(secretKey));
  output.line('cli.requestKey', { file: options.output });
  output.facts([['publicKey', publicKey]]);
  output.json({ file: options.output, public_key: publicKey });
}

/** Writes an authority's request for part of a journal, which nobody has approved yet. */
export function requestCommand(options: RequestCommand): void {
  const output = new Output(options);
  const chainId = chainIdOf(readGenesis(options.genesis));
  const request = requestOf(options, Date.now());
  const fault = requestFault(request);
  if (fault !== undefined) throw faultOf(`export-${fault}`);
  const bytes = exportRequestCodec.encode(request);
  saveFile(options.output, approvedExportCodec.encode({ request: bytes, approvals: [] }));
  const hash = bytesToHex(exportRequestHash(chainId, bytes));
  output.line('cli.requestWritten', { file: options.output, hash });
  output.json({ file: options.output, hash });
}

/** Adds the approval of an officer to a request, over exactly what it asks for. */
export function approveCommand(options: ApproveCommand): void {
  const output = new Output(options);
  const chainId = chainIdOf(readGenesis(options.genesis));
  const approved = readApproved(options.request);
  const { officer } = options;
  if (approved.approvals.some((each) => each.officer === officer)) {
    const [zh, en] = [`${officer} 已批准过`, `${officer} has approved already`];
    throw new CliError('APPROVED_ALREADY', zh, en);
  }
  const signing = exportApprovalBytes(chainId, approved.request);
  const signature = signingKey(options.key).sign(signing);
  const approvals = [...approved.approvals, { officer, signature }];
  replace(options.request, approvedExportCodec.encode({ ...approved, approvals }));
  const hash = bytesToHex(exportRequestHash(chainId, approved.request));
  output.line('cli.requestApproved', { officer, count: approvals.length });
  output.json({ officer, approvals: approvals.length, hash });
}

/** The secret key of a requester, from the file that `journal request-key` wrote. */
export function readSecretKey(path: string): Uint8Array {
  const secretKey = hexToBytes(Buffer.from(readInput(path)).toString('latin1').trim());
  if (secretKey?.length === KEY_BYTES) return secretKey;
  const en = `${path} is no key as journal request-key writes it`;
  throw new CliError('BAD_KEY', `${path} 不是 journal request-key 写成的密钥`, en);
}

function requestOf(options: RequestCommand, now: number): ExportRequest {
  const { actor = '' } = options;
  const [type = '', id = ''] = actor === '' ? ['none'] : splitOnce(actor);
  return {
    ...{ version: FORMAT_VERSION, nodeId: options.nodeId, caseNumber: options.case },
    ...{ basis: options.basis, authority: options.authority },
    recipientKey: hexToBytes(options.recipient) ?? new Uint8Array(0),
    sources: options.sources
      .split(',')
      .map(sourceNumber)
      .sort((a, b) => a - b),
    ...{ actorType: actorNumber(type), actor: id },
    ...{ from: timeOf('--from', options.from), to: timeOf('--to', options.to) },
    expiresAt: now + numberOf('--days', options.days) * DAY_MS,
    unique: randomBytes(UNIQUE_BYTES),
  };
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(':');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function sourceNumber(name: string): number {
  if (Object.hasOwn(JournalSource, name)) return JournalSource[name as keyof typeof JournalSource];
  throw faultOf('export-bad-source');
}

function actorNumber(name: string): number {
  if (Object.hasOwn(ActorType, name)) return ActorType[name as keyof typeof ActorType];
  throw faultOf('export-bad-actor');
}

function faultOf(code: string): CliError {
  const [zh, en] = problemTitles(code) ?? [code, code];
  return new CliError(code, zh, en);
}

function readApproved(path: string): ApprovedExport {
  const parsed = approvedExportCodec.parse(readInput(path), EXPORT_REQUEST_BYTES_MAX);
  if (parsed.ok && exportRequestCodec.parse(parsed.value.request).ok) return parsed.value;
  throw faultOf('export-malformed');
}

// A request with half an approval would be one that nobody can read.
function replace(path: string, bytes: Uint8Array): void {
  const fresh = `${path}.new`;
  writeFileSync(fresh, bytes);
  renameSync(fresh, path);
}
