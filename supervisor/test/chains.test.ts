// One service and two chains: each is followed by a process of its own.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccountClient } from '@mingjing/client';
import { homePaths } from '@mingjing/host';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainsConfig } from '../src/chains/chains-config.ts';
import { type RunningChains, startChains } from '../src/chains/start-chains.ts';
import { until } from './chain.ts';
import {
  ANSWER_MS,
  carried,
  NAMES,
  type Name,
  SHARED_OFFICER,
  TITLES,
  TwoChains,
} from './two-chains.ts';

let two: TwoChains;
let service: RunningChains;
let site: string;
const cookies = new Map<string, string>();

beforeAll(async () => {
  two = await TwoChains.create();
  await two.startValidators();
  await start();
});
afterAll(async () => {
  await service?.stop();
  await two?.stop();
});

async function start(): Promise<void> {
  service = await startChains(two.folder, chainsConfig(two.folder));
  site = `http://localhost:${service.console.port}`;
}

const get = (path: string, cookie = '') => fetch(site + path, { headers: { cookie } });
const stateOf = (name: Name) => service.followers.stateOf(name);
const isRunning = (name: Name) => stateOf(name)?.at === 'running';
const ownCookie = (name: Name) => cookies.get(name) ?? '';

// biome-ignore lint/suspicious/noExplicitAny: an answer is looked at as a caller sees it
async function json(path: string, cookie = ''): Promise<any> {
  return (await get(path, cookie)).json();
}

/** How many entries of an event the journal of one chain has. */
async function entriesOf(name: Name, event: string): Promise<number> {
  const { baseUrl, control } = two.reached(name);
  const address = `${baseUrl}/v1/journal/search?event=${event}`;
  const answer = await fetch(address, { headers: { 'mingjing-control': control } });
  return ((await answer.json()) as { hits: unknown[] }).hits.length;
}

describe('two chains behind one site', () => {
  it('are listed for everybody by their names, and opened to nobody', async () => {
    await until(() => NAMES.every(isRunning));
    const { items } = await json('/v1/chains');
    expect(items).toEqual(NAMES.map((name) => ({ name, title: TITLES[name], state: 'running' })));
    expect((await get('/chains/city/v1/situation')).status).toBe(401);
    expect((await get('/v1/chains/events')).status).toBe(401);
    expect((await get('/chains/nowhere/v1/situation')).status).toBe(404);
    expect((await get('/console/chains')).status).toBe(200);
    // The word of a home is not taken from outside, even if it is the right one.
    const headers = { 'mingjing-control': two.reached('city').control };
    expect((await fetch(`${site}/chains/city/v1/situation`, { headers })).status).toBe(401);
  });

  it('are opened by one login, each as it names the officer itself', async () => {
    const officer = await two.enrolled(SHARED_OFFICER, 'province', site);
    const proof = { sign: officer.sign, code: async () => officer.nextCode() };
    const account = new AccountClient({ baseUrl: `${site}/chains/province`, timeoutMs: ANSWER_MS });
    const { cookie } = await account.login(SHARED_OFFICER, proof);
    cookies.set('province', cookie);
    expect(cookie).toMatch(/^__Host-mingjing-province=/);
    const answer = await carried(site, officer, { from: 'province', to: 'city', cookie });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ carried_from: 'province' });
    cookies.set('city', answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '');
    const both = [...cookies.values()].join('; ');
    for (const name of NAMES) {
      const { chain_id } = await json(`/chains/${name}/v1/situation`, both);
      expect(stateOf(name)).toMatchObject({ at: 'running', chainId: chain_id });
    }
    // The index follows the journal.
    await until(async () => (await entriesOf('province', 'session-vouched')) === 1);
    await until(async () => (await entriesOf('city', 'login-carried')) === 1);
    expect(await entriesOf('city', 'login')).toBe(0);
  });

  it('do not open to who is known to one of them alone', async () => {
    const officer = await two.enrolled('inspector-2', 'province', site);
    const proof = { sign: officer.sign, code: async () => officer.nextCode() };
    const account = new AccountClient({ baseUrl: `${site}/chains/province`, timeoutMs: ANSWER_MS });
    const { cookie } = await account.login('inspector-2', proof);
    // The other chain has an officer of this name, too, and another key for him.
    const refused = await carried(site, officer, { from: 'province', to: 'city', cookie });
    expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'key-refused' }]);
    expect((await get('/chains/city/v1/situation', cookie)).status).toBe(401);
    // A session that was carried vouches for nobody.
    const again = await carried(site, officer, { from: 'city', to: 'province', cookie });
    expect(again.status).toBe(401);
  });

  it('have each read in the journal of the chain that was read', async () => {
    expect((await get('/chains/city/v1/chain', ownCookie('city'))).status).toBe(200);
    await until(async () => (await entriesOf('city', 'chain-read')) === 1);
    expect(await entriesOf('province', 'chain-read')).toBe(0);
  });

  it('are told in one stream, each by its name', async () => {
    const answer = await get('/v1/chains/events', [...cookies.values()].join('; '));
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let told = '';
    while (!NAMES.every((name) => told.includes(`{"chain":"${name}","told":{"node_id"`))) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) throw new Error(`the stream ended after ${told}`);
      told += value;
    }
    expect(told).toContain('event: chains\n');
    await reader?.cancel();
  });

  it('go on when one of them fails, which says why', async () => {
    const alarms = join(homePaths(two.chains.city.supervisionHome).data, 'alarms.jsonl');
    await service.stop();
    const whole = readFileSync(alarms);
    writeFileSync(alarms, 'damaged\n');
    await start();
    await until(() => stateOf('city')?.at === 'failed' && isRunning('province'));
    expect(stateOf('city')).toMatchObject({ fault: { code: 'ALARMS_DAMAGED' } });
    const { items } = await json('/v1/chains');
    expect(items).toMatchObject([{ state: 'running' }, { name: 'city', state: 'failed' }]);
    const refused = await get('/chains/city/v1/situation');
    expect([refused.status, await refused.json()]).toMatchObject([
      503,
      { code: 'chain-not-running' },
    ]);
    expect((await get('/chains/province/v1/situation')).status).toBe(401);
    writeFileSync(alarms, whole);
  });

  it('end with the service, and are not followed twice', async () => {
    await expect(startChains(two.folder, chainsConfig(two.folder))).rejects.toMatchObject({
      code: 'HOME_LOCKED',
    });
    await service.stop();
    expect(NAMES.map((name) => stateOf(name)?.at)).toEqual(['stopped', 'stopped']);
  });
});

