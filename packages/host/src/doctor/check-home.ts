import { existsSync, readdirSync } from 'node:fs';
import { type KeyFile, loadKeyFile } from '@mingjing/crypto/node';
import { chainIdOf } from '@mingjing/protocol';
import { type HomePaths, NODE_KEYS, readGenesis } from '../home.ts';
import { bad, type Finding, good, type SayError } from './finding.ts';

const NODE_MAJOR_MIN = 24;
const OWNER_ONLY: readonly [string, string] = [
  '把密钥文件的权限改为 0600（chmod 600），并确认它由运行本程序的用户所有',
  'give the key file mode 0600 (chmod 600) and to the user that runs the program',
];
const KEY_ADVICE: Readonly<Record<string, readonly [string, string]>> = {
  KEY_FILE_MODE: OWNER_ONLY,
  KEY_FILE_IO: OWNER_ONLY,
  KEY_FILE_PASSPHRASE: [
    '口令与此密钥文件不符：确认口令，或从离线备份取回密钥文件',
    'the passphrase is not of this key file: check it, or take the file from its offline backup',
  ],
};
const KEY_LOST: readonly [string, string] = [
  '从离线备份取回密钥文件；若已遗失，由成员表决更换密钥（replace-key）',
  'take the key file from its offline backup; if it is lost, members vote a new key (replace-key)',
];

/** What opens the keys of a home, and the variable that its program is given it in. */
export interface GivenPassphrase {
  readonly passphrase?: string | undefined;
  readonly passphraseIn: string;
}

function lockedAdvice(variable: string): readonly [string, string] {
  return [
    `设置 ${variable}，例如经 systemd 的 EnvironmentFile（权限 0600）`,
    `set ${variable}, for example by an EnvironmentFile of systemd (mode 0600)`,
  ];
}

/** The runtime that this command itself runs on is the one of the program. */
export function checkRuntime(version = process.versions.node): Finding {
  const seen = `Node ${version}`;
  if (Number.parseInt(version, 10) >= NODE_MAJOR_MIN) return good('runtime', seen, seen);
  return bad(
    'runtime',
    'failed',
    [seen, seen],
    [
      `需要 Node ${NODE_MAJOR_MIN} 以上；请用仓库里的命令启动，它会带上所固定的版本`,
      `Node ${NODE_MAJOR_MIN} or newer is needed; the commands of the repository bring it`,
    ],
  );
}

/** Genesis, keys, and the record of what was signed last. */
export function checkHome(paths: HomePaths, given: GivenPassphrase, say: SayError): Finding[] {
  return [checkGenesis(paths, say), ...checkKeys(paths, given, say), ...checkSigned(paths)];
}

function checkGenesis({ genesis }: HomePaths, say: SayError): Finding {
  try {
    const id = chainIdOf(readGenesis(genesis));
    return good('genesis', `创世文件可读，链为 ${id}`, `the genesis can be read: chain ${id}`);
  } catch (error) {
    return bad('genesis', 'failed', say(error), [
      '从链的其他成员处取得创世文件，核对其哈希后放入 config/genesis.json',
      'get the genesis from another member, compare its hash, and put it at config/genesis.json',
    ]);
  }
}

function checkKeys(
  paths: HomePaths,
  { passphrase, passphraseIn }: GivenPassphrase,
  say: SayError,
): Finding[] {
  const options = passphrase === undefined ? {} : { passphrase };
  const keys: KeyFile[] = [];
  const found: Finding[] = [];
  for (const name of NODE_KEYS) {
    if (name === 'vote' && !existsSync(paths.key(name))) continue;
    try {
      keys.push(loadKeyFile(paths.key(name), options));
    } catch (error) {
      const { code = '' } = error as { code?: string };
      const isLocked = code === 'KEY_FILE_LOCKED';
      const advice = isLocked ? lockedAdvice(passphraseIn) : (KEY_ADVICE[code] ?? KEY_LOST);
      const [zh, en] = say(error);
      const seen: [string, string] = [`密钥 ${name}:${zh}`, `key ${name}: ${en}`];
      found.push(bad('keys', 'failed', seen, advice));
    }
  }
  if (found.length > 0) return found;
  const count = keys.length;
  return [good('keys', `${count} 把密钥可用`, `${count} keys can be used`)];
}

// A validator with a chain and without this record waits before it votes, so as not to sign twice.
function checkSigned(paths: HomePaths): Finding[] {
  if (!existsSync(paths.key('vote'))) return [];
  const hasChain = existsSync(paths.chain) && readdirSync(paths.chain).length > 0;
  if (existsSync(paths.signed)) {
    return [good('signed-last', '最后签名记录在', 'the record of the last signature is here')];
  }
  if (!hasChain) return [];
  const seen: [string, string] = [
    '缺少最后签名记录（config/signed-last）：节点将等待其余成员提交更高区块后才投票',
    'config/signed-last is missing: the node waits for a higher block before it votes',
  ];
  return [
    bad('signed-last', 'warning', seen, [
      '绝不要从备份放回旧的 signed-last；确知此前未签名时，可用 start --sign-above 高度',
      'never put back an old one; if you know nothing was signed, start --sign-above HEIGHT',
    ]),
  ];
}
