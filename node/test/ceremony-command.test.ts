// Ceremonies by the command: wrong calls are told apart, and leave nothing behind.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex, receivingKeyOf } from '@mingjing/crypto';
import { saveKeyFile } from '@mingjing/crypto/node';
import { actionFromJson } from '@mingjing/protocol';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
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
