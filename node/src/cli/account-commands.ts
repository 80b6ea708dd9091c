import type { CommandRow } from './command-row.ts';

const HOME = { flags: '--home <dir>', about: '节点目录 · home of the running node' } as const;
const NODE = { flags: '--node <url>', about: '节点地址 · address of a node' } as const;
const KEY = {
  ...{ flags: '--key <file>', about: '任职人员的密钥 · key file of the officer', required: true },
} as const;
const CODE = {
  ...{ flags: '--code <code>', about: '验证码，不给则询问 · the code; asked for when absent' },
} as const;
const SESSION = {
  ...{ flags: '--session <file>', about: '会话文件 · file with the session of an officer' },
} as const;
const account = { group: 'account', act: { asksNode: true } } as const;

/** Accounts of officers, at a chain node or a supervision node. */
export const ACCOUNT_COMMANDS: readonly CommandRow[] = [
  {
    ...account,
    signature: 'invite <officer>',
    about: '为任职人员生成一次性登记链接 · make the link with which an officer enrols once',
    options: [{ ...HOME, required: true }],
    run: async (options, officer = '') =>
      (await import('./account.ts')).inviteCommand(officer, options),
  },
  {
    ...account,
    signature: 'enrol <link>',
    about: '用登记链接绑定密钥和身份验证器 · bind a key and an authenticator by a link',
    options: [KEY, CODE, NODE, HOME],
    run: async (options, link = '') => (await import('./account.ts')).enrolCommand(link, options),
  },
  {
    ...account,
    signature: 'login <officer>',
    about: '登录并保存会话 · log in and keep the session in a file',
    options: [KEY, CODE, NODE, HOME, { ...SESSION, required: true }],
    run: async (options, officer = '') =>
      (await import('./account.ts')).loginCommand(officer, options),
  },
  {
    ...account,
    signature: 'logout',
    about: '退出并删除会话文件 · log out and remove the file of the session',
    options: [{ ...SESSION, required: true }],
    run: async (options) => (await import('./account.ts')).logoutCommand(options),
  },
  {
    ...account,
    signature: 'sessions',
    about: '查看或结束会话 · show sessions, or end one',
    options: [SESSION, HOME, { flags: '--end <id>', about: '结束此次登录 · end this login' }],
    run: async (options) => (await import('./account.ts')).sessionsCommand(options),
  },
  {
    ...account,
    signature: 'list',
    about: '查看账号及其状态 · show accounts and their standing',
    options: [SESSION, HOME],
    run: async (options) => (await import('./account.ts')).accountsCommand(options),
  },
];
