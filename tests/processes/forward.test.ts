import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority } from '../../packages/journal/test/certificates.ts';
import { parseSyslog } from '../../packages/journal/test/strict-syslog.ts';
import { TestReceiver } from '../../packages/journal/test/test-receiver.ts';
import { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { until } from './until.ts';

let network: TestNetwork;
let receiver: TestReceiver;
let node: ProgramProcess;

beforeAll(async () => {
  network = await TestNetwork.create({
    hasSupervision: true,
    launch: (nodeId) => ({ isHere: nodeId === 'supervision' }),
  });
  const [first] = network.validators;
  if (first === undefined) throw new Error('a testnet has validators');
  node = first;
  const authority = await createAuthority('siem');
  receiver = await TestReceiver.listen(await authority.issue('127.0.0.1'));
  for (const { home } of [node, network.supervision as ProgramProcess]) {
    writeFileSync(join(home, 'config', 'siem-ca.pem'), authority.cert);
    const lines = ['host: 127.0.0.1', `port: ${receiver.port}`, 'ca_file: siem-ca.pem'];
    const section = lines.map((line) => `  ${line}\n`).join('');
    appendFileSync(join(home, 'config', 'config.yaml'), `\nforward:\n${section}`);
  }
});
afterAll(async () => {
  await network?.remove();
  await receiver?.kill();
});

/** Events a program forwarded so far. */
function eventsOf(nodeId: string): string[] {
  return receiver.lines
    .map((line) => parseSyslog(line))
    .filter((line) => line?.hostname === nodeId)
    .map((line) => line?.msgId ?? 'refused');
}

describe('a program whose configuration names a receiver', () => {
  test('forwards its own acts over TLS, and after a kill goes on where it was', async () => {
    node.start();
    await node.ready();
    await until('the start was forwarded', () =>
      ['program-started', 'forward-started'].every((event) =>
        eventsOf(node.nodeId).includes(event),
      ),
    );
    await node.kill();
    node.start();
    await node.ready();
    await until(
      'the second start was forwarded',
      () => eventsOf(node.nodeId).filter((event) => event === 'program-started').length > 1,
    );
    expect((await node.terminate()).code).toBe(0);
  });

  test('holds for the supervision node too', async () => {
    const supervision = network.supervision as ProgramProcess;
    supervision.start();
    await supervision.ready();
    await until('its start was forwarded', () =>
      eventsOf(supervision.nodeId).includes('program-started'),
    );
    expect((await supervision.terminate()).code).toBe(0);
  });

  test('does not start when the configuration would send plain text away', async () => {
    const config = join(node.home, 'config', 'config.yaml');
    appendFileSync(config, '  transport: tcp\n');
    node.start();
    expect((await node.exited()).code).not.toBe(0);
    expect(node.output).toContain('FORWARD_REFUSED');
  });
});
