import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { readGenesis } from '@mingjing/host/home';
import { isName, isRegion, type Node, NodeRole } from '@mingjing/protocol';
import { writeHome } from '../testnet/create-testnet.ts';
import { planNode } from '../testnet/plan.ts';
import { CliError } from './errors.ts';
import { type CommonOptions, Output } from './output.ts';

export interface InitCommand extends CommonOptions {
  readonly home: string;
  /** Absent while the chain is to be founded. */
  readonly genesis?: string;
  readonly node: string;
  readonly organisation: string;
  readonly role: string;
  readonly listen: string;
  readonly apiPort: string;
  readonly peer?: readonly string[];
  /** Where it stands, such as `CN-11`; absent: it is not stated, which an inspection asks for. */
  readonly region?: string;
}

const ROLES = new Map<string, number>([
  ['validator', NodeRole.validator],
  ['full', NodeRole.full],
  ['supervision', NodeRole.supervision],
]);

/**
 * Makes the home of a node: new keys, configuration, and what enrols it. Of a chain that runs it
 * has the genesis, and a validator no seat: members vote on both. Without a genesis it is for a
 * chain that is to be founded: the enrolment goes into the plan, and its seat with it.
 */
export async function initCommand(options: InitCommand): Promise<void> {
  const role = ROLES.get(options.role);
  const port = Number(options.apiPort);
  const isPort = Number.isSafeInteger(port) && port >= 0 && port <= 65_535;
  if (role === undefined || !isPort)
    throw usage('--role validator | full | supervision, --api-port 0..65535');
  if (!isName(options.node) || !isName(options.organisation)) {
    throw usage('--node, --organisation: [a-z][a-z0-9-]{1,31}');
  }
  const { region = '' } = options;
  if (region !== '' && !isRegion(region)) throw usage('--region CN-11');
  if (existsSync(options.home) && readdirSync(options.home).length > 0) {
    const { home } = options;
    throw new CliError(
      'OUTPUT_NOT_EMPTY',
      `目录 ${home} 不是空的`,
      `the folder ${home} is not empty`,
    );
  }
  const peers = (options.peer ?? []).map(peerOf);
  const genesis = options.genesis === undefined ? undefined : readGenesis(options.genesis);
  const power = genesis === undefined && role === NodeRole.validator ? 1 : 0;
  const planned = planNode(options.node, options.organisation, role, power);
  const listener = { host: '127.0.0.1', port };
  await writeHome(options.home, planned, genesis, {
    node_id: options.node,
    p2p: { listen: options.listen, peers },
    ...(role === NodeRole.supervision ? { console: listener } : { api: listener }),
    log: { level: 'info' },
  });
  const file = join(options.home, 'config', 'enrolment.json');
  const enrolment = enrolmentOf({ ...planned.node, region });
  writeFileSync(file, `${JSON.stringify(enrolment, null, 2)}\n`);
  const output = new Output(options);
  output.line(genesis === undefined ? 'cli.nodeEnrols' : 'cli.nodeReady', {
    node: options.node,
    home: options.home,
    file,
  });
  output.json({ home: options.home, enrolment });
}

function peerOf(text: string): { node_id: string; address: string } {
  const at = text.indexOf('=');
  const [id, address] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 0 || !isName(id) || !address.startsWith('/')) {
    throw usage('--peer yi-validator=/ip4/10.0.0.2/tcp/30300');
  }
  return { node_id: id, address };
}

/** What `admitNode` carries, with the bytes in hexadecimal as in a genesis file. */
function enrolmentOf({ keys, location, ...node }: Node): object {
  return {
    ...node,
    location: bytesToHex(location),
    keys: keys.map(({ purpose, publicKey, possession }) => ({
      purpose,
      publicKey: bytesToHex(publicKey),
      possession: bytesToHex(possession),
    })),
  };
}

function usage(example: string): CliError {
  return new CliError('INIT_USAGE', `参数有误：${example}`, `wrong arguments: ${example}`);
}
