import { existsSync } from 'node:fs';
import { PASSPHRASE_LENGTH_MIN, type PassphraseFault, passphraseFault } from '@mingjing/client';
import {
  bytesToHex,
  envelopeKeyOf,
  keyId,
  possessionBytes,
  receivingKeyOf,
} from '@mingjing/crypto';
import { generateSeed, loadKeyFile, saveKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { leaveAct } from '@mingjing/host/acts';
import { CUSTODY_PURPOSE, homePaths, NODE_KEYS } from '@mingjing/host/home';
import { KeyPurpose } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { type CommonOptions, Output } from './output.ts';

/** Besides those that the chain enrols, the key of a home that receives custody shares. */
const PURPOSES: readonly string[] = [...Object.keys(KeyPurpose), CUSTODY_PURPOSE];

export interface KeysCommand extends CommonOptions {
  readonly home?: string;
  /** Makes a new key file for this purpose. */
  readonly create?: string;
  readonly file?: string;
}

/** Lists the public keys of a home, shows one key file, or makes a new one; never shows a seed. */
export function keysCommand(options: KeysCommand): void {
  const output = new Output(options);
  const passphrase = process.env['MINGJING_PASSPHRASE'];
  const secret = passphrase === undefined ? {} : { passphrase };
  if (options.create !== undefined) {
    if (options.file === undefined || !PURPOSES.includes(options.create)) {
      const purposes = PURPOSES.join(', ');
      const zh = `用法：keys --create 用途 --file 文件；用途为 ${purposes}`;
      const en = `usage: keys --create PURPOSE --file FILE; purposes are ${purposes}`;
      throw new CliError('KEYS_USAGE', zh, en);
    }
    if (passphrase !== undefined) assertPassphrase(passphrase);
    note(options, 'key-made', options.create);
    saveKeyFile(options.file, { purpose: options.create, seed: generateSeed() }, secret);
  }
  const files = keyFiles(options);
  if (options.create === undefined) note(options, 'keys-shown');
  const keys = files.map((path) => loadKeyFile(path, secret));
  for (const { purpose, publicKey, seed } of keys) {
    output.line('cli.key', {
      purpose,
      public: bytesToHex(publicKey),
      id: bytesToHex(keyId(publicKey)),
    });
    output.line('cli.receivingKey', { receiving: bytesToHex(receivingKeyOf(seed).publicKey) });
  }
  output.json({
    keys: keys.map(({ purpose, publicKey, seed }) => ({
      purpose,
      public_key: bytesToHex(publicKey),
      key_id: bytesToHex(keyId(publicKey)),
      // X25519 and ristretto255 keys of the same holder: shares and private records reach him so.
      receiving_key: bytesToHex(receivingKeyOf(seed).publicKey),
      envelope_key: bytesToHex(envelopeKeyOf(seed).publicKey),
      // What the chain asks for before it enrols the key.
      possession: bytesToHex(signerFromSeed(seed).sign(possessionBytes('', purpose, publicKey))),
    })),
  });
}

const PASSPHRASE_FAULTS: Readonly<Record<PassphraseFault, readonly [zh: string, en: string]>> = {
  short: [
    `少于 ${PASSPHRASE_LENGTH_MIN} 个字符（一个汉字算两个）`,
    `it has less than ${PASSPHRASE_LENGTH_MIN} characters (a Chinese one counts as two)`,
  ],
  digits: ['只有数字', 'it is digits alone'],
  plain: [
    '由重复、连续的字符或最常见的词组成',
    'it is made of repeats, rows of characters or the commonest words',
  ],
};

/** A new key is under a passphrase that is worth the name, as on every page that makes one. */
function assertPassphrase(passphrase: string): void {
  const fault = passphraseFault(passphrase);
  if (fault === undefined) return;
  const [zh, en] = PASSPHRASE_FAULTS[fault];
  throw new CliError(
    'PASSPHRASE_WEAK',
    `MINGJING_PASSPHRASE 中的口令太弱：${zh}；没有生成密钥`,
    `the passphrase in MINGJING_PASSPHRASE is too weak: ${en}; no key was made`,
  );
}

/** Whoever acts on a home leaves it to the journal of that home, before he acts. */
function note({ home }: KeysCommand, event: string, object?: string): void {
  if (home === undefined || !existsSync(homePaths(home).genesis)) return;
  const about = object === undefined ? {} : { object };
  leaveAct(homePaths(home).acts, { event, ...about }, Date.now());
}

function keyFiles({ home, file }: KeysCommand): string[] {
  if (file !== undefined) return [file];
  if (home !== undefined) {
    const { key, nextKey } = homePaths(home);
    return NODE_KEYS.flatMap((name) => [key(name), nextKey(name)]).filter((path) =>
      existsSync(path),
    );
  }
  throw new CliError(
    'KEYS_USAGE',
    '请指定 --home 目录 或 --file 文件',
    'name --home DIR or --file FILE',
  );
}
