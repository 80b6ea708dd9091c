// Officers of an authority at a chain of this process: they order and open, by their commands.
import { join } from 'node:path';
import {
  caseHash,
  createClient,
  freezeMessage,
  liftMessage,
  limitMessage,
  type OrderTerms,
} from '@mingjing/client';
import { hexToBytes } from '@mingjing/crypto';
import { runHere } from '../../tests/processes/command-here.ts';
import type { TestNetwork } from '../../tests/processes/network.ts';
import { OfficersDesk } from '../../tests/processes/officers-desk.ts';
import { register, sealsOf } from '../../tests/processes/sealed-identities.ts';
import { sayOnChain } from '../src/cli/look-through/chain.ts';
import { type TestChain, until } from './chain.ts';

const PERSON = { kind: 'resident-id', number: '440000199912310005' } as const;
const [AUTHORITY, CUSTODIANS] = [3, 4];
const HOUR_MS = 3_600_000;

/** What their desk needs of a network of programs, of one that runs here. */
function networkOf(chain: TestChain): TestNetwork {
  const urls = new Map(chain.posted.map(({ node_id: nodeId, url }) => [nodeId, url]));
  const validators = chain.validatorIds.map((nodeId) => ({ nodeId, url: urls.get(nodeId) }));
  const first = chain.firstNode;
  return {
    ...{ folder: chain.folder, testnet: chain.testnet, genesis: first?.host.genesis, validators },
    validator: (index: number) => validators[index],
    supervision: {
      ...{ home: chain.supervisionHome, url: chain.consoleUrl() },
      control: chain.supervisor.host.control,
      ask: (path: string) => chain.get(path),
    },
  } as unknown as TestNetwork;
}

/** A record and an identity that officers opened, each under its access order. */
export async function openedBoth(chain: TestChain): Promise<{ record: string; identity: string }> {
  const network = networkOf(chain);
  const desk = new OfficersDesk(network);
  const node = network.validator(0).url;
  for (const [holder, key] of [
    ['user-1', desk.userFile(1)],
    ['user-2', desk.userFile(2)],
    ['organisation/jia', desk.officerFile('jia-security-admin')],
  ] as const) {
    assertDone(await runHere('user envelope-key', { node, key }, holder));
  }
  const record = await desk.publishPrivate('甲方与乙方约定，一式两份', '合同.txt');
  const user = await register(network.validator(0), PERSON, '测试甲子');
  await until(async () => (await sealsOf(network, user)).length === 1);
  return {
    record: await opened(desk, record),
    identity: await opened(desk, `user/${user}`),
  };
}

/** Has something ordered, approved, answered by both sides, and opened; the id of the order. */
async function opened(desk: OfficersDesk, about: string): Promise<string> {
  const given = assertDone(await desk.give(about, 1));
  const order = String(given.order);
  const approval = { node: desk.nodes(), key: desk.officerFile(2) };
  assertDone(await desk.officer('approve', approval, order));
  await desk.answered(order, CUSTODIANS);
  for (let n = 1; n <= AUTHORITY; n += 1) assertDone(await desk.contribute(order, n));
  // The ciphertext of an identity is copied some moments after the block with its envelope.
  await until(async () => (await desk.officer('open', {}, order)).outcome === 'done');
  return order;
}

function assertDone<T>({ json, outcome }: { readonly json: T; readonly outcome: string }): T {
  if (outcome !== 'done') throw new Error(outcome);
  return json;
}

/** A freeze and a limit of a marked test subject as a drill, lifted, and carried out everywhere. */
export async function drillOrders(chain: TestChain, officer: string, user: string): Promise<void> {
  const by = { node: chain.nodeUrl(), key: keyOf(chain, officer) };
  const client = createClient({ baseUrl: by.node });
  const end = Date.now() + HOUR_MS;
  const terms: OrderTerms = {
    ...{ basis: 49, reason: 7, caseHash: caseHash('N-1'), deadline: end, isDrill: true },
  };
  const drilled = [freezeMessage({ userId: user }, end, terms), limitMessage(user, end, terms)];
  for (const message of drilled) {
    const { id } = await sayOnChain(by, message);
    const lift = await sayOnChain(by, liftMessage(hexToBytes(id) ?? new Uint8Array(0), terms));
    for (const order of [id, lift.id]) {
      await until(async () => {
        const { answered, nodes } = await client.orderReceipts(order);
        return nodes > 0 && answered === nodes;
      });
    }
  }
}

function keyOf({ folder }: TestChain, officer: string): string {
  return join(folder, 'testnet', 'officers', `${officer}.json`);
}
