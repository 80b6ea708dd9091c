import { readFileSync } from 'node:fs';
import { HostError } from '../errors.ts';
import type { RunningFacts } from './check-running.ts';

const ANSWER_MS = 5000;
const LEVELS = ['ample', 'low', 'critical'];

interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * What the program that announced itself in `run` says of itself, by its metrics; undefined when
 * none runs. Throws when it is there and does not answer.
 */
export async function askProgram(run: string, prefix: string): Promise<RunningFacts | undefined> {
  const address = announced(run);
  if (address === undefined) return undefined;
  let text: string;
  try {
    const url = `http://${address.host}:${address.port}/metrics`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
    text = await answer.text();
  } catch (cause) {
    const [zh, en] = ['程序没有在 5 秒内回答', 'the program did not answer within 5 s'];
    throw new HostError('PROGRAM_SILENT', zh, en, cause);
  }
  return factsOf(text, prefix);
}

// A killed program leaves the file behind.
function announced(run: string): Address | undefined {
  try {
    const { pid, api, console } = JSON.parse(readFileSync(run, 'utf8')) as {
      readonly pid: number;
      readonly api?: Address;
      readonly console?: Address;
    };
    process.kill(pid, 0);
    return api ?? console;
  } catch {
    return undefined;
  }
}

function factsOf(text: string, prefix: string): RunningFacts {
  const value = (name: string) => {
    const line = text.split('\n').find((each) => each.startsWith(`${prefix}_${name} `));
    return line === undefined ? Number.NaN : Number(line.slice(line.indexOf(' ') + 1));
  };
  const daysLeft = value('journal_days_left');
  const level = LEVELS[value('journal_space_level')] ?? 'unknown';
  return {
    height: value('height'),
    time: value('block_time_seconds') * 1000,
    peers: value('peers'),
    coverageGaps: value('coverage_gaps'),
    blocksMissing: value('blocks_missing'),
    journal: {
      level: level === 'ample' && Number.isNaN(daysLeft) ? 'unknown' : level,
      daysLeft: Number.isNaN(daysLeft) ? null : daysLeft,
    },
  };
}
