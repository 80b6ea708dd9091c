import { type CommandRow, nodeOptions } from './command-row.ts';

const group = 'governance';
const act = { asksNode: true } as const;

const officer = {
  flags: '--key <file>',
  about: '任职人员的密钥文件 · key file of the officer',
  required: true,
} as const;

/** Commands of members: each acts through a running node. */
export const GOVERNANCE_COMMANDS: readonly CommandRow[] = [
  {
    group,
    act,
    options: nodeOptions,
    run: async (options) => (await import('./governance.ts')).policiesCommand(options),
    signature: 'policies',
    about: '各类决定由谁批准 · who must approve what',
  },
  {
    group,
    act,
    run: async (options) => (await import('./governance.ts')).proposalsCommand(options),
    signature: 'proposals',
    about: '提案列表 · proposals, latest first',
    options: [
      ...nodeOptions,
      {
        flags: '--status <status>',
        about: 'open | approved | effected | rejected | expired | failed | withdrawn',
      },
      { flags: '--limit <n>', about: '条数，至多 100 · how many, at most 100' },
    ],
  },
  {
    ...{ group, act, options: nodeOptions },
    signature: 'show <proposal>',
    about: '提案、表决与将产生的变更 · a proposal, its ballots, what it would change',
    run: async (options, id = '') => (await import('./governance.ts')).proposalCommand(id, options),
  },
  {
    ...{ group, act, options: nodeOptions },
    signature: 'dry-run <file>',
    about: '试算：内容将产生的变更 · what an action would change now',
    run: async (options, file = '') =>
      (await import('./governance.ts')).dryRunCommand(file, options),
  },
  {
    ...{ group, act },
    signature: 'propose <file>',
    about: '提出提案 · propose what a file says',
    options: [
      ...nodeOptions,
      officer,
      { flags: '--expires <time>', about: '表决截止时间 · when it closes, if nobody decides' },
    ],
    run: async (options, file = '') =>
      (await import('./governance.ts')).proposeCommand(file, options),
  },
  {
    ...{ group, act },
    signature: 'vote <proposal>',
    about: '表决 · cast a ballot',
    options: [
      ...nodeOptions,
      officer,
      { flags: '--approve', about: '同意 · for it' },
      { flags: '--refuse', about: '不同意 · against it' },
    ],
    run: async (options, id = '') => (await import('./governance.ts')).voteCommand(id, options),
  },
  {
    ...{ group, act, options: [...nodeOptions, officer] },
    signature: 'withdraw <proposal>',
    about: '撤回提案，或阻止更换本人密钥 · take a proposal back, or stop a new key for oneself',
    run: async (options, id = '') => (await import('./governance.ts')).withdrawCommand(id, options),
  },
];
