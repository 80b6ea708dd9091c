import {
  type Client,
  checkHit,
  createClient,
  type HitCheck,
  type JournalHit,
  type JournalQuery,
  type JournalSearchAnswer,
  journalTrustOf,
} from '@mingjing/client';
import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { homePaths, readGenesis } from '@mingjing/host/home';
import { type Genesis, genesisCodec, genesisFromJson, genesisHash } from '@mingjing/protocol';
import { type SessionOptions, transportOf } from './account.ts';
import { CliError } from './errors.ts';
import { Output } from './output.ts';
import { numberOf, timeOf } from './time-option.ts';

export interface JournalSearchCommand
  extends SessionOptions,
    Readonly<Partial<Record<Passed, string>>> {
  readonly genesis?: string;
  readonly actorTag?: string;
  readonly ofNode?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: string;
}

/** Options that the node judges, as they were typed. */
const PASSED = [
  'text',
  'actor',
  'object',
  'event',
  'result',
  'source',
  'address',
  'organisation',
  'origins',
  'cursor',
] as const;
type Passed = (typeof PASSED)[number];

/** Finds entries of a journal and checks each here; false when one does not hold. */
export async function journalSearchCommand(options: JournalSearchCommand): Promise<boolean> {
  const output = new Output(options);
  const query = queryOf(options);
  const client = createClient(transportOf(options));
  const { genesis, isTrusted } = await genesisOf(options, client);
  const answer = await client.searchJournal(query);
  const trust = journalTrustOf(genesis);
  const checked = answer.hits.map((hit) => ({ hit, check: checkHit(hit, trust, verify) }));
  const wrong = checked.filter(({ check }) => !check.ok);
  const right = checked.filter(({ check }) => check.ok).map(({ hit }) => hit);
  printHits(output, right);
  for (const { check, hit } of wrong) printFault(output, hit, check);
  if (wrong.length === 0 && right.length > 0) {
    output.line('cli.searchChecked', { count: right.length });
  }
  if (!isTrusted) {
    const hash = bytesToHex(genesisHash(genesisCodec.encode(genesis)));
    output.line('cli.searchGenesis', { hash });
  }
  printRest(output, answer);
  output.json({
    ok: wrong.length === 0,
    genesis_trusted: isTrusted,
    ...answer,
    hits: checked.map(({ check, hit }) => ({ ...hit, check })),
  });
  return wrong.length === 0;
}

function queryOf(options: JournalSearchCommand): JournalQuery {
  const passed = PASSED.flatMap((name) => {
    const value = options[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const { actorTag, from, limit, ofNode, to } = options;
  return {
    ...Object.fromEntries(passed),
    ...(actorTag === undefined ? {} : { actor_tag: actorTag }),
    ...(ofNode === undefined ? {} : { node: ofNode }),
    ...(from === undefined ? {} : { from: timeOf('--from', from) }),
    ...(to === undefined ? {} : { to: timeOf('--to', to) }),
    ...(limit === undefined ? {} : { limit: numberOf('--limit', limit) }),
  };
}

/** The genesis that the journal keys are taken from: a file, or what the node says it is. */
async function genesisOf(
  { genesis: path, home }: JournalSearchCommand,
  client: Client,
): Promise<{ genesis: Genesis; isTrusted: boolean }> {
  if (path !== undefined) return { genesis: readGenesis(path), isTrusted: true };
  if (home !== undefined) {
    return { genesis: readGenesis(homePaths(home).genesis), isTrusted: true };
  }
  const parsed = genesisFromJson(await client.genesis());
  if (parsed.ok) return { genesis: parsed.value, isTrusted: false };
  throw new CliError('BAD_ANSWER', '该节点的创世信息无效', 'the genesis of the node is not valid');
}

function printHits(output: Output, hits: readonly JournalHit[]): void {
  if (hits.length === 0) {
    output.line('cli.searchNone');
    return;
  }
  const names = [
    'time',
    'organisation',
    'node',
    'entry',
    'event',
    'result',
    'actor',
    'address',
    'object',
  ] as const;
  output.table(
    names.map((name) => output.text(`cli.column.${name}`)),
    hits.map(({ entry, index, node, organisation, source, time, ...hit }) => [
      new Date(time).toISOString(),
      organisation,
      node,
      `${source}/${index}`,
      entry?.event ?? '',
      entry === null ? '' : output.text(`cli.result.${entry.result}`),
      entry?.actor ?? '',
      addressOf(output, hit),
      entry?.object ?? '',
    ]),
  );
}

function addressOf(
  output: Output,
  { personal, personal_withheld: withheld }: Pick<JournalHit, 'personal' | 'personal_withheld'>,
): string {
  if (personal !== null) {
    const { source_address: address, source_port: port } = personal;
    return port === null ? (address ?? '') : `${address}:${port}`;
  }
  return withheld === null ? '' : output.text(`cli.withheld.${withheld}`);
}

function printFault(output: Output, { index, node, source }: JournalHit, check: HitCheck): void {
  if (check.ok) return;
  const { part, reason } = check;
  output.line('cli.searchUnchecked', { node, source, index, part, reason });
}

function printRest(output: Output, answer: JournalSearchAnswer): void {
  const { is_partial: isPartial, logs, next_cursor: cursor } = answer;
  if (cursor !== null) output.line(isPartial ? 'cli.searchPartial' : 'cli.searchMore', { cursor });
  for (const { indexed, origin, size } of logs) {
    if (indexed < size) output.line('cli.searchBehind', { origin, indexed, size });
  }
}