describe('a trusted header', () => {
  const sync = (block_id: string) => ({
    sync: { join: 'blocks', trusted_header: { height: 1, block_id } } as const,
  });

  it('lets the chain that has it reach its tip, and no other chain', async () => {
    const { province } = two.chains;
    const own = await province.startSupervisor();
    // What the store has already is held against the header before anything starts.
    await until(() => own.host.replica.chain.height > 0);
    const { block_id } = await province.get('/v1/blocks/1');
    await province.stopSupervisor();
    await expect(province.startSupervisor(sync('0'.repeat(64)))).rejects.toMatchObject({
      code: 'TRUSTED_HEADER_OTHER',
    });
    const { host } = await province.startSupervisor(sync(block_id));
    expect(host.isHeaderMet()).toBe(true);
    expect(host.replica.chain.height).toBeGreaterThanOrEqual(own.host.replica.chain.height);
    await province.stopSupervisor();
  });
});

describe('a configuration that nobody can follow', () => {
  it.each([
    [
      'the same chain twice',
      (line: object) => [line, { ...line, name: 'twin', home: 'twin' }],
      'CHAIN_TWICE',
    ],
    ['one home for two', (line: object) => [line, { ...line, name: 'twin' }], 'CHAIN_HOME_SHARED'],
    [
      'another genesis',
      (line: object) => [{ ...line, genesis: '0'.repeat(64) }],
      'CHAIN_GENESIS_OTHER',
    ],
    ['no genesis', (line: object) => [{ ...line, genesis: undefined }], 'CONFIG_REFUSED'],
    ['no chain', () => [], 'CONFIG_REFUSED'],
  ])('is refused at the start: %s', (_name, chains, code) => {
    two.configure(chains(two.lineOf('city')));
    expect(() => chainsConfig(two.folder)).toThrow(expect.objectContaining({ code }));
  });
});
