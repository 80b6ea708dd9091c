import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { readGenesis } from '@mingjing/host';
import { createTestnet } from '@mingjing/node';
import {
  chainIdOf,
  type Genesis,
  genesisCodec,
  genesisHash,
  messageTypes,
  RETENTION_FLOOR_MS,
} from '@mingjing/protocol';
import { ROOT } from '../../commands.ts';
import { type Block, seconds } from '../printing.ts';
import { Program } from '../programs.ts';
import { addressOf, clientOf, made, type Network, type Stage, type Step } from '../stage.ts';
import { until } from '../waiting.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const ORGANISATIONS = 4;
/** Shorter than a chain in service has it: whoever looks on should see the heights grow. */
const EMPTY_BLOCK_MS = 3000;
const FIRST_BLOCK_TIMEOUT_MS = 60_000;
/** What a field would be called that holds something to be owned and passed on. */
const QUANTITY =
  /(?:^|_)(?:amount|asset|balance|coin|currency|fee|gas|price|reward|token)s?(?:_|$)/;

export const start: Step = {
  name: 'start',
  needs: ['ground'],
  async run(stage, block) {
    // Loaded here and not above: the bundler takes longer to load than the first steps take.
    const { buildConsole } = await import('../../../node/console/build.ts');
    const { buildPortal } = await import('../../../node/portal/build.ts');
    const { buildSupervisionConsole } = await import('../../../supervisor/console/build.ts');
    await buildConsole();
    await buildPortal();
    await buildSupervisionConsole();
    const network = await createNetwork(stage);
    stage.network = network;
    const organisations = new Set(network.genesis.nodes.map(({ organisation }) => organisation));
    const voting = network.genesis.organisations.map(({ id }) => id).filter(isIn(organisations));
    block.fact('genesis', { hash: network.genesisHash, chain: network.chainId });
    block.check('organisations', { names: voting.join(' ') }, voting.length, ORGANISATIONS);
    rules(network.genesis, block);
    const startedAt = performance.now();
    for (const program of stage.programs) program.start();
    await Promise.all(stage.programs.map((program) => program.announced()));
    block.fact('ready', { count: stage.programs.length, seconds: seconds(startedAt) });
    const heights = await firstBlocks(network);
    block.fact('connected', { height: Math.min(...heights), seconds: seconds(startedAt) });
    const management = addressOf(await made(network.validators[0]).announced());
    block.check('console', {}, await titleOf(`${management}/console/`), '明镜');
    block.look(`${management}/console/`);
    block.look(`${management}/`);
    const supervision = addressOf(await network.supervision.announced());
    block.check('supervisionConsole', {}, await titleOf(`${supervision}/console/`), '明镜');
    block.look(`${supervision}/`);
  },
};

async function createNetwork(stage: Stage): Promise<Network> {
  const testnet = await createTestnet({
    output: join(stage.folder, 'network'),
    name: 'demo',
    organisations: ORGANISATIONS,
    users: 2,
    parameters: { emptyBlockMs: EMPTY_BLOCK_MS },
  });
  const genesis = readGenesis(testnet.genesisFile);
  const programs = testnet.homes.map(({ nodeId, home, role }) => {
    return new Program(nodeId, home, role === 'supervision' ? 'supervisor' : 'node');
  });
  stage.programs.push(...programs);
  return {
    testnet,
    genesis,
    chainId: chainIdOf(genesis),
    genesisHash: bytesToHex(genesisHash(genesisCodec.encode(genesis))),
    validators: programs.filter((_, index) => testnet.homes[index]?.role === 'validator'),
    supervision: made(programs.find((_, index) => testnet.homes[index]?.role === 'supervision')),
  };
}

/** The rules of the protocol, read off what this very build runs. */
function rules({ parameters }: Genesis, block: Block): void {
  const lowering = Object.keys(parameters).filter((name) => /retention|floor/i.test(name));
  const days = RETENTION_FLOOR_MS / DAY_MS;
  const count = Object.keys(parameters).length;
  block.check('floor', { days, count }, `${days} ${lowering.join(' ')}`.trim(), '184');
  const fields = globSync('packages/protocol/proto/*.proto', { cwd: ROOT })
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .flatMap((text) => [...text.matchAll(/^\s+(?:repeated\s+)?[\w.]+\s+(\w+)\s*=\s*\d+/gm)])
    .map(([, name = '']) => name);
  const quantities = fields.filter((name) => QUANTITY.test(name));
  const sums = { count: messageTypes.length, fields: fields.length };
  block.check('messages', sums, quantities.join(' ') || '0', '0');
  block.detail(messageTypes.join(' '));
}

/** Waits until every validator has all its peers and a first block; answers their heights. */
function firstBlocks({ validators, testnet }: Network): Promise<number[]> {
  return Promise.all(
    validators.map(async (program) => {
      const client = await clientOf(program);
      return until(`${program.nodeId}: first block`, FIRST_BLOCK_TIMEOUT_MS, async () => {
        program.assertRunning();
        const { height, peers } = await client.status();
        return height > 0 && peers === testnet.homes.length - 1 ? height : undefined;
      });
    }),
  );
}

/** The title of a page as it is served. */
async function titleOf(address: string): Promise<string> {
  const page = await fetch(address);
  return /<title>(.*)<\/title>/.exec(await page.text())?.[1] ?? `${page.status}`;
}

function isIn(names: ReadonlySet<string>): (name: string) => boolean {
  return (name) => names.has(name);
}
