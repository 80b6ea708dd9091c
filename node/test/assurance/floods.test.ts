// A flood becomes an alarm of the security centre, and a line of the agenda, while it lasts.
import { FloodGate } from '@mingjing/service';
import { expect, test } from 'vitest';
import { floodFindings } from '../../src/management/assurance/centre/findings.ts';
import { SecurityCentre } from '../../src/management/assurance/centre/security-centre.ts';

const MINUTE_MS = 60_000;

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
