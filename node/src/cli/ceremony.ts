import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCeremony } from '@mingjing/client';
import { bytesToHex, checkX25519Key, hexToBytes } from '@mingjing/crypto';
import { signerFromSeed, verify } from '@mingjing/crypto/node';
import { leaveAct } from '@mingjing/host/acts';
import { homePaths } from '@mingjing/host/home';
import {
  CustodyShares,
  dealApart,
  type HeldCeremony,
  recordCeremony,
} from '@mingjing/host/look-through';
import {
  actionFromJson,
  actionToJson,
  type CeremonyRecord,
  EPOCH_HOLDERS_MAX,
  type Epoch,
  isName,
} from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { type CommonOptions, Output } from './output.ts';
import { saveFile } from './save-file.ts';
import { keySeed } from './signing-key.ts';
import { numberOf } from './time-option.ts';
import { readInput } from './trust.ts';

const PRIVATE_MODE = 0o600;
/** With one officer a share would be the whole. */
const THRESHOLD_MIN = 2;
const EPOCH_FILE = 'epoch.json';
const RECORD_FILE = 'ceremony.record';

export interface DealCommand extends CommonOptions {
  readonly name: string;
  readonly authority: string;
  readonly epoch: string;
  readonly officers: string;
  readonly custodians: string;
  readonly officerThreshold: string;
  readonly custodianThreshold?: string;
  readonly witness: readonly string[];
  readonly output: string;
}
export interface CheckCommand extends CommonOptions {
  readonly epochFile?: string;
}
export interface TakeCommand extends CommonOptions {
  readonly home: string;
  readonly epochFile: string;
  readonly organisation: string;
}

/** Deals an epoch: sealed shares, what the chain registers, and the record of who was there. */
export async function dealCommand(options: DealCommand): Promise<void> {
  const number = numberOf('--epoch', options.epoch);
  if (!isName(options.name) || !isName(options.authority) || number < 1) {
    throw usage('--name, --authority [a-z][a-z0-9-]{1,31}; --epoch 1..');
  }
  const officers = holdersOf('--officers', options.officers);
  const custodians = holdersOf('--custodians', options.custodians);
  const third = String(Math.floor(custodians.size / 3) + 1);
  const needed = {
    officers: thresholdOf('--officer-threshold', options.officerThreshold, officers.size),
    custodians: thresholdOf(
      '--custodian-threshold',
      options.custodianThreshold ?? third,
      custodians.size,
    ),
  };
  assertDistinct([...officers.values(), ...custodians.values()]);
  assertEmpty(options.output);
  const witnesses = options.witness.map((file) => signerFromSeed(keySeed(file)));
  const plan = {
    ...{ number, authority: options.authority },
    officers: { threshold: needed.officers, holders: [...officers.keys()] },
    custodians: { threshold: needed.custodians, holders: [...custodians.keys()] },
  };
  const receiving = { officers, custodians };
  const sealed = await dealApart({ plan, receiving });
  const place = { chainName: options.name, time: Date.now(), receiving, witnesses };
  const held = recordCeremony(sealed, place);
  writeAll(options.output, sealed.epoch, held);
  const output = new Output(options);
  output.line('cli.ceremonyHeld', { epoch: number, folder: options.output });
  const read = readCeremony(held.record, verify, sealed.epoch);
  if (read.ok) report(output, read.value);
}

/** Shows the record of a ceremony, once its signatures hold. */
export function checkCommand(file: string, options: CheckCommand): void {
  const epoch = options.epochFile === undefined ? undefined : epochIn(options.epochFile);
  const read = readCeremony(readInput(file), verify, epoch);
  if (!read.ok) {
    const [zh, en] = RECORD_FAULTS[read.reason];
    throw new CliError('CEREMONY_REFUSED', zh, en);
  }
  const output = new Output(options);
  output.line('cli.ceremonyHolds', { witnesses: read.value.witnesses.length });
  report(output, read.value);
}

/** Takes a sealed custody share into a home; the entry of its journal is left first. */
export async function takeCommand(file: string, options: TakeCommand): Promise<void> {
  const paths = homePaths(options.home);
  if (!existsSync(paths.genesis)) {
    const [zh, en] = [`没有这个节点目录：${options.home}`, `no home of a node: ${options.home}`];
    throw new CliError('HOME_MISSING', zh, en);
  }
  const epoch = epochIn(options.epochFile);
  const bytes = readInput(file);
  leaveAct(paths.acts, { event: 'custody-share-taken', object: String(epoch.number) }, Date.now());
  const shares = new CustodyShares(paths, process.env['MINGJING_PASSPHRASE']);
  const refusal = await shares.take(bytes, epoch, options.organisation);
  if (refusal !== undefined) {
    const [zh, en] = SHARE_FAULTS[refusal];
    throw new CliError('SHARE_REFUSED', zh, en);
  }
  const output = new Output(options);
  output.line('cli.shareTaken', { epoch: epoch.number, home: options.home });
  output.json({ epoch: epoch.number, home: options.home });
}

