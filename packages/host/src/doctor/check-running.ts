import { bad, type Finding, good } from './finding.ts';

/** What a running program says of itself; of a supervision node some of it is not asked. */
export interface RunningFacts {
  readonly height: number;
  /** Time of the latest block, ms. */
  readonly time: number;
  readonly peers: number;
  readonly coverageGaps: number;
  readonly blocksMissing: number;
  readonly journal: { readonly level: string; readonly daysLeft: number | null } | undefined;
}

/** Empty blocks come every ten seconds: after three of them somebody should look. */
const BLOCK_AGE_MS = 30_000;

/** Judges what the running program says; `now` in ms. */
export function checkRunning(facts: RunningFacts, now: number): Finding[] {
  return [...checkBlocks(facts, now), checkConnections(facts), ...checkJournal(facts)];
}

function checkBlocks({ height, time, coverageGaps, blocksMissing }: RunningFacts, now: number) {
  const seconds = Math.round((now - time) / 1000);
  const seen: [string, string] =
    height === 0
      ? ['还没有区块', 'there is no block yet']
      : [
          `高度 ${height}，最新区块在 ${seconds} 秒前`,
          `height ${height}, the latest block is ${seconds} s old`,
        ];
  const isLate = height === 0 || now - time > BLOCK_AGE_MS;
  const blocks = isLate
    ? bad('blocks', 'failed', seen, [
        '看其余验证者是否在线（需要超过三分之二的票权）、本机时钟是否准确',
        'see whether validators of more than two thirds of the power run, and this clock is right',
      ])
    : good('blocks', ...seen);
  if (coverageGaps === 0 && blocksMissing === 0) return [blocks];
  const missing: [string, string] = [
    `缺 ${blocksMissing} 个较早区块、${coverageGaps} 个附件`,
    `${blocksMissing} older blocks and ${coverageGaps} attachments are missing`,
  ];
  return [
    blocks,
    bad('coverage', 'warning', missing, [
      '节点会自行补取；若不减少，看告警里由谁扣留',
      'the node fetches them by itself; if it does not get less, alarms name who withholds',
    ]),
  ];
}

function checkConnections({ peers }: RunningFacts): Finding {
  if (peers > 0) return good('connections', `已连接 ${peers} 个节点`, `${peers} nodes connected`);
  return bad(
    'connections',
    'failed',
    ['没有连接任何节点', 'no node is connected'],
    [
      '看网络与防火墙；若密钥或登记有变，看程序日志中被拒绝的原因',
      'see network and firewall; if keys or the registry changed, the log names the refusal',
    ],
  );
}

function checkJournal({ journal }: RunningFacts): Finding[] {
  if (journal === undefined) return [];
  const { level, daysLeft } = journal;
  const days = daysLeft ?? '?';
  const seen: [string, string] = [
    `留存日志空间：${level}，预计还可写 ${days} 天`,
    `room of the journal: ${level}, for ${days} days`,
  ];
  if (level === 'ample') return [good('journal-room', ...seen)];
  if (level === 'unknown') {
    return [
      bad('journal-room', 'unknown', seen, [
        '运行不足一小时，还无法估计',
        'it ran for less than an hour: nothing can be said yet',
      ]),
    ];
  }
  return [
    bad('journal-room', level === 'critical' ? 'failed' : 'warning', seen, [
      '扩大磁盘或提高 journal.budget_bytes：184 天内的日志不会被删除，写满后将拒绝业务操作',
      'enlarge the disk or journal.budget_bytes: nothing is removed before 184 days',
    ]),
  ];
}
