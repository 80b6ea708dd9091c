/** `unknown` is what could not be looked at: it is never a good sign. */
export type FindingState = 'good' | 'warning' | 'failed' | 'unknown';

interface Said {
  readonly zh: string;
  readonly en: string;
}

/** What one check of a home came to. */
export interface Finding {
  readonly check: string;
  readonly state: FindingState;
  /** What was seen, with its numbers. */
  readonly seen: Said;
  /** What to do about it; absent of what is good. */
  readonly advice?: Said;
}

export function good(check: string, zh: string, en: string): Finding {
  return { check, state: 'good', seen: { zh, en } };
}

/** A finding that asks for something; `advice` is Chinese, then English. */
export function bad(
  check: string,
  state: Exclude<FindingState, 'good'>,
  [zh, en]: readonly [string, string],
  advice: readonly [string, string],
): Finding {
  return { check, state, seen: { zh, en }, advice: { zh: advice[0], en: advice[1] } };
}

/** What an error says, in Chinese and in English. */
export type SayError = (error: unknown) => readonly [string, string];

const SYSTEM: Readonly<Record<string, readonly [string, string]>> = {
  EADDRINUSE: ['端口已被占用', 'the port is in use'],
  EADDRNOTAVAIL: ['本机没有这个地址', 'this machine has no such address'],
  EACCES: ['没有权限', 'permission denied'],
  ENOENT: ['文件不存在', 'there is no such file'],
  ENOSPC: ['磁盘已满', 'the disk is full'],
  EROFS: ['磁盘为只读', 'the disk is read-only'],
};

/** The same, with errors of the system in words; `otherwise` says all others. */
export function sayingSystem(otherwise: SayError): SayError {
  return (error) => {
    const { code = '', path } = (error ?? {}) as { code?: string; path?: string };
    const known = SYSTEM[code];
    if (known === undefined) return otherwise(error);
    const at = path === undefined ? '' : ` (${path})`;
    return [known[0] + at, known[1] + at];
  };
}
