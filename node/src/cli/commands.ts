import type { CommandAct } from '@mingjing/host';
import { getCommand } from './get.ts';
import { approveCommand, requestCommand, requestKeyCommand } from './journal-request.ts';
import { journalVerifyCommand } from './journal-verify.ts';
import { keysCommand } from './keys.ts';
import type { CommonOptions } from './output.ts';
import { publishCommand } from './publish.ts';
import { retentionCommand } from './retention.ts';
import { statusCommand } from './status.ts';
import { verifyCommand } from './verify.ts';

/** Flags, what they mean, and the default; `required` ones must be given. */
export interface CommandOption {
  readonly flags: string;
  readonly about: string;
  readonly otherwise?: string;
  readonly required?: true;
}

/** A command of `mingjing`: what it is called, what it does, and what the journal says of it. */
export interface CommandRow {
  /** The command that this one stands under. */
  readonly group?: keyof typeof GROUPS;
  readonly signature: string;
  readonly about: string;
  readonly act: CommandAct;
  readonly options: readonly CommandOption[];
  /** Throws coded errors; `false` is exit code 1. */
  readonly run: (options: never, ...args: readonly string[]) => unknown;
}

/** Commands that only hold others. */
export const GROUPS: Readonly<Record<string, string>> = { journal: '留存日志 · the journal' };

const HOME = '--home <dir>';
const nodeOptions: readonly CommandOption[] = [
  { flags: '--node <url>', about: '节点地址 · address of a node' },
  { flags: HOME, about: '本机节点目录 · home of a node on this machine' },
];
const trustOptions: readonly CommandOption[] = [
  { flags: '--genesis <file>', about: '可信的创世文件 · a genesis file that you trust' },
  { flags: '--trust <hash>', about: '或其哈希 · or its hash' },
];
const READS_FILES = { notAnAct: 'reads files that it is given, on any machine, and no home' };

