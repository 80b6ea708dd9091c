import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { bytesToHex, receivingKeyOf, SEED_BYTES } from '@mingjing/crypto';
import { randomBytes, saveKeyFile } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host/home';
import { type Genesis, genesisToJson, NodeRole, type Parameters } from '@mingjing/protocol';
import { openSignState } from '@mingjing/storage';
import { stringify } from 'yaml';
import { CliError } from '../cli/errors.ts';
import { type PlannedNode, type PlannedPerson, planTestnet } from './plan.ts';
import { writeShares } from './write-shares.ts';

/**
 * Ports of peers lie below those that systems give to whoever asks for any: a home keeps its own
 * for good, and nobody is to be given it while the node is down.
 */
const PORT_FIRST = 10_000;
const PORT_LAST = 32_767;
const ROLES = new Map<number, TestnetHome['role']>([
  [NodeRole.validator, 'validator'],
  [NodeRole.supervision, 'supervision'],
]);
/** Somebody has one of the ports of a try; after so many there are none. */
const TRIES_MAX = 100;

export interface TestnetOptions {
  readonly output: string;
  readonly name: string;
  readonly organisations: number;
  readonly users: number;
  readonly parameters?: Partial<Parameters>;
  /** The first organisation has a full node beside its validator, for its management service. */
  readonly hasManagement?: boolean;
  /** Fixed addresses of the HTTP listeners; 0 takes free ones at each start. */
  readonly apiPort?: number;
}

export interface TestnetHome {
  readonly nodeId: string;
  readonly organisation: string;
  readonly role: 'validator' | 'full' | 'supervision';
  readonly home: string;
}

export interface Testnet {
  readonly chainName: string;
  readonly genesisFile: string;
  readonly homes: readonly TestnetHome[];
  /** Key files of the synthetic users. */
  readonly users: readonly string[];
  /** Key file of the authority, to which nodes seal what is taken down. */
  readonly evidenceKey: string;
}

/**
 * Writes homes for one validator per organisation and a supervision node, all on this machine.
 * Refuses a folder that has anything in it, and fewer than four organisations.
 */
export async function createTestnet(options: TestnetOptions): Promise<Testnet> {
  if (options.organisations < 4) {
    throw new CliError(
      'TOO_FEW_ORGANISATIONS',
      '至少需要四个组织：任何一个组织的表决权不得达到三分之一',
      'at least four organisations: none may hold a third of the voting power',
    );
  }
  if (existsSync(options.output) && readdirSync(options.output).length > 0) {
    const { output } = options;
    const en = `the folder ${output} is not empty`;
    throw new CliError('OUTPUT_NOT_EMPTY', `目录 ${output} 不是空的`, en);
  }
  const planned = planTestnet({ ...options, now: Date.now() });
  // One more than peers have: where others ask the supervision node, a home has to know.
  const [asked = 0, ...ports] = await freePorts(planned.nodes.length + 1);
  const supervision = supervisionOf(planned.nodes, options.apiPort || asked);
  const genesisFile = join(options.output, 'genesis.json');
  mkdirSync(options.output, { recursive: true, mode: 0o700 });
  writeFileSync(genesisFile, genesisToJson(planned.genesis));
  const evidence = saveEvidenceKey(join(options.output, 'authority'));
  const homes: TestnetHome[] = [];
  for (const [index, node] of planned.nodes.entries()) {
    const home = join(options.output, node.node.id);
    const dial = planned.nodes.flatMap(({ node: other }, i) =>
      i === index ? [] : [{ node_id: other.id, address: `/ip4/127.0.0.1/tcp/${ports[i]}` }],
    );
    const own = { port: ports[index] ?? 0, dial, supervision };
    const cases = node.node.role === NodeRole.supervision ? {} : { cases: evidence.configured };
    const configured = { ...config(node, own, options), ...cases };
    await writeHome(home, node, planned.genesis, configured);
    homes.push({
      nodeId: node.node.id,
      organisation: node.node.organisation,
      role: ROLES.get(node.node.role) ?? 'full',
      home,
    });
  }
  const people = join(options.output, 'officers');
  savePeople(people, [...planned.officers, planned.verifier]);
  await writeShares(planned, { homes, people });
  const users = savePeople(join(options.output, 'users'), planned.users);
  return { chainName: options.name, genesisFile, homes, users, evidenceKey: evidence.file };
}

/** Writes a home that is ready to start, or that waits for the genesis of its chain. */
export async function writeHome(
  home: string,
  { node, keys }: PlannedNode,
  genesis: Genesis | undefined,
  configuration: object,
): Promise<void> {
  const paths = homePaths(home);
  mkdirSync(paths.keys, { recursive: true, mode: 0o700 });
  mkdirSync(paths.data, { recursive: true, mode: 0o700 });
  if (genesis !== undefined) writeFileSync(paths.genesis, genesisToJson(genesis));
  writeFileSync(paths.config, stringify(configuration), { mode: 0o600 });
  for (const [purpose, { seed }] of keys) saveKeyFile(paths.key(purpose), { purpose, seed });
  if (node.role !== NodeRole.validator) return;
  // A new key has signed nothing: said once, here, and never again by default.
  const guard = await openSignState(paths.signed, { create: true });
  await guard.close();
}

/** Where others find a supervision node, by the address of its console. */
interface SupervisionPlace {
  readonly node_id: string;
  readonly port: number;
}

function supervisionOf(nodes: readonly PlannedNode[], port: number): SupervisionPlace | undefined {
  const found = nodes.find(({ node }) => node.role === NodeRole.supervision);
  return found && { node_id: found.node.id, port };
}

interface OwnPlace {
  readonly port: number;
  readonly dial: readonly { node_id: string; address: string }[];
  readonly supervision: SupervisionPlace | undefined;
}

function config(
  { node }: PlannedNode,
  { dial: peers, port, supervision }: OwnPlace,
  { apiPort = 0 }: TestnetOptions,
): object {
  const host = '127.0.0.1';
  const common = {
    node_id: node.id,
    p2p: { listen: `/ip4/${host}/tcp/${port}`, peers },
    log: { level: 'info' },
  };
  if (node.role === NodeRole.supervision) {
    return { ...common, console: { host, port: supervision?.port ?? apiPort } };
  }
  const asked = supervision && {
    inspection: {
      supervision: {
        node_id: supervision.node_id,
        url: `http://${host}:${supervision.port}`,
      },
    },
  };
  return { ...common, api: { host, port: apiPort }, ...asked };
}

/** The authority's key to sealed copies, and what its letter has every node configure. */
function saveEvidenceKey(folder: string) {
  const seed = randomBytes(SEED_BYTES);
  const file = join(folder, 'evidence.json');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  saveKeyFile(file, { purpose: 'evidence', seed });
  return { file, configured: { authority_key: bytesToHex(receivingKeyOf(seed).publicKey) } };
}

function savePeople(folder: string, people: readonly PlannedPerson[]): string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return people.map(({ id, purpose, key }) => {
    const path = join(folder, `${id}.json`);
    saveKeyFile(path, { purpose, seed: key.seed });
    return path;
  });
}

/** Ports that are free now, one after another. */
async function freePorts(count: number): Promise<number[]> {
  for (let tries = 1; ; tries += 1) {
    const first = randomInt(PORT_FIRST, PORT_LAST - count);
    const ports = Array.from({ length: count }, (_, i) => first + i);
    try {
      await Promise.all(ports.map(tryPort));
      return ports;
    } catch (error) {
      if (tries === TRIES_MAX) throw error;
    }
  }
}

function tryPort(port: number): Promise<void> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
