// What the command refuses before it asks a node anything.
import { expect, test } from 'vitest';
import { declareFilingCommand } from '../src/cli/filing.ts';

const NUMBER = '京网信备11000000000000000011号';
const good = {
  ...{ key: 'no-key-file', node: 'http://127.0.0.1:1', kind: 'service', json: true },
  ...{ granted: '2026-02-09', facts: '07'.repeat(32) },
};

test.each([
  ['BAD_KIND', NUMBER, { kind: 'tax' }],
  ['BAD_KIND', NUMBER, { kind: 'constructor' }],
  ['BAD_NUMBER', '京网信算备11000000000000000011号', {}],
  ['BAD_NUMBER', NUMBER, { kind: 'icp' }],
  ['BAD_DAY', NUMBER, { granted: '2026-02-30' }],
  ['BAD_DAY', NUMBER, { granted: 'yesterday' }],
  ['BAD_HASH', NUMBER, { facts: '07'.repeat(31) }],
  ['BAD_HASH', NUMBER, { facts: 'zz'.repeat(32) }],
])('a filing is not declared: %s, %s with %j', async (code, number, changes) => {
  const declared = declareFilingCommand(number, { ...good, ...changes });
  await expect(declared).rejects.toMatchObject({ code });
});
