// Two chains of one authority in this process, and the home of a service that follows both.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AccountClient } from '@mingjing/client';
import { homePaths } from '@mingjing/host';
import { accountSigningBytes } from '@mingjing/protocol';
import { TestOfficer } from '../../node/test/logged-in.ts';
import { genesisHashOf } from '../src/chains/chains-config.ts';
import { chainsFile } from '../src/chains/chains-home.ts';
import { runningIn } from '../src/cli/console-client.ts';
import { TestChain } from './chain.ts';

/** As they are called in the service. */
export const NAMES = ['province', 'city'] as const;
export type Name = (typeof NAMES)[number];
export const TITLES: Readonly<Record<Name, string>> = {
  province: '省级存证链',
  city: '市级存证链',
};
/** Known to both chains by one key; `inspector-2` has another key on each. */
export const SHARED_OFFICER = 'inspector-1';

/** Two programs more than usual may share the machine with all others. */
export const ANSWER_MS = 60_000;
/** Each has its first blocks at once, and then leaves the machine to the others. */
const SLOW = { emptyBlockMs: 20_000 };

export class TwoChains {
  readonly folder: string;
  readonly chains: Readonly<Record<Name, TestChain>>;

  private constructor(folder: string, chains: Readonly<Record<Name, TestChain>>) {
    this.folder = folder;
    this.chains = chains;
  }

  static async create(): Promise<TwoChains> {
    return TwoChains.beside(await TestChain.create(SLOW));
  }

  /** Another chain beside one that there is already; `officer` is known to both by one key. */
  static async beside(
    province: TestChain,
    { officer = SHARED_OFFICER, port = 0 }: { officer?: string; port?: number } = {},
  ): Promise<TwoChains> {
    const folder = mkdtempSync(join(tmpdir(), 'chains-'));
    const chains = { province, city: await TestChain.create(SLOW) };
    appointByOneKey(chains.province, chains.city, officer);
    const two = new TwoChains(folder, chains);
    mkdirSync(dirname(chainsFile(folder)), { recursive: true });
    two.configure(
      NAMES.map((name) => ({ ...two.lineOf(name), title: TITLES[name] })),
      port,
    );
    return two;
  }

  /** Three of four validators, as many as decide; the other chain has its genesis and no block. */
  async startValidators(): Promise<void> {
    const { province } = this.chains;
    await province.startValidators(province.validatorIds.slice(0, 3));
  }

  lineOf(name: Name): { name: string; home: string; genesis: string } {
    const home = this.chains[name].supervisionHome;
    return { name, home, genesis: genesisHashOf(home) };
  }

  /** JSON is YAML. */
  configure(chains: readonly object[], port = 0): void {
    writeFileSync(chainsFile(this.folder), JSON.stringify({ console: { port }, chains }));
  }

  /** Where a chain's own program listens to who may read its home. */
  reached(name: Name): { readonly baseUrl: string; readonly control: string } {
    return runningIn(this.chains[name].supervisionHome);
  }

  /** Enrols an officer at one chain, by the site in front of both. */
  async enrolled(id: string, at: Name, site: string): Promise<TestOfficer> {
    const officer = new TestOfficer(join(this.chains[at].folder, 'testnet'), id);
    const account = new AccountClient({ ...this.reached(at), timeoutMs: ANSWER_MS });
    const { token } = await account.invite(id);
    await officer.complete({ baseUrl: `${site}/chains/${at}`, timeoutMs: ANSWER_MS }, token);
    return officer;
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.chains).map((chain) => chain.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Carries a login to another chain as the console does; the answer of the service. */
export async function carried(
  site: string,
  officer: TestOfficer,
  { from, to, cookie }: { from: Name; to: Name; cookie: string },
): Promise<Response> {
  const post = (path: string, body: object) =>
    fetch(site + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: site, cookie },
      body: JSON.stringify(body),
    });
  const asked = await post(`/chains/${to}/v1/session/challenge`, { officer: officer.id });
  const { chain_id, challenge, node_id } = (await asked.json()) as Record<string, string>;
  const bytes = accountSigningBytes(chain_id ?? '', {
    ...{ purpose: 'login', nodeId: node_id ?? '', origin: site, officer: officer.id },
    challenge: Buffer.from(challenge ?? '', 'base64url'),
  });
  const signature = Buffer.from(officer.sign(bytes)).toString('base64url');
  const body = { from, officer: officer.id, challenge, signature };
  return post(`/v1/chains/${to}/session`, body);
}

/** The other chain names the officer's key, too: both genesis files are of one authority. */
function appointByOneKey(one: TestChain, other: TestChain, officer: string): void {
  const { key } = appointed(genesisOf(one.testnet.genesisFile), officer);
  const genesis = genesisOf(other.testnet.genesisFile);
  appointed(genesis, officer).key = key;
  const files = other.testnet.homes.map(({ home }) => homePaths(home).genesis);
  for (const file of [other.testnet.genesisFile, ...files]) {
    writeFileSync(file, JSON.stringify(genesis));
  }
}

interface GenesisText {
  readonly officers: { readonly id: string; key: unknown }[];
}

function genesisOf(file: string): GenesisText {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function appointed({ officers }: GenesisText, officer: string): GenesisText['officers'][number] {
  const found = officers.find(({ id }) => id === officer);
  if (found === undefined) throw new Error('the genesis does not name the officer');
  return found;
}
