// An inspection by a visit: a node asks, two officers begin, the operator's record, the paper.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { homePaths, readGenesis } from '@mingjing/host';
import { askSigningBytes, formOf } from '@mingjing/inspection';
import { chainIdOf, type StatementKind, statementSigningBytes } from '@mingjing/protocol';
import { useSmallForm } from '../../../node/test/inspection/small-form.ts';
import { selfCheck } from '../../../supervisor/test/self-check.ts';
import type { Known, WalkStep } from './step.ts';

const [FIRST, SECOND] = ['inspector-1', 'inspector-2'] as const;
const [VISITS, INSPECTIONS] = ['/v1/desk/visits', '/v1/desk/inspections'];
const PHRASE = '天涯共此时';
const HOUR_MS = 60 * 60_000;
/** Inspected is a node that is not under the walk itself, by items that nobody else measures. */
const OPERATOR = 'ding-validator';
const ITEMS = ['unique-identity-two-factors', 'machine-room-premises', 'no-currency'];

type Facts = readonly (readonly [string, string])[];
const homeOf = (known: Known, node: string) => join(known.get('folder') ?? '', node);
const chainOf = (known: Known) => chainIdOf(readGenesis(homeOf(known, 'genesis.json')));

function signedBy(file: string, bytes: Uint8Array): string {
  const { seed } = loadKeyFile(file);
  return Buffer.from(signerFromSeed(seed).sign(bytes)).toString('base64url');
}

function stated(known: Known, kind: StatementKind, officer: string, facts: Facts): string {
  const statement = { kind, nodeId: 'supervision', officer, facts };
  const file = join(known.get('officers') ?? '', `${officer}.json`);
  return signedBy(file, statementSigningBytes(chainOf(known), statement));
}

const visitFacts = (known: Known): Facts => [
  ['notice', 'N-2'],
  ['organisation', 'ding'],
  ['ends_at', known.get('inspected-until') ?? ''],
];

/** The operator's self-check under the phrase, as he hands it over. */
function operatorRecord(known: Known): Promise<Uint8Array> {
  const run = JSON.parse(readFileSync(homePaths(homeOf(known, OPERATOR)).run, 'utf8'));
  const operator = { baseUrl: `http://127.0.0.1:${run.api.port}`, control: run.control };
  return selfCheck(operator, PHRASE);
}

const ofOne = (what: string, query = ''): WalkStep => ({
  ...{ route: `GET ${INSPECTIONS}/:id${what}`, as: FIRST, parameters: ['visit-form'], query },
});

export const VISIT_INSPECTION_STEPS: readonly WalkStep[] = [
  {
    ...{ route: 'POST /v1/inspection/statements', as: 'nobody' },
    async body(known) {
      const home = homePaths(homeOf(known, OPERATOR));
      const form = await formOf(home.inspectionForm);
      const ask = {
        ...{ from: OPERATOR, phrase: PHRASE, form_hash: 'hash' in form ? form.hash : '' },
        ...{ items: ['rules-and-alarms'], at: Date.now() },
      };
      const bytes = askSigningBytes(chainOf(known), ask);
      return { ...ask, signature: signedBy(home.key('statement'), bytes) };
    },
  },
  {
    ...{ route: `POST ${VISITS}`, as: FIRST },
    body(known) {
      for (const node of ['supervision', OPERATOR]) useSmallForm(homeOf(known, node), ITEMS);
      const ends = Date.now() + HOUR_MS;
      known.set('inspected-until', String(ends));
      const form = { notice_number: 'N-2', organisation: 'ding', ends_at: ends };
      return { ...form, signature: stated(known, 'visit-begin', FIRST, visitFacts(known)) };
    },
    keep: ({ id }, known) => known.set('inspected', id),
  },
  {
    ...{ route: `POST ${VISITS}/:id/join`, as: SECOND, parameters: ['inspected'] },
    body(known) {
      const facts: Facts = [['visit', known.get('inspected') ?? ''], ...visitFacts(known)];
      return { signature: stated(known, 'visit-join', SECOND, facts) };
    },
  },
  {
    ...{ route: `POST ${INSPECTIONS}`, as: FIRST },
    body: (known) => ({ visit: known.get('inspected'), phrase: PHRASE }),
    keep: ({ id }, known) => known.set('visit-form', id),
  },
  {
    ...{ route: `POST ${INSPECTIONS}/:id/operator-record`, as: FIRST, parameters: ['visit-form'] },
    body: operatorRecord,
  },
  {
    ...{ route: `POST ${INSPECTIONS}/:id/confirmations`, as: SECOND, parameters: ['visit-form'] },
    body: () => ({ item: 'no-currency', agrees: true, saw: '现场查看' }),
  },
  {
    ...{ route: `POST ${INSPECTIONS}/:id/seal`, as: SECOND, parameters: ['visit-form'] },
    body: () => ({ opinion: '', rectification: '', objections: '' }),
  },
  { route: `GET ${INSPECTIONS}`, as: FIRST },
  ofOne(''),
  ofOne('/bundle'),
  ofOne('/pdf', '?language=en'),
  ofOne('/html'),
];
