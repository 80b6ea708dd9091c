// Ceremonies by the command: wrong calls are told apart, and leave nothing behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openShare } from '@mingjing/client';
import { bytesToHex, receivingKeyOf } from '@mingjing/crypto';
import { saveKeyFile } from '@mingjing/crypto/node';
import { combineShares, encodeScalar, type Scalar } from '@mingjing/crypto/ristretto';
import { actionFromJson } from '@mingjing/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { memoryWith } from '../../tests/processes/memory.ts';
import { filesWith } from '../../tests/processes/orders.ts';
import { checkCommand, type DealCommand, dealCommand } from '../src/cli/ceremony.ts';
import { CliError } from '../src/cli/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingjing-ceremony-'));
const witness = join(folder, 'witness.json');
const keyOf = (name: string) => bytesToHex(receivingKeyOf(Buffer.alloc(32, name)).publicKey);
const holders = (...names: string[]) => names.map((name) => `${name}=${keyOf(name)}`).join(',');

const good = (output: string): DealCommand => ({
  ...{ name: 'trial', authority: 'authority', epoch: '2', witness: [witness], json: true },
  officers: holders('inspector-1', 'inspector-2', 'inspector-3'),
  custodians: holders('jia', 'yi', 'bing', 'ding'),
  ...{ officerThreshold: '2', output: join(folder, output) },
});

