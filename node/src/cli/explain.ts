import type { CommonOptions } from './output.ts';

// What an operator can do about failures that come from below, by their codes.
const KNOWN: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  HOME_LOCKED: ['该目录已有程序在运行', 'another process runs in this home'],
  STORE_LOCKED: ['该目录已有程序在运行', 'another process runs in this home'],
  STORE_TOO_NEW: ['数据由更新版本写入,请升级程序', 'the data was written by a newer version'],
  JOURNAL_TOO_NEW: ['日志由更新版本写入,请升级程序', 'the journal was written by a newer version'],
  WAL_TOO_NEW: ['数据由更新版本写入,请升级程序', 'the data was written by a newer version'],
  SIGN_STATE_TOO_NEW: ['数据由更新版本写入,请升级程序', 'the data was written by a newer version'],
  SIGN_STATE_MISSING: [
    '缺少最后签名记录,为避免重复签名不启动;确认后可用 --sign-above 高度',
    'the record of what was signed last is missing; to avoid signing twice this node does not ' +
      'start; when sure, use --sign-above HEIGHT',
  ],
  LISTEN_FAILED: ['端口被占用或无法监听', 'the port is in use or cannot be listened on'],
  JOURNAL_UNWRITABLE: [
    '日志无法写入(磁盘已满或无权限)',
    'the journal cannot be written (disk full?)',
  ],
  STORE_WRITE_FAILED: ['数据无法写入(磁盘已满或无权限)', 'the data cannot be written (disk full?)'],
  WAL_WRITE_FAILED: ['数据无法写入(磁盘已满或无权限)', 'the data cannot be written (disk full?)'],
  UNREACHABLE: ['节点无法连接', 'the node cannot be reached'],
  TIMEOUT: ['节点没有在时限内回答', 'the node did not answer in time'],
};

interface Told {
  readonly code?: string;
  readonly zh?: string;
  readonly en?: string;
  readonly message?: string;
}

/** One clear line for an error, in both languages, on standard error. */
export function explain(error: unknown, { json = false }: CommonOptions): void {
  const told = (error ?? {}) as Told;
  const code = told.code ?? 'INTERNAL';
  const [zh, en] = KNOWN[code] ?? [told.zh, told.en ?? told.message];
  if (json) console.error(JSON.stringify({ error: code, zh: zh ?? '', en: en ?? String(error) }));
  else
    console.error(`✗ ${code}: ${zh ?? ''}${zh === undefined ? '' : ' · '}${en ?? String(error)}`);
  if (code === 'INTERNAL' && error instanceof Error) console.error(error.stack);
}
