import type { CommandAct } from '@mingjing/host';

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
export const GROUPS: Readonly<Record<string, string>> = {
  account: '账号与会话 · accounts and sessions',
  journal: '留存日志 · the journal',
  ceremony: '密钥仪式 · ceremonies that deal keys',
  governance: '治理 · decisions of the members',
  order: '指令 · orders',
  user: '用户 · users',
  sanction: '对用户的处置 · sanctions on users',
  agreement: '服务协议 · service agreements',
  filing: '备案 · filings',
};

export const HOME = '--home <dir>';
export const nodeOptions: readonly CommandOption[] = [
  { flags: '--node <url>', about: '节点地址 · address of a node' },
  { flags: HOME, about: '本机节点目录 · home of a node on this machine' },
];
export const trustOptions: readonly CommandOption[] = [
  { flags: '--genesis <file>', about: '可信的创世文件 · a genesis file that you trust' },
  { flags: '--trust <hash>', about: '或其哈希 · or its hash' },
];
/** Of a command that leaves no entry anywhere. */
export const READS_FILES = {
  notAnAct: 'reads files that it is given, on any machine, and no home',
};
