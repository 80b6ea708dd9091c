import { type CommandRow, HOME, nodeOptions, READS_FILES } from './command-row.ts';

/** Commands about the journal: verify, mend, search, export. */
export const JOURNAL_COMMANDS: readonly CommandRow[] = [
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
      {
        flags: '--until <time>',
        about: '日志应延续到此时 · the journal must reach to this time',
      },
      { flags: '--copy', about: '目录是见证方的副本 · the folder is a copy that a witness holds' },
      { flags: '--stubs', about: '只验证条目存根与树 · stubs and trees alone, without bodies' },
    ],
    run: async (options, folder = '') =>
      (await import('./journal-verify.ts')).journalVerifyCommand(folder, options),
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
      {
        flags: '--anchors <file>',
        about: '可信节点 /v1/journal/anchors/<node> 的当前回答 · what a trusted node says now',
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
      { flags: '--session <file>', about: '会话文件 · file with the session of an officer' },
      { flags: '--genesis <file>', about: '可信的创世文件 · a genesis file that you trust' },
      { flags: '--text <text>', about: '文字，短语用双引号 · words; a phrase in double quotes' },
      { flags: '--actor <id>', about: '主体 · who acted' },
      { flags: '--actor-tag <tag>', about: '主体标签 · tag of who acted' },
      { flags: '--object <object>', about: '对象 · what was acted on' },
      { flags: '--event <event>', about: '事件 · event' },
      { flags: '--result <result>', about: 'done | refused | failed' },
      { flags: '--source <source>', about: '分日志 · log: access, auth, publish, …' },
      { flags: '--address <address>', about: '来源地址或网段 · source address or prefix' },
      { flags: '--from <time>', about: '起始时间 · from: 2026-03-01T10:00:00Z' },
      { flags: '--to <time>', about: '结束时间，不含 · to, not included' },
      { flags: '--of-node <id>', about: '某节点的日志 · journal of a node' },
      { flags: '--organisation <id>', about: '某组织的日志 · journals of an organisation' },
      {
        flags: '--origins <origins>',
        about: '日志起源行，逗号分隔 · origin lines, separated by commas',
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
    run: async (options) => (await import('./journal-request.ts')).requestKeyCommand(options),
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
        about: '分日志，逗号分隔 · logs, separated by commas',
        required: true,
      },
      { flags: '--actor <type:id>', about: '主体，如 user:甲 · whose entries: user:alice' },
      {
        flags: '--from <time>',
        about: '起始时间 · from: 2026-03-01T10:00:00Z',
        required: true,
      },
      { flags: '--to <time>', about: '结束时间，不含 · to, not included', required: true },
      { flags: '--days <n>', about: '请求有效天数 · days that it is valid', otherwise: '7' },
      { flags: '--output <file>', about: '新文件 · a new file', required: true },
    ],
    run: async (options) => (await import('./journal-request.ts')).requestCommand(options),
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
      {
        flags: '--key <file>',
        about: '任职人员的密钥 · key file of the officer',
        required: true,
      },
    ],
    run: async (options) => (await import('./journal-request.ts')).approveCommand(options),
  },
  {
    group: 'journal',
    signature: 'export',
    about: '依法导出，节点可在运行 · lawful export, also while the node runs',
    act: { source: 'supervision', event: 'journal-exported' },
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
];