beforeAll(() => {
  saveKeyFile(witness, { purpose: 'officer', seed: Buffer.alloc(32, 1) });
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test('a ceremony writes a share for each holder, the epoch and a record that holds', async () => {
  const options = good('held');
  await dealCommand(options);
  expect(readdirSync(options.output).sort()).toEqual([
    ...['ceremony.record', 'custodians', 'epoch.json', 'officers'],
  ]);
  expect(readdirSync(join(options.output, 'custodians'))).toHaveLength(4);
  const epochFile = join(options.output, 'epoch.json');
  const action = actionFromJson(readFileSync(epochFile, 'utf8'));
  // More than a third of four organisations, where nothing else is said.
  expect(action.ok && action.value.startEpoch?.custodians.threshold).toBe(2);
  checkCommand(join(options.output, 'ceremony.record'), { epochFile, json: true });
  await expect(dealCommand(options)).rejects.toMatchObject({ code: 'OUTPUT_NOT_EMPTY' });
});

test.each<[name: string, change: Partial<DealCommand>, code: string]>([
  ['a holder without a key', { officers: 'inspector-1' }, 'CEREMONY_USAGE'],
  ['a key of small order', { officers: `inspector-1=${'00'.repeat(32)}` }, 'CEREMONY_USAGE'],
  ['a holder twice', { custodians: holders('jia', 'jia') }, 'HOLDER_TWICE'],
  [
    'one key for two holders',
    { custodians: `jia=${keyOf('jia')},yi=${keyOf('jia')},bing=${keyOf('bing')}` },
    'KEY_TWICE',
  ],
  ['one officer who is enough', { officerThreshold: '1' }, 'BAD_THRESHOLD'],
  ['more needed than there are', { custodianThreshold: '5' }, 'BAD_THRESHOLD'],
  ['no number', { epoch: 'first' }, 'BAD_NUMBER'],
  ['a name that is none', { authority: 'No One' }, 'CEREMONY_USAGE'],
])('with %s nothing is dealt', async (_name, change, code) => {
  const options = { ...good('refused'), ...change };
  const error = await dealCommand(options).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CliError);
  expect(error).toMatchObject({ code, zh: expect.stringMatching(/\p{Script=Han}/u) });
  expect(existsSync(options.output)).toBe(false);
});

test('a record of another epoch, and what is no record, are refused', async () => {
  const [first, second] = [good('first'), good('second')];
  await dealCommand(first);
  await dealCommand(second);
  const record = join(first.output, 'ceremony.record');
  const others = join(second.output, 'epoch.json');
  for (const [file, epochFile, code] of [
    [record, others, 'CEREMONY_REFUSED'],
    [others, undefined, 'CEREMONY_REFUSED'],
    [record, witness, 'BAD_EPOCH'],
    [join(folder, 'nothing'), undefined, 'INPUT_MISSING'],
  ] as const) {
    const options = epochFile === undefined ? {} : { epochFile };
    expect(() => checkCommand(file, options)).toThrowError(expect.objectContaining({ code }));
  }
});

describe('of what was dealt', () => {
  const SIDES = ['officers', 'custodians'] as const;
  let child: ChildProcess | undefined;
  afterEach(() => void child?.kill());

  /** Runs a program that stays when it is done; what it says then. */
  async function staying(code: string): Promise<{ pid: number; said: unknown }> {
    const program = `${code}\nsetInterval(() => undefined, 1000);`;
    child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [said] = await once(child, 'message');
    return { pid: child.pid ?? 0, said };
  }

  /** All shares and the secrets of both sides, as their holders would have them together. */
  async function dealtIn(output: string): Promise<Scalar[]> {
    const action = actionFromJson(readFileSync(join(output, 'epoch.json'), 'utf8'));
    if (!action.ok || !action.value.startEpoch) throw new Error('no epoch');
    const scalars: Scalar[] = [];
    for (const side of SIDES) {
      const { commitments, holders, threshold } = action.value.startEpoch[side];
      const shares = await Promise.all(
        holders.map(async ({ holder }) => {
          const { secretKey } = receivingKeyOf(Buffer.alloc(32, holder));
          const bytes = readFileSync(join(output, side, `${holder}.share`));
          const opened = await openShare(bytes, secretKey, commitments);
          if (!opened.ok) throw new Error(opened.reason);
          return opened.value;
        }),
      );
      scalars.push(combineShares(shares.slice(-threshold)), ...shares.map(({ value }) => value));
    }
    return scalars;
  }

  /** Each form in which a program or a file could have a scalar: also that of a big number. */
  const formsOf = (scalar: Scalar): Buffer[] => {
    const bytes = Buffer.from(encodeScalar(scalar));
    const texts = [bytes.toString('hex'), bytes.toString('base64'), scalar.toString()];
    return [bytes, Buffer.from(bytes).reverse(), ...texts.map((text) => Buffer.from(text))];
  };

  test('nothing is in a file, or in the memory of the command that has finished', async () => {
    const options = good('forgotten');
    const command = new URL('../src/cli/ceremony.ts', import.meta.url);
    const { pid } = await staying(`
      const { dealCommand } = await import(${JSON.stringify(command)});
      await dealCommand(${JSON.stringify(options)});
      process.send('dealt');`);
    const forms = (await dealtIn(options.output)).flatMap(formsOf);
    expect(forms).toHaveLength((3 + 4 + SIDES.length) * 5);
    expect(filesWith(folder, forms)).toEqual([]);
    // What it does know shows that it is looked in the right place.
    const known = Buffer.from(keyOf('inspector-1'), 'hex');
    expect(await memoryWith(pid, [known, ...forms])).toEqual([known]);
    expect(filesWith(folder, [known])).not.toEqual([]);
  });

  test('a process that dealt by itself would be found out', async () => {
    const source = new URL('../../packages/host/src/look-through/deal.ts', import.meta.url);
    const { pid, said } = await staying(`
      const { dealEpoch } = await import(${JSON.stringify(source)});
      const side = (...holders) => ({ threshold: 2, holders });
      globalThis.kept = dealEpoch({
        number: 1, authority: 'a', officers: side('b', 'c'), custodians: side('d', 'e'),
      });
      process.send(kept.shares.officers.map(({ value }) => value.toString()));`);
    const scalars = (said as string[]).map((text) => formsOf(BigInt(text))[0] as Buffer);
    expect(await memoryWith(pid, scalars)).toEqual(scalars);
  });
});