const RECORD_FAULTS = {
  malformed: ['不是仪式记录', 'this is no record of a ceremony'],
  'bad-signature': ['在场者的签名无效', "a witness's signature does not hold"],
  'witness-missing': ['缺少在场者的签名', 'a witness has not signed'],
  'other-epoch': ['记录的不是这个密钥期', 'the record is of another epoch'],
} as const;

const SHARE_FAULTS = {
  malformed: ['不是封装的份额', 'this is no sealed share'],
  'not-for-this-key': [
    '份额不是封装给本节点的托管密钥',
    "the share is not sealed to this home's key",
  ],
  'not-the-registered-share': ['份额与登记的公开值不符', 'the share is not the registered one'],
  'no-custody-key': [
    '节点目录中没有托管密钥：请先执行 keys --create custody',
    'the home has no custody key: make one by keys --create custody',
  ],
  'other-holder': ['份额属于其他持有者或密钥期', 'the share is of another holder or epoch'],
  'share-exists': ['该密钥期的份额已在目录中', 'the home has a share of this epoch already'],
} as const;

function report(output: Output, record: CeremonyRecord): void {
  const sides = [record.officers, record.custodians];
  const rows = sides.flatMap(({ threshold, shares }) =>
    shares.map(({ holder, sealedHash }) => {
      return [holder, `${threshold}/${shares.length}`, bytesToHex(sealedHash)];
    }),
  );
  const heads = ['holder', 'threshold', 'sealedHash'].map((key) => output.text(`cli.label.${key}`));
  output.table(heads, rows);
  output.json({
    ...{ epoch: record.epoch, time: record.time, secrets_destroyed: record.secretsDestroyed },
    epoch_hash: bytesToHex(record.epochHash),
    witnesses: record.witnesses.map(bytesToHex),
    shares: rows.map(([holder, , hash]) => ({ holder, sealed_hash: hash })),
  });
}

function writeAll(folder: string, epoch: Epoch, { shares, record }: HeldCeremony): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  saveFile(join(folder, EPOCH_FILE), actionToJson({ startEpoch: epoch }));
  saveFile(join(folder, RECORD_FILE), record);
  for (const { side, holder, bytes } of shares) {
    mkdirSync(join(folder, side), { recursive: true, mode: 0o700 });
    saveFile(join(folder, side, `${holder}.share`), bytes, PRIVATE_MODE);
  }
}

/** The epoch in a file that `ceremony deal` wrote, which is also what is proposed to the chain. */
function epochIn(file: string): Epoch {
  const action = actionFromJson(Buffer.from(readInput(file)).toString('utf8'));
  if (action.ok && action.value.startEpoch) return action.value.startEpoch;
  const en = `${file} is no epoch as ceremony deal writes it`;
  throw new CliError('BAD_EPOCH', `${file} 不是 ceremony deal 写成的密钥期文件`, en);
}

function holdersOf(flag: string, text: string): Map<string, Uint8Array> {
  const holders = new Map<string, Uint8Array>();
  for (const each of text.split(',')) {
    const [holder = '', hex = ''] = each.split('=');
    const key = hexToBytes(hex);
    if (!isName(holder) || key?.length !== 32 || !checkX25519Key(key).ok) {
      throw usage(`${flag} inspector-1=<X25519>,inspector-2=<X25519>: ${each}`);
    }
    if (holders.has(holder)) {
      const [zh, en] = [`${flag} 中 ${holder} 出现两次`, `${flag} names ${holder} twice`];
      throw new CliError('HOLDER_TWICE', zh, en);
    }
    holders.set(holder, key);
  }
  if (holders.size <= EPOCH_HOLDERS_MAX) return holders;
  throw usage(`${flag} <= ${EPOCH_HOLDERS_MAX}`);
}

function thresholdOf(flag: string, text: string, count: number): number {
  const threshold = numberOf(flag, text);
  if (threshold >= THRESHOLD_MIN && threshold <= count) return threshold;
  const zh = `${flag} 须为 ${THRESHOLD_MIN} 到 ${count}`;
  throw new CliError('BAD_THRESHOLD', zh, `${flag} takes ${THRESHOLD_MIN} to ${count}`);
}

// One key for two shares would make one holder two.
function assertDistinct(keys: readonly Uint8Array[]): void {
  if (new Set(keys.map(bytesToHex)).size === keys.length) return;
  const en = 'two holders have the same receiving key';
  throw new CliError('KEY_TWICE', '两个持有者的接收公钥相同', en);
}

function assertEmpty(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw new CliError(
    'OUTPUT_NOT_EMPTY',
    `目录 ${folder} 不是空的`,
    `the folder ${folder} is not empty`,
  );
}

function usage(example: string): CliError {
  return new CliError('CEREMONY_USAGE', `参数有误：${example}`, `wrong arguments: ${example}`);
}
