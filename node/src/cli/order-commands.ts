import { type CommandOption, type CommandRow, nodeOptions } from './command-row.ts';

const group = 'order';
const act = { asksNode: true } as const;

const officer: CommandOption = {
  flags: '--key <file>',
  about: '任职人员的密钥文件 · key file of the officer',
  required: true,
};
const also: CommandOption = {
  flags: '--also <urls>',
  about: '同时递交的其他节点，逗号分隔 · other nodes that get it too, separated by commas',
};
const until: CommandOption = {
  flags: '--until <time>',
  about: '到期时间 · when it ends',
  required: true,
};
/** What every order says. */
const terms: readonly CommandOption[] = [
  ...nodeOptions,
  officer,
  also,
  {
    flags: '--basis <code>',
    about: '法律依据代码 · code of the legal basis',
    required: true,
  },
  {
    flags: '--reason <code>',
    about: '事由代码，1 到 65535 · code of the reason, 1 to 65535',
    required: true,
  },
  {
    flags: '--case <reference>',
    about: '案件编号；链上只有其哈希 · reference of the case; the chain has its hash',
    required: true,
  },
  { flags: '--deadline <time>', about: '执行期限，缺省 24 小时 · by when; in 24 hours' },
  { flags: '--at-height <n>', about: '生效高度，缺省为下一区块 · first block; the next one' },
  { flags: '--drill', about: '演练：仅限测试对象 · a drill: test subjects only' },
];

/** Commands of officers who take down, freeze, limit and lift. */
export const ORDER_COMMANDS: readonly CommandRow[] = [
  {
    ...{ group, act },
    signature: 'takedown <record>',
    about: '下架存证记录或其附件 · take a record down, or attachments of it',
    options: [
      ...terms,
      {
        flags: '--attachments <list>',
        about: '只下架这些附件（承诺值，逗号分隔） · only these, by commitment',
      },
    ],
    run: async (options, record = '') =>
      (await import('./order.ts')).takedownCommand(record, options),
  },
  {
    ...{ group, act, options: [...terms, until] },
    signature: 'freeze <subject>',
    about: '冻结用户或存证记录 · freeze a user or a record',
    run: async (options, subject = '') =>
      (await import('./order.ts')).freezeCommand(subject, options),
  },
  {
    ...{ group, act, options: [...terms, until] },
    signature: 'limit <user>',
    about: '限制用户每日发布数量 · limit what a user may publish in a day',
    run: async (options, user = '') => (await import('./order.ts')).limitCommand(user, options),
  },
  {
    ...{ group, act, options: terms },
    signature: 'lift <order>',
    about: '解除冻结或限制 · end a freeze or limit',
    run: async (options, id = '') => (await import('./order.ts')).liftOrderCommand(id, options),
  },
  {
    ...{ group, act, options: [...nodeOptions, officer, also] },
    signature: 'approve <order>',
    about: '批准本组织的指令 · approve an order of the own organisation',
    run: async (options, id = '') => (await import('./order.ts')).approveCommand(id, options),
  },
  {
    ...{ group, act, options: nodeOptions },
    signature: 'show <order>',
    about: '指令内容与状态 · an order, and what came of it',
    run: async (options, id = '') => (await import('./order.ts')).orderCommand(id, options),
  },
  {
    ...{ group, act, run: async (options) => (await import('./order.ts')).ordersCommand(options) },
    signature: 'list',
    about: '指令列表 · orders, latest first',
    options: [
      ...nodeOptions,
      { flags: '--kind <kind>', about: 'takedown | freeze | limit | lift' },
      {
        flags: '--state <state>',
        about: 'proposed | pending | in-force | lifted | lapsed | over',
      },
      { flags: '--limit <n>', about: '条数，至多 100 · how many, at most 100' },
    ],
  },
];
