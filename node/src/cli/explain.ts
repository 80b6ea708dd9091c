import { problemTexts } from '@mingjing/service/command-line';
import { type CommonOptions, problemTitles } from './output.ts';

type BothTexts = readonly [zh: string, en: string];

const TOO_NEW: BothTexts = [
  '数据由更新版本写入，请升级程序',
  'the data was written by a newer version: upgrade the program',
];
const NODE_REFUSED: BothTexts = ['节点拒绝了请求', 'the node refused the request'];
const RUNS_ALREADY: BothTexts = ['该目录已有程序在运行', 'another process runs in this home'];
const DATA_UNWRITABLE: BothTexts = [
  '数据无法写入（磁盘已满或无权限）',
  'the data cannot be written (disk full?)',
];
const DATA_DAMAGED: BothTexts = ['磁盘上的数据已损坏', 'the data on disk is damaged'];

// What an operator can do about failures that come from below, by their codes.
const KNOWN: Readonly<Record<string, BothTexts>> = {
  HOME_LOCKED: RUNS_ALREADY,
  STORE_LOCKED: RUNS_ALREADY,
  HOME_ACTS_WAITING: [
    '该目录有太多操作尚未记入留存日志，请先启动其程序',
    'too many acts on this home wait for its journal: start its program first',
  ],
  HOME_ACTS_UNWRITABLE: [
    '操作无法留给留存日志（磁盘已满或无权限）',
    'an act cannot be left for the journal (disk full?)',
  ],
  HOME_LOCK_FAILED: ['该目录无法锁定（无权限）', 'the home cannot be locked (no permission?)'],
  STORE_TOO_NEW: TOO_NEW,
  JOURNAL_TOO_NEW: TOO_NEW,
  WAL_TOO_NEW: TOO_NEW,
  SIGN_STATE_TOO_NEW: TOO_NEW,
  SIGN_STATE_CORRUPT: [
    '最后签名记录已损坏，为避免重复签名不启动；可用 fsck --repair 移开，节点随后先等待再投票',
    'the record of what was signed last is damaged; to avoid signing twice this node does not ' +
      'start; fsck --repair puts it aside, and the node then waits before it votes',
  ],
  STORE_CORRUPT: DATA_DAMAGED,
  WAL_CORRUPT: DATA_DAMAGED,
  JOURNAL_DAMAGED: [
    '留存日志与其记录不符（可用 journal repair 从见证副本修复）',
    "the journal is not as it was written (journal repair mends it from a witness's copy)",
  ],
  JOURNAL_KEY_MODE: [
    '日志密钥文件的权限须为 0600',
    'the key file of the journal must have mode 0600',
  ],
  LISTEN_FAILED: ['端口被占用或无法监听', 'the port is in use or cannot be listened on'],
  JOURNAL_UNWRITABLE: [
    '日志无法写入（磁盘已满或无权限）',
    'the journal cannot be written (disk full?)',
  ],
  JOURNAL_FULL: [
    '留存日志的空间预算已用尽：请提高 journal.budget_bytes',
    'the budget of the journal is used up: raise journal.budget_bytes',
  ],
  STORE_WRITE_FAILED: DATA_UNWRITABLE,
  SEARCH_UNWRITABLE: [
    '检索索引无法写入（磁盘已满或无权限）',
    'the search index cannot be written (disk full?)',
  ],
  SEARCH_STUCK: [
    '检索索引的线程没有按时结束，其余部分均已关闭',
    'a thread of the search index did not end in time; all else is closed',
  ],
  WAL_WRITE_FAILED: DATA_UNWRITABLE,
  SIGN_STATE_WRITE_FAILED: DATA_UNWRITABLE,
  BACKUP_EXISTS: [
    '备份文件已存在，没有覆盖',
    'the file of the backup exists already; not overwritten',
  ],
  BACKUP_MISSING: ['没有这个备份文件', 'there is no such backup file'],
  BACKUP_WRITE_FAILED: [
    '备份无法写入（磁盘已满或无权限），没有留下半个文件',
    'the backup cannot be written (disk full?); no half file is left',
  ],
  BACKUP_OVERTAKEN: [
    '备份期间有内容被下架，备份已放弃，请重新备份',
    'contents were taken down while the backup was written: it was given up, begin it again',
  ],
  BACKUP_READ_FAILED: ['备份文件无法读取', 'the backup cannot be read'],
  BACKUP_TOO_NEW: [
    '备份由更新版本写入，请升级程序',
    'the backup was written by a newer version: upgrade the program',
  ],
  BACKUP_DAMAGED: [
    '备份文件不完整或被改动，没有恢复任何内容',
    'the backup is cut off or was altered; nothing was restored',
  ],
  KEY_FILE_MISSING: ['没有密钥文件', 'there is no key file'],
  KEY_FILE_EXISTS: ['密钥文件已存在', 'the key file exists already'],
  KEY_FILE_MODE: ['密钥文件的权限须为 0600', 'a key file must have mode 0600'],
  KEY_FILE_FORMAT: ['密钥文件格式有误', 'not a key file of this program'],
  KEY_FILE_MISMATCH: ['密钥文件的公钥与私钥不符', 'the seed does not make the public key'],
  KEY_FILE_LOCKED: [
    '密钥文件已加密，请设置 MINGJING_PASSPHRASE',
    'the key file is encrypted: set MINGJING_PASSPHRASE',
  ],
  KEY_FILE_PASSPHRASE: ['口令不能打开密钥文件', 'the passphrase does not open the key file'],
  KEY_FILE_IO: ['密钥文件无法读写', 'the key file cannot be read or written'],
  UNREACHABLE: ['节点无法连接', 'the node cannot be reached'],
  TIMEOUT: ['节点没有在时限内回答', 'the node did not answer in time'],
  BAD_ANSWER: ['对方的回答不是本接口的回答', 'what answered is no node of this version'],
};

