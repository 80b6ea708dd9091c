import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import {
  type ExportedEntry,
  type ExportedLogFacts,
  type ExportFacts,
  type ExportRefusal,
  openExportPersonal,
  verifyExport,
} from '@mingjing/proofs';
import { ActorType, EntryResult, type PersonalGroup } from '@mingjing/protocol';
import type { Output } from './output.ts';

const COLUMNS = ['log', 'entries', 'inRange', 'indices', 'bodies', 'sealed'] as const;
const MORE_COLUMNS = ['closed', 'disposed', 'cosigned'] as const;

export interface ExportCheck {
  readonly trustedGenesisHash: Uint8Array | undefined;
  /** The requester's; opens the personal groups. */
  readonly secretKey?: Uint8Array;
}

/** Personal groups that were opened, by the entries they are of. */
type Opened = ReadonlyMap<ExportedEntry, PersonalGroup>;

/** Checks a lawful export and says what it shows; false when it does not hold. */
export async function checkExport(
  bytes: Uint8Array,
  { trustedGenesisHash, secretKey }: ExportCheck,
  output: Output,
): Promise<boolean> {
  const check = verifyExport(bytes, { verify, trustedGenesisHash });
  if (!check.ok) return reportRefusal(output, check);
  const facts = check.value;
  const opened = secretKey === undefined ? undefined : await openExportPersonal(facts, secretKey);
  if (opened !== undefined && !opened.ok) return reportRefusal(output, opened);
  const groups: Opened | undefined =
    opened && new Map(opened.value.map(({ entry, personal }) => [entry, personal]));
  report(output, facts, groups);
  output.json(plain(facts, groups));
  return true;
}

function reportRefusal(output: Output, refusal: ExportRefusal): false {
  const { part, reason, nodeId, source, index, end } = refusal;
  const last = end === undefined ? '' : `-${end - 1}`;
  const entry = index === undefined ? '' : `${index}${last}`;
  const position = index === undefined ? '' : output.text('cli.at', { number: index + 1 });
  const place =
    source === undefined ? position : ` ${nodeId}/${source}${entry === '' ? '' : `/${entry}`}`;
  output.line('cli.exportRefused', { part: output.text(`cli.part.${part}`), place, reason });
  output.json({
    ...{ ok: false, part, reason, node_id: nodeId ?? null, source: source ?? null },
    ...{ index: index ?? null, end: end ?? null },
  });
  return false;
}

function report(output: Output, facts: ExportFacts, opened: Opened | undefined): void {
  const { request, logs } = facts;
  output.line('cli.exportHolds', { node: request.nodeId });
  output.facts([
    ['chain', facts.chainId],
    ['genesis', bytesToHex(facts.genesisHash)],
    ['organisation', facts.organisation],
    ['caseNumber', request.caseNumber],
    ['basis', request.basis],
    ['authority', request.authority],
    ['scopeActor', actorOf(request)],
    ['range', `${isoOf(request.from)} - ${isoOf(request.to)}`],
    ['approvers', facts.approvers.join(', ')],
    ['requestHash', bytesToHex(facts.requestHash)],
    ['issuedAt', isoOf(facts.issuedAt)],
    ['height', facts.height],
  ]);
  const headings = [...COLUMNS, ...MORE_COLUMNS].map((name) => output.text(`cli.column.${name}`));
  output.table(
    headings,
    logs.map((log) => rowOf(output, log)),
  );
  for (const { source } of logs.filter(({ isBounded }) => !isBounded)) {
    output.line('cli.exportOpenEnd', { log: output.text(`cli.log.${source}`) });
  }
  const entries = logs.flatMap((log) => log.entries);
  if (request.actor !== '' && entries.length === 0) output.line('cli.exportNothing');
  if (opened === undefined) output.line('cli.exportUnopened');
  else tellEntries(output, entries, opened);
  output.line(facts.isGenesisTrusted ? 'cli.genesisTrusted' : 'cli.exportNotCompared');
}

function rowOf(output: Output, log: ExportedLogFacts): string[] {
  const { source, size, inRange, first, end, entries, disposed, cosignatures } = log;
  const countOf = (kind: ExportedEntry['personal']) =>
    String(entries.filter(({ personal }) => personal === kind).length);
  return [
    output.text(`cli.log.${source}`),
    ...[String(size), String(inRange), size === 0 ? '' : `${first}-${end - 1}`],
    ...[String(entries.length), countOf('sealed'), countOf('closed'), String(disposed)],
    String(cosignatures.length),
  ];
}

/** The entries in scope, one a row, with what the requester's key opened. */
function tellEntries(output: Output, entries: readonly ExportedEntry[], opened: Opened): void {
  const names = ['time', 'entry', 'event', 'result', 'actor', 'address', 'object'] as const;
  output.table(
    names.map((name) => output.text(`cli.column.${name}`)),
    entries.map((entry) => {
      const personal = opened.get(entry);
      return [
        ...[isoOf(entry.stub.time), `${entry.source}/${entry.stub.index}`, entry.frame.event],
        ...[output.text(`cli.result.${resultOf(entry)}`), entry.act.actor],
        personal === undefined ? '' : `${personal.sourceAddress}:${personal.sourcePort}`,
        entry.act.object,
      ];
    }),
  );
  output.line('cli.exportOpened', { count: opened.size });
}

function resultOf({ frame }: ExportedEntry): string {
  return nameIn(EntryResult, frame.result);
}

function actorOf({ actorType, actor }: ExportFacts['request']): string {
  return actor === '' ? '*' : `${nameIn(ActorType, actorType)}:${actor}`;
}

function nameIn(names: Readonly<Record<string, number>>, number: number): string {
  return Object.keys(names).find((name) => names[name] === number) ?? String(number);
}

function isoOf(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString();
}

function plain(facts: ExportFacts, opened: Opened | undefined) {
  const { request } = facts;
  return {
    ok: true,
    ...{ chain_id: facts.chainId, genesis_hash: bytesToHex(facts.genesisHash) },
    ...{ genesis_trusted: facts.isGenesisTrusted, node_id: request.nodeId },
    ...{ organisation: facts.organisation, issued_at: facts.issuedAt, height: facts.height },
    request: {
      ...{ hash: bytesToHex(facts.requestHash), case_number: request.caseNumber },
      ...{ basis: request.basis, authority: request.authority, actor: actorOf(request) },
      ...{ from: request.from, to: request.to, expires_at: request.expiresAt },
      approvers: facts.approvers,
    },
    logs: facts.logs.map((log) => ({
      ...{ source: log.source, size: log.size, first: log.first, end: log.end },
      ...{ in_range: log.inRange, bounded: log.isBounded, disposed: log.disposed },
      cosigned_by: log.cosignatures,
      entries: log.entries.map((entry) => plainEntry(entry, opened?.get(entry))),
    })),
  };
}

function plainEntry(entry: ExportedEntry, personal: PersonalGroup | undefined) {
  const { stub, frame, act } = entry;
  return {
    ...{ index: stub.index, time: stub.time, event: frame.event, result: resultOf(entry) },
    ...{ reason: frame.reason, block_height: frame.blockHeight },
    ...{ actor: act.actor, session: act.session, method: act.method, resource: act.resource },
    ...{ object: act.object, transaction_id: bytesToHex(act.transactionId), counts: act.counts },
    ...{ personal: entry.personal, source_address: personal?.sourceAddress ?? null },
    ...{ source_port: personal?.sourcePort ?? null, subject: personal?.subject ?? null },
  };
}
