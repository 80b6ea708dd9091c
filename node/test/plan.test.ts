import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verify } from '@mingjing/crypto/node';
import { genesisState } from '@mingjing/execution';
import { homePaths } from '@mingjing/host';
import {
  genesisCodec,
  genesisFromJson,
  genesisHash,
  genesisToJson,
  NodeRole,
  OfficerRole,
} from '@mingjing/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createTestnet } from '../src/testnet/create-testnet.ts';
import { planTestnet } from '../src/testnet/plan.ts';

const NOW = Date.UTC(2026, 0, 1);

describe('a planned network', () => {
  test.each([4, 5, 7])('of %i organisations has a genesis that execution accepts', (count) => {
    const { genesis, nodes } = planTestnet({
      ...{ name: 'trial', organisations: count, users: 3, now: NOW },
    });
    const state = genesisState(genesis, verify);
    expect(state.ok).toBe(true);
    expect(nodes.filter(({ node }) => node.role === NodeRole.validator)).toHaveLength(count);
    expect(nodes.filter(({ node }) => node.role === NodeRole.supervision)).toHaveLength(1);
    const read = genesisFromJson(genesisToJson(genesis));
    expect(read.ok && genesisHash(genesisCodec.encode(read.value))).toEqual(
      genesisHash(genesisCodec.encode(genesis)),
    );
  });

  test.each([0, 1, 2, 3])('of %i organisations is refused by execution', (count) => {
    const { genesis } = planTestnet({
      ...{ name: 'trial', organisations: count, users: 0, now: NOW },
    });
    expect(genesisState(genesis, verify).ok).toBe(false);
  });

  test('gives no organisation a third of the power', () => {
    for (let count = 4; count <= 9; count += 1) {
      const plan = { name: 'trial', organisations: count, users: 0, now: NOW };
      const power = new Map<string, number>();
      for (const { node } of planTestnet(plan).nodes) {
        power.set(node.organisation, (power.get(node.organisation) ?? 0) + node.power);
      }
      const total = [...power.values()].reduce((sum, each) => sum + each, 0);
      expect(Math.max(...power.values()) * 3).toBeLessThan(total);
    }
  });

  test('gives every organisation an officer of each role, all different keys', () => {
    const { genesis } = planTestnet({ name: 'trial', organisations: 4, users: 2, now: NOW });
    const staff = Object.values(OfficerRole).filter(
      (role) => role !== OfficerRole.supervisionOfficer,
    );
    for (const { id } of genesis.organisations) {
      const own = genesis.officers.filter(({ organisation }) => organisation === id);
      expect(own.map(({ role }) => role)).toEqual(staff);
    }
    const keys = [
      ...genesis.nodes.flatMap(({ keys: own }) => own),
      ...[...genesis.officers, ...genesis.users, ...genesis.verifiers].map(({ key }) => key),
    ].map(({ publicKey }) => Buffer.from(publicKey).toString('hex'));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('has synthetic users only, and says so', () => {
    const { genesis } = planTestnet({ name: 'trial', organisations: 4, users: 5, now: NOW });
    expect(genesis.users.map(({ synthetic }) => synthetic)).toEqual(new Array(5).fill(true));
    expect(genesis.verifiers.every(({ syntheticOnly }) => syntheticOnly)).toBe(true);
  });
});

describe('the homes of a network', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mingjing-plan-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('are private, and a supervision node has no vote key', async () => {
    const output = join(folder, 'net');
    const testnet = await createTestnet({ output, name: 'trial', organisations: 4, users: 2 });
    expect(testnet.homes).toHaveLength(5);
    for (const { home, role } of testnet.homes) {
      const paths = homePaths(home);
      expect(existsSync(paths.key('vote'))).toBe(role === 'validator');
      for (const file of [paths.config, paths.key('peer'), paths.key('statement')]) {
        expect(statSync(file).mode & 0o777).toBe(0o600);
      }
      expect(statSync(paths.keys).mode & 0o777).toBe(0o700);
      expect(readFileSync(paths.genesis, 'utf8')).toBe(readFileSync(testnet.genesisFile, 'utf8'));
    }
  });

  test('know where the supervision node is asked, on a port that is its own', async () => {
    const output = join(folder, 'net');
    const { homes } = await createTestnet({
      ...{ output, name: 'trial', organisations: 4, users: 0 },
    });
    const configs = homes.map(({ home }) => parse(readFileSync(homePaths(home).config, 'utf8')));
    const own = configs.find(({ console }) => console !== undefined);
    const url = `http://127.0.0.1:${own.console.port}`;
    for (const { api, inspection } of configs.filter((each) => each !== own)) {
      expect(inspection).toEqual({ supervision: { node_id: 'supervision', url } });
      expect(api.port).toBe(0);
    }
  });

  test('are not written over anything, nor for fewer than four organisations', async () => {
    const options = { output: folder, name: 'trial', organisations: 4, users: 0 };
    await expect(createTestnet({ ...options, organisations: 3 })).rejects.toMatchObject({
      code: 'TOO_FEW_ORGANISATIONS',
    });
    writeFileSync(join(folder, 'note'), 'mine');
    await expect(createTestnet(options)).rejects.toMatchObject({ code: 'OUTPUT_NOT_EMPTY' });
    expect(readFileSync(join(folder, 'note'), 'utf8')).toBe('mine');
  });
});
