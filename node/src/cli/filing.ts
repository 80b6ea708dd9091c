import { type FilingKindName, filingMessage } from '@mingjing/client';
import { hexToBytes } from '@mingjing/crypto';
import { FilingKind } from '@mingjing/protocol';
import {
  parseFilingNumber,
  parseIcpNumber,
  parseMlpsNumber,
  parsePoliceNumber,
} from '@mingjing/protocol/numbers';
import { isDay } from '../management/calendar/shanghai-days.ts';
import { digitsOf } from '../management/filing/declared.ts';
import { CliError } from './errors.ts';
import { Output } from './output.ts';
import { type SigningOptions, sayOnChain } from './say-on-chain.ts';

const HASH_BYTES = 32;
const PARSERS = {
  service: parseFilingNumber,
  police: parsePoliceNumber,
  icp: parseIcpNumber,
  mlps: parseMlpsNumber,
} as const;

export interface DeclareOptions extends SigningOptions {
  readonly kind: string;
  readonly granted: string;
  readonly facts: string;
  readonly ended?: boolean;
}

/** Declares on the chain what the officer's organisation filed. */
export async function declareFilingCommand(number: string, options: DeclareOptions): Promise<void> {
  const kind = kindOf(options.kind);
  const parsed = PARSERS[kind](number);
  if (!parsed.ok) {
    const en = `${number} is no number of a filing of that kind (${parsed.reason})`;
    throw new CliError('BAD_NUMBER', `${number} 不是该类备案的编号`, en);
  }
  const { ended = false, granted: grantedOn } = options;
  if (!isDay(grantedOn)) {
    const en = '--granted takes a day such as 2026-02-09';
    throw new CliError('BAD_DAY', '--granted 须为日期，例如 2026-02-09', en);
  }
  const [identifier, factsHash] = [digitsOf(parsed.value), hashOf(options.facts)];
  const message = filingMessage({ kind, identifier, grantedOn, factsHash, ended });
  const { height } = await sayOnChain(options, message);
  const output = new Output(options);
  output.line('cli.filingDeclared', { identifier, height });
  output.json({ kind, identifier, granted_on: grantedOn, ended, height });
}

function kindOf(text: string): FilingKindName {
  if (Object.hasOwn(FilingKind, text)) return text as FilingKindName;
  const names = Object.keys(FilingKind).join(' | ');
  throw new CliError('BAD_KIND', `--kind 须为 ${names}`, `--kind takes ${names}`);
}

function hashOf(text: string): Uint8Array {
  const bytes = hexToBytes(text);
  if (bytes?.length === HASH_BYTES) return bytes;
  const en = '--facts takes 64 lower-case hexadecimal digits, as the management node shows them';
  throw new CliError('BAD_HASH', '--facts 须为管理节点所示的 64 位小写十六进制', en);
}
