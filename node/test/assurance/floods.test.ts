// A flood becomes an alarm of the security centre, and a line of the agenda, while it lasts.
import { Agent, get } from 'node:http';
import { FLOOD, FloodGate } from '@mingjing/service';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { floodFindings } from '../../src/management/assurance/centre/findings.ts';
import { SecurityCentre } from '../../src/management/assurance/centre/security-centre.ts';
import { StaffedNode } from '../staffed-node.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WINDOWS = '/v1/management/test-windows';

test('a flood is raised once, stands while it lasts, and is cleared when it is over', async () => {
  let now = 0;
  const floods = new FloodGate(() => now);
  const told: string[] = [];
  const centre = new SecurityCentre({
    ...{ nodeId: 'jia-1', now: () => now },
    journal: {
      appendMany: async (entries) => {
        told.push(...entries.map(({ event, reason }) => `${event} ${reason}`));
        return [];
      },
    },
    sources: [() => floodFindings(floods.counts(), 'jia-1')],
  });
  const refused = () => {
    for (let n = 0; n < 700; n += 1) floods.refused('192.0.2.1');
    for (let n = 0; n < 30; n += 1) floods.admits('192.0.2.1');
  };
  await centre.round();
  expect(centre.standing).toEqual([]);
  for (const minute of [0, 1, 2]) {
    now = minute * MINUTE_MS;
    refused();
    await centre.round();
  }
  expect(centre.standing).toMatchObject([{ kind: 'request-flood', details: [1, 40] }]);
  expect(await centre.agenda().due(now)).toMatchObject([
    { area: 'assurance', kind: 'request-flood', reference: 'jia-1' },
  ]);
  now = 5 * MINUTE_MS;
  await centre.round();
  expect(told).toEqual(['assurance-raised request-flood', 'assurance-cleared request-flood']);
  expect(await centre.agenda().due(now)).toEqual([]);
});

describe('a running node that somebody asks without end', () => {
  let node: StaffedNode;
  beforeAll(async () => {
    node = await StaffedNode.start('floods', () => ({ assurance: { ask_seconds: 1 } }));
  });
  afterAll(() => node?.stop());

  const seen = async () =>
    (await node.ask('security-admin', 'GET', '/v1/management/assurance')).body as {
      findings: { kind: string; level: string; raised: boolean }[];
      test_windows: string[];
    };
  const until = (condition: () => Promise<boolean>) =>
    vi.waitUntil(condition, { timeout: 30_000, interval: 100 });
  const isFlood = ({ kind, raised }: { kind: string; raised: boolean }) =>
    kind === 'request-flood' && raised;

  it('raises the alarm, takes ten connections a second of him, and serves the others', async () => {
    const port = Number(new URL(node.baseUrl).port);
    const flood = new Asking(port, '127.0.0.7');
    // That an authority announced it labels what comes of it, and silences nothing.
    const now = Date.now();
    const announced = await node.ask('security-admin', 'POST', WINDOWS, {
      ...{ authority: '网安支队', notice_number: '网安测〔2026〕1号' },
      ...{ addresses: ['127.0.0.7'], from: now + 500, to: now + HOUR_MS },
    });
    await until(async () => (await seen()).test_windows.length > 0);
    expect((await seen()).findings.filter(isFlood)).toEqual([]);
    // The last of them is the one too many, after which each has a connection of its own.
    for (let n = 0; n <= FLOOD.refusalsOfSource; n += 1) {
      expect(await flood.ask('/v1/accounts')).toBe(401);
    }
    const after = await Promise.all(Array.from({ length: 40 }, () => flood.ask('/v1/accounts')));
    expect(after.filter((status) => status === 0).length).toBeGreaterThan(0);
    const other = new Asking(port, '127.0.0.8');
    expect([await other.ask('/v1/status'), await other.ask('/v1/accounts')]).toEqual([200, 401]);
    await until(async () => (await seen()).findings.some(isFlood));
    const { findings, test_windows: windows } = await seen();
    expect(findings.find(isFlood)).toMatchObject({ level: 'alarm' });
    expect(windows).toEqual([announced.body.id]);
    const labelsOf = async (address: string) =>
      (await node.ask('duty', 'GET', `${WINDOWS}/labels?time=${Date.now()}&address=${address}`))
        .body.windows;
    expect(await labelsOf('127.0.0.7')).toEqual([announced.body.id]);
    expect(await labelsOf('127.0.0.8')).toEqual([]);
    const agenda = await node.ask('security-admin', 'GET', '/v1/management/agenda');
    expect(agenda.body.items).toContainEqual(expect.objectContaining({ kind: 'request-flood' }));
    expect(await other.ask('/v1/status')).toBe(200);
    flood.stop();
    other.stop();
  });
});

/** Somebody at an address of his own, over one connection as long as he is left it. */
class Asking {
  readonly #agent: Agent;
  readonly #port: number;

  constructor(port: number, localAddress: string) {
    this.#port = port;
    this.#agent = new Agent({ keepAlive: true, localAddress });
  }

  /** Status of the answer; 0: the connection was closed unread. */
  ask(path: string): Promise<number> {
    return new Promise((resolve) => {
      const asked = get(
        { host: '127.0.0.1', port: this.#port, path, agent: this.#agent },
        (answer) => {
          answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
        },
      );
      asked.once('error', () => resolve(0));
    });
  }

  stop(): void {
    this.#agent.destroy();
  }
}