/** Every command. What runs or makes nodes is loaded by its command alone: it brings much along. */
export const COMMANDS: readonly CommandRow[] = [
  {
    signature: 'testnet',
    about: '建立试用网络 · write the homes of a trial network',
    act: { notAnAct: 'makes homes whose journals begin when their programs first start' },
    options: [
      { flags: '--output <dir>', about: '空目录 · an empty folder', required: true },
      {
        flags: '--organisations <n>',
        about: '组织数,至少 4 · organisations, at least 4',
        otherwise: '4',
      },
      { flags: '--users <n>', about: '合成用户数 · synthetic users', otherwise: '4' },
      { flags: '--name <name>', about: '链名 · name of the chain', otherwise: 'testnet' },
    ],
    run: async (options) => (await import('./testnet.ts')).testnetCommand(options),
  },
  {
    signature: 'start',
    about: '运行节点 · run a node',
    act: { source: 'maintenance', event: 'program-started' },
    options: [
      { flags: HOME, about: '节点目录 · home of the node', required: true },
      {
        flags: '--api-port <port>',
        about: '接口端口,0 为任意 · port of the API, 0 for a free one',
      },
      {
        flags: '--sign-above <height>',
        about: '确认此高度以下没有签过名 · nothing up to here was signed',
      },
      {
        flags: '--join [how]',
        about:
          '登记在更新的区块里;空目录按 blocks 或 snapshot 加入 · ' +
          'a later block registers this node; an empty home joins by blocks or snapshot',
      },
    ],
    run: async (options) => (await import('./start.ts')).startCommand(options),
  },
  {
    signature: 'init',
    about: '为新节点建立目录 · make the home of a new node',
    act: { notAnAct: 'makes a home whose journal begins when its program first starts' },
    options: [
      { flags: HOME, about: '空目录 · an empty folder', required: true },
      {
        flags: '--genesis <file>',
        about: '链的创世文件 · genesis file of the chain',
        required: true,
      },
      { flags: '--node <id>', about: '节点名 · id of the node', required: true },
      {
        flags: '--organisation <id>',
        about: '所属组织 · organisation that it belongs to',
        required: true,
      },
      { flags: '--role <role>', about: 'validator | full', otherwise: 'validator' },
      {
        flags: '--listen <address>',
        about: '节点间监听地址 · where peers connect',
        otherwise: '/ip4/127.0.0.1/tcp/30300',
      },
      {
        flags: '--api-port <port>',
        about: '接口端口,0 为任意 · port of the API, 0 for a free one',
        otherwise: '20200',
      },
      {
        flags: '--peer <id=address...>',
        about: '其他节点及其地址 · other nodes and where they listen',
      },
    ],
    run: async (options) => (await import('./init.ts')).initCommand(options),
  },
  {
    signature: 'keys',
    about: '查看或新建密钥 · show or make keys',
    act: { source: 'maintenance', event: 'keys-shown' },
    options: [
      { flags: HOME, about: '节点目录 · home of a node' },
      { flags: '--file <file>', about: '密钥文件 · a key file' },
      { flags: '--create <purpose>', about: '新建此用途的密钥 · make a key for this purpose' },
    ],
    run: keysCommand,
  },
  {
    signature: 'publish <path>',
    about: '发布文件或目录 · publish a file or a folder',
    act: { asksNode: true },
    options: [
      { flags: '--key <file>', about: '用户密钥文件 · key file of the user', required: true },
      ...nodeOptions,
      { flags: '--receipts <dir>', about: '把回执存到此目录 · save receipts here' },
    ],
    run: (options, path = '') => publishCommand(path, options),
  },
  {
    signature: 'get <record>',
    about: '查看存证记录 · show a record',
    act: { asksNode: true },
    options: [
      ...nodeOptions,
      { flags: '--output <file>', about: '把内容存到此文件 · save the content here' },
      { flags: '--receipt', about: '改为保存回执 · save the receipt instead' },
    ],
    run: (options, id = '') => getCommand(id, options),
  },
  {
    signature: 'verify <file>',
    about:
      '离线验证回执、留存证明或导出 · verify a receipt, a retention certificate or an export offline',
    act: READS_FILES,
    options: [
      ...trustOptions,
      { flags: '--file <file>', about: '核对回执的原文件 · compare a receipt with the document' },
      { flags: '--key <file>', about: '打开导出的密钥 · key that opens an export' },
    ],
    run: (options, path = '') => verifyCommand(path, options),
  },
  {
    signature: 'screen <file>',
    about: '按规则筛查文本,“-”为标准输入 · judge a text by rules; "-" is the standard input',
    act: READS_FILES,
    options: [
      {
        flags: '--rules <file>',
        about: '规则集,默认为涉币规则 · a rule set; the currency patterns when absent',
      },
    ],
    run: async (options, path = '') => (await import('./screen.ts')).screenCommand(path, options),
  },
  {
    signature: 'retention',
    about: '保存并查看留存证明 · save a retention certificate and show it',
    act: { asksNode: true },
    options: [
      ...nodeOptions,
      {
        flags: '--output <file>',
        about: '存到此新文件 · save it in this new file',
        required: true,
      },
      ...trustOptions,
    ],
    run: retentionCommand,
  },
  {
    signature: 'fsck',
    about: '离线核验目录中的全部数据 · verify all that a home stores',
    act: { source: 'maintenance', event: 'store-repaired' },
    options: [
      { flags: HOME, about: '节点目录 · home of a node', required: true },
      { flags: '--repair', about: '修复所发现的损坏 · repair what is damaged' },
      { flags: '--from <peer...>', about: '从这些节点修复 · repair from these nodes' },
    ],
    run: async (options) => (await import('./fsck.ts')).fsckCommand(options),
  },
  {
    signature: 'backup',
    about: '备份,节点可在运行 · back up, also while the node runs',
    act: { source: 'maintenance', event: 'backup-begun' },
    options: [
      { flags: HOME, about: '节点目录 · home of a node', required: true },
      { flags: '--output <path>', about: '新文件或目录 · a new file, or a folder', required: true },
    ],
    run: async (options) => (await import('./backup.ts')).backupCommand(options),
  },
  {
    signature: 'restore',
    about: '把备份恢复到目录 · put a backup into a home',
    act: { source: 'maintenance', event: 'store-restored' },
    options: [
      { flags: HOME, about: '节点目录 · home of a node', required: true },
      { flags: '--from <file>', about: '备份文件 · a backup', required: true },
      { flags: '--replace', about: '替换目录中已有的区块 · replace the blocks that are there' },
    ],
    run: async (options) => (await import('./restore.ts')).restoreCommand(options),
  },
  {
    signature: 'rollback',
    about: '退回一个高度 · go one height back',
    act: { source: 'maintenance', event: 'rolled-back' },
    options: [{ flags: HOME, about: '节点目录 · home of a node', required: true }],
    run: async (options) => (await import('./restore.ts')).rollbackCommand(options),
  },
  {
    group: 'journal',
    signature: 'verify <folder>',
    about: '离线验证留存日志 · verify a copy of a journal offline',
    act: READS_FILES,
    options: [
      {
        flags: '--genesis <file>',
        about: '可信的创世文件 · a genesis file that you trust',
        required: true,
      },
      { flags: '--key <hex>', about: '另一日志公钥 · another public key of the journal' },
      { flags: '--anchors <file>', about: '链上锚定 · anchors of the node, from the chain' },
      {
        flags: '--certificate <file>',
        about: '该节点的留存证明 · a retention certificate of the node',
      },
      { flags: '--until <time>', about: '日志应延续到此时 · the journal must reach to this time' },
      { flags: '--stubs', about: '只验证条目存根与树 · stubs and trees alone, without bodies' },
    ],
    run: (options, folder = '') => journalVerifyCommand(folder, options),
  },
  {
    group: 'journal',
    signature: 'repair',
    about: "用见证副本修复留存日志 · mend a damaged journal from a witness's copy",
    act: { source: 'maintenance', event: 'journal-repaired' },
    options: [
      { flags: HOME, about: '节点目录 · home of a node', required: true },
      {
        flags: '--from <folder>',
        about: "见证方持有的本节点副本 · the witness's copy of this node's journal",
        required: true,
      },
      {
        flags: '--without-tail',
        about: '放弃无法读取的尾文件 · give up tails that cannot be read',
      },
    ],
    run: async (options) => (await import('./journal-repair.ts')).journalRepairCommand(options),
  },
  {
    group: 'journal',
    signature: 'search',
    about: '检索日志条目并在本机核验 · find entries and check their proofs here',
    act: { asksNode: true },
    options: [
      ...nodeOptions,
      { flags: '--genesis <file>', about: '可信的创世文件 · a genesis file that you trust' },
      { flags: '--text <text>', about: '文字,短语用双引号 · words; a phrase in double quotes' },
      { flags: '--actor <id>', about: '主体 · who acted' },
      { flags: '--actor-tag <tag>', about: '主体标签 · tag of who acted' },
      { flags: '--object <object>', about: '对象 · what was acted on' },
      { flags: '--event <event>', about: '事件 · event' },
      { flags: '--result <result>', about: 'done | refused | failed' },
      { flags: '--source <source>', about: '分日志 · log: access, auth, publish, …' },
      { flags: '--address <address>', about: '来源地址或网段 · source address or prefix' },
      { flags: '--from <time>', about: '起始时间 · from: 2026-03-01T10:00:00Z' },
      { flags: '--to <time>', about: '结束时间,不含 · to, not included' },
      { flags: '--of-node <id>', about: '某节点的日志 · journal of a node' },
      { flags: '--organisation <id>', about: '某组织的日志 · journals of an organisation' },
      {
        flags: '--origins <origins>',
        about: '日志起源行,逗号分隔 · origin lines, separated by commas',
      },
      { flags: '--limit <n>', about: '条数 · hits' },
      { flags: '--cursor <cursor>', about: '继续上一页 · continue a page' },
    ],
    run: async (options) => (await import('./journal-search.ts')).journalSearchCommand(options),
  },
  {
    group: 'journal',
    signature: 'request-key',
    about: '为请求机关生成密钥 · make the key that an authority opens an export with',
    act: { notAnAct: 'makes a key for somebody else, on any machine, and reads no home' },
    options: [{ flags: '--output <file>', about: '新文件 · a new file', required: true }],
    run: requestKeyCommand,
  },
  {
    group: 'journal',
    signature: 'request',
    about: '写出导出请求 · write a request for an export',
    act: READS_FILES,
    options: [
      {
        flags: '--genesis <file>',
        about: '链的创世文件 · genesis file of the chain',
        required: true,
      },
      { flags: '--node-id <id>', about: '被请求的节点 · node that is asked', required: true },
      { flags: '--case <number>', about: '案号 · case number', required: true },
      { flags: '--basis <text>', about: '法律依据 · legal basis', required: true },
      { flags: '--authority <name>', about: '请求机关 · authority that asks', required: true },
      {
        flags: '--recipient <hex>',
        about: '请求机关的公钥 · public key of the authority',
        required: true,
      },
      {
        flags: '--sources <sources>',
        about: '分日志,逗号分隔 · logs, separated by commas',
        required: true,
      },
      { flags: '--actor <type:id>', about: '主体,如 user:甲 · whose entries: user:alice' },
      {
        flags: '--from <time>',
        about: '起始时间 · from: 2026-03-01T10:00:00Z',
        required: true,
      },
      { flags: '--to <time>', about: '结束时间,不含 · to, not included', required: true },
      { flags: '--days <n>', about: '请求有效天数 · days that it is valid', otherwise: '7' },
      { flags: '--output <file>', about: '新文件 · a new file', required: true },
    ],
    run: requestCommand,
  },
  {
    group: 'journal',
    signature: 'approve',
    about: '以任职人员的密钥批准请求 · approve a request with the key of an officer',
    act: READS_FILES,
    options: [
      {
        flags: '--genesis <file>',
        about: '链的创世文件 · genesis file of the chain',
        required: true,
      },
      { flags: '--request <file>', about: '请求 · the request', required: true },
      { flags: '--officer <id>', about: '任职人员 · the officer', required: true },
      { flags: '--key <file>', about: '任职人员的密钥 · key file of the officer', required: true },
    ],
    run: approveCommand,
  },
  {
    group: 'journal',
    signature: 'export',
    about: '依法导出,节点须在运行 · lawful export from a running node',
    act: { asksNode: true },
    options: [
      { flags: HOME, about: '节点目录 · home of a node', required: true },
      {
        flags: '--request <file>',
        about: '已批准的请求 · a request that was approved',
        required: true,
      },
      { flags: '--output <file>', about: '新文件 · a new file', required: true },
    ],
    run: async (options) => (await import('./journal-export.ts')).journalExportCommand(options),
  },
  {
    signature: 'status',
    about: '查看节点状态 · show where a node stands',
    act: { asksNode: true },
    options: nodeOptions,
    run: statusCommand,
  },
];

/** Every command takes these, too. */
export const COMMON_OPTIONS: readonly CommandOption[] = [
  { flags: '--json', about: '输出一个 JSON 对象 · one JSON object' },
  { flags: '--lang <language>', about: 'zh-CN | en', otherwise: 'zh-CN' },
];

export type { CommonOptions };
