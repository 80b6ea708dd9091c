import { ACCOUNT_COMMANDS } from './account-commands.ts';
import { CEREMONY_COMMANDS } from './ceremony-commands.ts';
import {
  type CommandOption,
  type CommandRow,
  HOME,
  nodeOptions,
  READS_FILES,
  trustOptions,
} from './command-row.ts';
import { FILING_COMMANDS } from './filing-commands.ts';
import { GOVERNANCE_COMMANDS } from './governance-commands.ts';
import { JOURNAL_COMMANDS } from './journal-commands.ts';
import { ORDER_COMMANDS } from './order-commands.ts';
import type { CommonOptions } from './output.ts';
import { RELEASE_COMMANDS } from './release-commands.ts';
import { USER_COMMANDS } from './user-commands.ts';

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
        about: '组织数，至少 4 · organisations, at least 4',
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
        about: '接口端口，0 为任意 · port of the API, 0 for a free one',
      },
      {
        flags: '--sign-above <height>',
        about: '确认此高度以下没有签过名 · nothing up to here was signed',
      },
      {
        flags: '--join [how]',
        about:
          '登记在更新的区块里；空目录按 blocks 或 snapshot 加入 · ' +
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
        about:
          '链的创世文件；建新链时不给 · genesis of the chain; absent while one is to be founded',
      },
      { flags: '--node <id>', about: '节点名 · id of the node', required: true },
      {
        flags: '--organisation <id>',
        about: '所属组织 · organisation that it belongs to',
        required: true,
      },
      { flags: '--role <role>', about: 'validator | full | supervision', otherwise: 'validator' },
      {
        flags: '--listen <address>',
        about: '节点间监听地址 · where peers connect',
        otherwise: '/ip4/127.0.0.1/tcp/30300',
      },
      {
        flags: '--api-port <port>',
        about: '接口端口，0 为任意 · port of the API, 0 for a free one',
        otherwise: '20200',
      },
      {
        flags: '--peer <id=address...>',
        about: '其他节点及其地址 · other nodes and where they listen',
      },
      {
        flags: '--region <region>',
        about: '所在地区，如 CN-11；检查时要求说明 · where it stands; an inspection asks for it',
      },
    ],
    run: async (options) => (await import('./init.ts')).initCommand(options),
  },
  {
    signature: 'found <plan>',
    about: '按成员的登记材料生成新链的创世文件 · make the genesis of a new chain',
    act: READS_FILES,
    options: [
      { flags: '--output <file>', about: '新的创世文件 · the new genesis file', required: true },
    ],
    run: async (options, path = '') => (await import('./found.ts')).foundCommand(path, options),
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
    run: async (options) => (await import('./keys.ts')).keysCommand(options),
  },
  {
    signature: 'certificate',
    about:
      '为对外监听生成证书或证书请求 · make the certificate of a listener, or a request for one',
    act: { source: 'maintenance', event: 'certificate-made' },
    options: [
      { flags: HOME, about: '节点目录 · home of a node', required: true },
      {
        flags: '--names <list>',
        about: '主机名和地址，逗号分隔 · host names and addresses, separated by commas',
        required: true,
      },
      { flags: '--days <n>', about: '有效天数 · days that it is valid', otherwise: '397' },
      { flags: '--request', about: '改为生成证书请求 · make a request for an authority instead' },
    ],
    run: async (options) => (await import('./certificate.ts')).certificateCommand(options),
  },
  {
    signature: 'publish <path>',
    about: '发布文件或目录 · publish a file or a folder',
    act: { asksNode: true },
    options: [
      { flags: '--key <file>', about: '用户密钥文件 · key file of the user', required: true },
      ...nodeOptions,
      { flags: '--receipts <dir>', about: '把回执存到此目录 · save receipts here' },
      { flags: '--private', about: '只封装给接收人 · seal it to its recipients alone' },
      {
        flags: '--to <list>',
        about: '其他接收人：用户或 organisation/组织，逗号分隔 · further recipients, by commas',
      },
    ],
    run: async (options, path = '') => (await import('./publish.ts')).publishCommand(path, options),
  },
  {
    signature: 'get <record>',
    about: '查看存证记录 · show a record',
    act: { asksNode: true },
    options: [
      ...nodeOptions,
      { flags: '--output <file>', about: '把内容存到此文件 · save the content here' },
      { flags: '--receipt', about: '改为保存回执 · save the receipt instead' },
      { flags: '--open', about: '以接收人身份打开私密内容 · open a private record as a recipient' },
      { flags: '--key <file>', about: '接收人的密钥文件 · key file of the recipient' },
    ],
    run: async (options, id = '') => (await import('./get.ts')).getCommand(id, options),
  },
  {
    signature: 'verify <file>',
    about:
      '离线验证回执、留存证明、导出、案件包、追溯或检查包 · ' +
      'verify a receipt, retention certificate, export, case, trace or inspection offline',
    act: READS_FILES,
    options: [
      ...trustOptions,
      { flags: '--file <file>', about: '核对回执的原文件 · compare a receipt with the document' },
      { flags: '--key <file>', about: '打开导出的密钥 · key that opens an export' },
      {
        flags: '--extract <dir>',
        about: '将案件证据写入新目录 · write the files of a case to a new folder',
      },
      { flags: '--html <file>', about: '将检查表写为网页 · write the form of an inspection' },
      { flags: '--pdf <file>', about: '将检查表写为 PDF · the same as a PDF' },
    ],
    run: async (options, path = '') => (await import('./verify.ts')).verifyCommand(path, options),
  },
  {
    signature: 'screen <file>',
    about: '按规则筛查文本，“-”为标准输入 · judge a text by rules; "-" is the standard input',
    act: READS_FILES,
    options: [
      {
        flags: '--rules <file>',
        about: '规则集，默认为涉币规则 · a rule set; the currency patterns when absent',
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
    run: async (options) => (await import('./retention.ts')).retentionCommand(options),
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
    about: '备份，节点可在运行 · back up, also while the node runs',
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
    signature: 'doctor',
    about: '检查节点目录和环境，逐项说明问题 · say what keeps a node from running well',
    act: { notAnAct: 'looks at a home and its surroundings, and changes nothing' },
    options: [{ flags: HOME, about: '节点目录 · home of a node', required: true }],
    run: async (options) => (await import('./doctor.ts')).doctorCommand(options),
  },
  ...RELEASE_COMMANDS,
  ...CEREMONY_COMMANDS,
  ...JOURNAL_COMMANDS,
  ...ACCOUNT_COMMANDS,
  {
    signature: 'status',
    about: '查看节点状态 · show where a node stands',
    act: { asksNode: true },
    options: nodeOptions,
    run: async (options) => (await import('./status.ts')).statusCommand(options),
  },
  {
    signature: 'inspect',
    about:
      '自检并打印检查表；有实测（A）项不符合时退出码为 1 · ' +
      'run the self-check and print the form; exit code 1 when a measured (A) item is not met',
    act: { asksNode: true },
    options: [
      {
        flags: '--phrase <text>',
        about: '现场给出的随机语 · the challenge phrase',
      },
      { flags: '--only <items>', about: '只检查这些项目，逗号分隔 · these items alone, by commas' },
      { flags: '--bundle <file>', about: '写出签名的检查包 · write the signed bundle' },
      { flags: '--pdf <file>', about: '写出可签字的 PDF · write the PDF to sign' },
      { flags: '--html <file>', about: '写出网页 · the same as a page' },
      {
        flags: '--run <id>',
        about: '只写出已完成的一次检查 · write the files of a run that ended',
      },
      { flags: '--rehearse', about: '逐题演练检查人员的提问 · rehearse the likely questions' },
      { flags: '--yes', about: '演练时全部答“能出示” · say yes to every question' },
      ...nodeOptions,
      { flags: '--session <file>', about: '会话文件 · file with the session of an officer' },
    ],
    run: async (options) => (await import('./inspect.ts')).inspectCommand(options),
  },
  ...GOVERNANCE_COMMANDS,
  ...ORDER_COMMANDS,
  ...USER_COMMANDS,
  ...FILING_COMMANDS,
];

/** Every command takes these, too. */
export const COMMON_OPTIONS: readonly CommandOption[] = [
  { flags: '--json', about: '输出一个 JSON 对象 · one JSON object' },
  { flags: '--lang <language>', about: 'zh-CN | en', otherwise: 'zh-CN' },
];

export { type CommandOption, type CommandRow, GROUPS } from './command-row.ts';
export type { CommonOptions };
