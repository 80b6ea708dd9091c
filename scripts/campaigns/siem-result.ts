import { spawnSync } from 'node:child_process';
import { writeMeasurement } from '../measurement.ts';
import type { SiemRun } from './siem.ts';

const ALL_EQUAL = 'No field of any line differs from what the journal has.';

/** Writes docs/measurements/siem.md. */
export async function writeSiemResult(
  seed: number,
  count: number,
  runs: readonly SiemRun[],
): Promise<void> {
  await writeMeasurement('siem', pageOf(seed, count, runs));
}

function pageOf(seed: number, count: number, runs: readonly SiemRun[]): string {
  const { stdout } = spawnSync('rsyslogd', ['-v'], { encoding: 'utf8' });
  const version = stdout.split(/\s+/)[1] ?? '';
  const row = (name: string, value: (run: SiemRun) => string | number) =>
    `| ${name} | ${runs.map(value).join(' | ')} |`;
  const wrong = runs.flatMap(({ verdict }) => verdict.wrong);
  return `# Forwarding to rsyslog

\`npm run campaign -- siem --seed ${seed} --count ${count}\`, rsyslogd ${version} of Debian, a
private one with its own configuration, port and pid, Node ${process.versions.node}.

A program appended acts of all sources to its journal, with texts in Chinese, quotes, brackets and
control characters, and forwarded it as a node does. One side or the other, drawn by the seed, was
ended and started again meanwhile. rsyslogd took each message apart; every field was
then compared with the journal. Its queue was a direct one: what it has read it has written.

| measured | ${runs.map(({ transport }) => transport.toUpperCase()).join(' | ')} |
| --- | ${runs.map(() => '---').join(' | ')} |
${row('entries in the journal', ({ verdict }) => verdict.entries)}
${row('of them with Chinese objects', ({ verdict }) => verdict.chinese)}
${row('of them with control characters', ({ verdict }) => verdict.withControls)}
${row('program killed (SIGKILL)', (each) => each.nodeKills)}
${row('rsyslogd killed (SIGKILL)', (each) => each.receiverKills)}
${row('rsyslogd ended (SIGTERM)', (each) => each.receiverStops)}
${row('lines received', ({ verdict }) => verdict.lines)}
${row('of them repeated', ({ verdict }) => verdict.repeated)}
${row('entries missing', ({ verdict }) => verdict.missing)}
${row('lines with a field that differs', ({ verdict }) => verdict.wrong.length)}
${row('seconds', ({ ms }) => Math.round(ms / 1000))}

${wrong.length === 0 ? ALL_EQUAL : wrong.join('\n')}
`;
}
