import { type CommandRow, nodeOptions } from './command-row.ts';

const act = { asksNode: true } as const;

const userKey = {
  flags: '--key <file>',
  about: '用户的密钥文件 · key file of the user',
  required: true,
} as const;
const officerKey = {
  flags: '--key <file>',
  about: '任职人员的密钥文件 · key file of the officer',
  required: true,
} as const;
const reason = {
  flags: '--reason <code>',
  about: '事由代码，1 到 65535 · code of the reason, 1 to 65535',
  required: true,
} as const;
const text = {
  flags: '--text <file>',
  about: '服务协议的文本 · text of the agreement',
  required: true,
} as const;

/** Commands of users, and of the officers who manage them. */
export const USER_COMMANDS: readonly CommandRow[] = [
  {
    ...{ group: 'user', act, options: nodeOptions },
    signature: 'show <user>',
    about: '用户的核验、状态与处置 · verification, standing and sanctions of a user',
    run: async (options, id = '') => (await import('./user.ts')).userCommand(id, options),
  },
  {
    ...{ group: 'user', act, options: [...nodeOptions, userKey, text] },
    signature: 'accept <user>',
    about: '接受本组织的服务协议 · accept the agreement of the organisation',
    run: async (options, id = '') => (await import('./user.ts')).acceptCommand(id, options),
  },
  {
    ...{ group: 'user', act, options: [...nodeOptions, userKey] },
    signature: 'envelope-key <holder>',
    about:
      '登记接收私密存证的公钥：用户或 organisation/组织 · register the key that private records are sealed to',
    run: async (options, holder = '') =>
      (await import('./envelope-key.ts')).envelopeKeyCommand(holder, options),
  },
  {
    group: 'user',
    act,
    run: async (options) => (await import('./user.ts')).rotateCommand(options),
    signature: 'rotate',
    about: '以旧密钥更换新密钥 · put a new key in place of the old one',
    options: [
      ...nodeOptions,
      userKey,
      {
        flags: '--new-key <file>',
        about: '新密钥文件 · file of the new key',
        required: true,
      },
    ],
  },
  {
    ...{ group: 'user', act },
    signature: 'appeal <sanction>',
    about: '对处置提出申诉 · appeal against a sanction',
    options: [
      ...nodeOptions,
      userKey,
      reason,
      {
        flags: '--statement <file>',
        about: '申诉内容；链上只有其承诺 · what you say; the chain has a commitment to it',
      },
    ],
    run: async (options, id = '') => (await import('./user.ts')).appealCommand(id, options),
  },
  {
    ...{ group: 'sanction', act },
    signature: 'impose <user>',
    about: '处置用户；注销须第二人确认 · sanction a user; a closing takes a second person',
    options: [
      ...nodeOptions,
      officerKey,
      { flags: '--grade <grade>', about: 'warn | limit | suspend | close', required: true },
      reason,
      {
        flags: '--basis <code>',
        about: '法律依据代码 · code of the legal basis',
        required: true,
      },
      { flags: '--expires <time>', about: '到期时间；注销不填 · when it ends; not for close' },
    ],
    run: async (options, id = '') => (await import('./sanction.ts')).imposeCommand(id, options),
  },
  {
    ...{ group: 'sanction', act, options: [...nodeOptions, officerKey] },
    signature: 'confirm <sanction>',
    about: '确认注销 · confirm a closing',
    run: async (options, id = '') => (await import('./sanction.ts')).confirmCommand(id, options),
  },
  {
    ...{ group: 'sanction', act, options: [...nodeOptions, officerKey, reason] },
    signature: 'lift <sanction>',
    about: '提前解除处置 · end a sanction before its time',
    run: async (options, id = '') => (await import('./sanction.ts')).liftCommand(id, options),
  },
  {
    ...{ group: 'sanction', act },
    signature: 'decide <sanction>',
    about: '裁定申诉 · decide an appeal',
    options: [
      ...nodeOptions,
      officerKey,
      reason,
      { flags: '--uphold', about: '维持处置 · the sanction stands' },
      { flags: '--overturn', about: '撤销处置 · the sanction ends' },
    ],
    run: async (options, id = '') => (await import('./sanction.ts')).decideCommand(id, options),
  },
  {
    group: 'agreement',
    act,
    options: nodeOptions,
    run: async (options) => (await import('./user.ts')).agreementsCommand(options),
    signature: 'list',
    about: '各组织的服务协议与接受情况 · agreements, and who accepted them',
  },
  {
    ...{ group: 'agreement', act },
    signature: 'publish <organisation>',
    about: '发布服务协议的新版本 · publish the next version of an agreement',
    options: [
      ...nodeOptions,
      officerKey,
      text,
      { flags: '--effective <time>', about: '生效时间，缺省为立即 · when it is asked for; now' },
    ],
    run: async (options, id = '') =>
      (await import('./user.ts')).publishAgreementCommand(id, options),
  },
];