/** What errors of this repository say beside their code; each kind has some of it. */
interface Told {
  readonly code?: string;
  readonly zh?: string;
  readonly en?: string;
  readonly message?: string;
  readonly texts?: { readonly 'zh-CN': string; readonly en: string };
  /** What a node answered. */
  readonly problem?: unknown;
  /** The file that is at fault. */
  readonly path?: string;
}

/** One clear line for an error, in both languages, on standard error. */
export function explain(error: unknown, { json = false }: CommonOptions): void {
  const { code = 'INTERNAL' } = (error ?? {}) as Told;
  const [zh, en] = saidBy(error);
  if (json) console.error(JSON.stringify({ error: code, zh, en }));
  else console.error(`✗ ${code}: ${zh} · ${en}`);
  if (code === 'INTERNAL' && error instanceof Error) console.error(error.stack);
}

/** What an error says, in Chinese and in English. */
export function saidBy(error: unknown): BothTexts {
  const told = (error ?? {}) as Told;
  return textsOf(told.code ?? 'INTERNAL', told, String(error));
}

function textsOf(code: string, told: Told, otherwise: string): BothTexts {
  const { zh, en, path, problem } = told;
  if (zh !== undefined && en !== undefined) return [zh, en];
  const texts = told.texts ?? problemTexts(problem);
  if (texts !== undefined) return [texts['zh-CN'], texts.en];
  const known = (Object.hasOwn(KNOWN, code) ? KNOWN[code] : undefined) ?? problemTitles(code);
  // Of an answer without texts the title is in one language: it would stand in the other's half.
  if (known === undefined && problem !== undefined) return NODE_REFUSED;
  if (known === undefined) return ['程序出现意外错误', told.message ?? otherwise];
  if (path === undefined) return known;
  // Which log or file of a folder, as its package says it.
  const detail = code === 'JOURNAL_DAMAGED' ? ` (${told.message})` : '';
  return [`${known[0]}:${path}${detail}`, `${known[1]}: ${path}${detail}`];
}
