import { appendFileSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { loadKeyFile } from '@mingjing/crypto/node';
import { homePaths, readGenesis } from '@mingjing/host';
import { createTestnet } from '@mingjing/node';
import {
  chainIdOf,
  type Genesis,
  genesisCodec,
  genesisHash,
  messageTypes,
  RETENTION_FLOOR_MS,
} from '@mingjing/protocol';
import { VerificationServiceForTests } from '../../../tests/verification/service.ts';
import { ROOT } from '../../commands.ts';
import { lockKeys } from '../parts/locked-keys.ts';
import { situationOf } from '../parts/situation.ts';
import { type Block, seconds } from '../printing.ts';
import { Program } from '../programs.ts';
import { addressOf, clientOf, made, type Network, type Stage, type Step } from '../stage.ts';
import { until } from '../waiting.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const ORGANISATIONS = 4;
/** Shorter than a chain in service has it: whoever looks on should see the heights grow. */
const EMPTY_BLOCK_MS = 3000;
/** Registrations in ten minutes: each run of the form tries three, from this one machine. */
const CALLS_OF_ADDRESS = 100;
const FIRST_BLOCK_TIMEOUT_MS = 120_000;
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
    await startVerification(stage, network);
    const organisations = new Set(network.genesis.nodes.map(({ organisation }) => organisation));
    const voting = network.genesis.organisations.map(({ id }) => id).filter(isIn(organisations));
    block.fact('genesis', { hash: network.genesisHash, chain: network.chainId });
    block.check('organisations', { names: voting.join(' ') }, voting.length, ORGANISATIONS);
    rules(network.genesis, block);
    const startedAt = performance.now();
    for (const program of stage.programs) program.start();
    await Promise.all(stage.programs.map((program) => program.announced()));
    const ready = { count: stage.programs.length, seconds: seconds(startedAt) };
    const height = Math.min(...(await firstBlocks(network)));
    block.fact('ready', { ...ready, height, connected: seconds(startedAt) });
    const statements = await threeStatements(network);
    block.check('statements', {}, statements, 'proved proved proved');
    const supervision = addressOf(await network.supervision.announced());
    block.look(`${supervision}/console/situation`);
  },
};

async function createNetwork(stage: Stage): Promise<Network> {
  const testnet = await createTestnet({
    output: join(stage.folder, 'network'),
    name: 'demo',
    organisations: ORGANISATIONS,
    users: 4,
    hasManagement: true,
    parameters: { emptyBlockMs: EMPTY_BLOCK_MS },
  });
  const genesis = readGenesis(testnet.genesisFile);
  const byRole = (role: string) =>
    programs.filter((_, index) => testnet.homes[index]?.role === role);
  const programs = testnet.homes.map(({ nodeId, home, role }) => {
    if (role === 'supervision') return new Program(nodeId, home, 'supervisor');
    // Its inspection looks whether keys lie open.
    return new Program(nodeId, home, 'node', role === 'full' ? lockKeys(home) : undefined);
  });
  stage.programs.push(...programs);
  return {
    testnet,
    genesis,
    chainId: chainIdOf(genesis),
    genesisHash: bytesToHex(genesisHash(genesisCodec.encode(genesis))),
    validators: byRole('validator'),
    management: made(byRole('full')[0]),
    supervision: made(byRole('supervision')[0]),
  };
}

/** 模拟核验服务: signs as the chain's verifier, of synthetic persons alone. */
async function startVerification(stage: Stage, { testnet, management }: Network): Promise<void> {
  const key = join(testnet.genesisFile, '..', 'officers', 'synthetic-verifier.json');
  stage.verification = new VerificationServiceForTests(loadKeyFile(key).seed);
  const url = await stage.verification.start();
  const configured = `verification:\n  url: ${url}\n  calls_of_address: ${CALLS_OF_ADDRESS}\n`;
  appendFileSync(homePaths(management.home).config, configured);
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

/** The supervision node's three statements, once it has measured everything. */
function threeStatements({ supervision }: Network): Promise<string> {
  return until('the three statements', FIRST_BLOCK_TIMEOUT_MS, async () => {
    const { coverage, journals, heads } = await situationOf(supervision);
    const states = [coverage, journals, heads].map(({ state }) => state);
    return states.includes('unknown') ? undefined : states.join(' ');
  });
}

function isIn(names: ReadonlySet<string>): (name: string) => boolean {
  return (name) => names.has(name);
}
