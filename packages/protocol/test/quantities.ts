// Nothing in the protocol is a currency: the walk over all message types that holds it. Every
// number of the schemas stands in a list with what it counts, and no kind of number there is can
// be passed from one to another. Who adds a number has to say which kind it is.
import protobuf from 'protobufjs';

/** What a number may be. There is deliberately no kind for what somebody owns. */
export const KINDS = {
  version: 'version of a format, of the rules, of the suite or of an agreement',
  code: 'an enumeration, a reason or a role, fixed in the code',
  height: 'height of a block, or a round of one',
  time: 'a point in time or a length of it, in ms, us or days',
  index: 'position in a list, a log or a set',
  count: 'how many entries or items there are of something that is counted from what exists',
  size: 'bytes, or entries of a log',
  port: 'TCP port',
  bound: 'bound of the chain, in bytes, items or ms, changed by a vote of the organisations',
  votes: 'voting power of a validator: set by a vote of the organisations, never by its holder',
} as const;
export type Kind = keyof typeof KINDS;

const STORED_TIMES = { height: 'height', time: 'time' } as const;
const LOG = { source: 'code', size: 'size' } as const;

/** Every number of the schemas. */
export const NUMBERS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  // transaction.proto
  Body: { validUntil: 'time' },
  Record: { category: 'code' },
  AttachmentRef: { sizeBytes: 'size', role: 'code' },
  RecordsWithdraw: { reason: 'code' },
  GovernancePropose: { expiresAt: 'time' },
  IdentityRegister: { userType: 'code' },
  AgreementPublish: { version: 'version', effectiveAt: 'time' },
  AgreementAccept: { version: 'version' },
  SanctionImpose: { grade: 'code', reason: 'code', basis: 'code', expiresAt: 'time' },
  SanctionLift: { reason: 'code' },
  SanctionAppeal: { reason: 'code' },
  SanctionDecide: { reason: 'code' },
  VerificationAnswer: { verifiedAt: 'time', expiresAt: 'time' },
  WitnessedLog: LOG,
  LogCheckpoint: LOG,
  HoldScope: { source: 'code', fromTime: 'time', toTime: 'time' },
  RetentionHold: { basis: 'code', expiresAt: 'time' },
  RetentionDisposal: { source: 'code', from: 'index', to: 'index' },
  CopyStatement: { ...LOG, time: 'time' },
  MisbehaviourEvidence: { kind: 'code' },
  RuleSetHash: { version: 'version' },
  FilingDeclare: { kind: 'code', day: 'time' },
  // registry.proto
  FilingEntry: { kind: 'code', day: 'time', height: 'height' },
  EnrolledKey: { purpose: 'code' },
  Node: { role: 'code', power: 'votes', revokedHeight: 'height' },
  Officer: { role: 'code', capabilities: 'code', revokedHeight: 'height' },
  Authority: { revokedHeight: 'height' },
  Verifier: { revokedHeight: 'height' },
  User: {
    ...{ type: 'code', verification: 'code', standing: 'code' },
    ...{ verifiedUntil: 'time', registeredHeight: 'height' },
  },
  Acceptance: { version: 'version', ...STORED_TIMES },
  AgreementVersion: { version: 'version', effectiveAt: 'time', ...STORED_TIMES },
  Sanction: { grade: 'code', reason: 'code', basis: 'code', expiresAt: 'time' },
  SanctionStep: { kind: 'code', role: 'code', reason: 'code', ...STORED_TIMES },
  Conduct: { day: 'time', dayRecords: 'count' },
  KeyEntry: {
    ...{ purpose: 'code', holderKind: 'code', enrolledHeight: 'height', revokedHeight: 'height' },
    evidenceCount: 'count',
  },
  Parameters: {
    ...{ blockBytesMax: 'bound', transactionsMax: 'bound', recordsMax: 'bound' },
    ...{ attachmentBytesMax: 'bound', verificationUnitsMax: 'bound', transactionBytesMax: 'bound' },
    ...{ attachmentSizeMax: 'bound', attachmentsPerTransactionMax: 'bound' },
    ...{ replayWindowMs: 'bound', blockIntervalMs: 'bound', emptyBlockMs: 'bound' },
    ...{ proposeTimeoutMs: 'bound', voteTimeoutMs: 'bound', timeoutGrowthMs: 'bound' },
    ...{ clockBoundMs: 'bound', proposalPeriodMs: 'bound' },
  },
  Proposal: {
    ...{ submittedHeight: 'height', expiresAt: 'time', closedHeight: 'height' },
    ...{ status: 'code', failure: 'code', effectAt: 'time', submittedAt: 'time' },
  },
  Ballot: { height: 'height' },
  Policy: {
    ...{ action: 'code', rule: 'code', roles: 'code' },
    ...{ numerator: 'votes', denominator: 'votes', lockMs: 'bound', periodMs: 'bound' },
  },
  Release: { height: 'height' },
  ServicePause: { sinceHeight: 'height' },
  ScreeningEntry: STORED_TIMES,
  RecordStatus: { standing: 'code', reason: 'code', height: 'height' },
  AnchorEntry: STORED_TIMES,
  LogHistory: { source: 'code', disposedTo: 'index', disposedTime: 'time' },
  LogMark: { ...STORED_TIMES, size: 'size' },
  Hold: {
    ...{ basis: 'code', placedHeight: 'height', placedTime: 'time' },
    ...{ expiresAt: 'time', releasedHeight: 'height' },
  },
  Erasure: { height: 'height', restrictedAt: 'time', shredAt: 'time' },
  RetentionPeriod: { class: 'code', days: 'time' },
  Absence: { sinceHeight: 'height', sinceTime: 'time' },
  EvidenceEntry: { height: 'height', recordedHeight: 'height' },
  Genesis: { version: 'version', suite: 'version', time: 'time' },
  SetVotingPower: { power: 'votes' },
  // block.proto
  Header: { version: 'version', rulesVersion: 'version', ...STORED_TIMES },
  Validator: { power: 'votes' },
  VoteStatement: { type: 'code', height: 'height', round: 'height' },
  ProposalStatement: { height: 'height', round: 'height', validRound: 'height' },
  CommitCertificate: { height: 'height', round: 'height' },
  CommitSignature: { validator: 'index' },
  Result: { code: 'code' },
  Tip: STORED_TIMES,
  Receipt: { version: 'version', index: 'index', count: 'count' },
  // export.proto and retention.proto
  ExportRequest: {
    ...{ version: 'version', sources: 'code', actorType: 'code' },
    ...{ from: 'time', to: 'time', expiresAt: 'time' },
  },
  ExportStatement: { version: 'version', issuedAt: 'time' },
  ExportedLog: { source: 'code', first: 'index' },
  ExportedBody: { index: 'index' },
  RetentionStatement: { version: 'version', issuedAt: 'time' },
  RetainedLog: { source: 'code', heartbeats: 'count', longestPauseMs: 'time' },
  // moderation.proto
  ModerationOrder: {
    ...{ kind: 'code', effectiveHeight: 'height', deadline: 'time', expiresAt: 'time' },
    ...{ basis: 'code', reason: 'code' },
  },
  Order: {
    ...{ orderedHeight: 'height', orderedTime: 'time', approvedHeight: 'height' },
    ...{ status: 'code', effectiveHeight: 'height' },
  },
  Tombstone: { height: 'height' },
  OrderHold: { kind: 'code', expiresAt: 'time' },
  UserRestriction: { day: 'time', records: 'count' },
  OrderReceipt: { kind: 'code', ...STORED_TIMES, outcome: 'code', attachments: 'count' },
  // supervision.proto
  RecordEnvelope: { epoch: 'index' },
  AccessOrder: {
    ...{ kind: 'code', epoch: 'index', basis: 'code' },
    ...{ deadline: 'time', openBy: 'time', expiresAt: 'time' },
  },
  AccessOpen: { basis: 'code' },
  AccessEntry: {
    ...{ orderedHeight: 'height', orderedTime: 'time' },
    ...{ approvedHeight: 'height', approvedTime: 'time', closedHeight: 'height' },
  },
  AccessOpening: { basis: 'code', ...STORED_TIMES, mismatch: 'code' },
  AccessShareEntry: STORED_TIMES,
  AuthorityAccess: { orders: 'count', sealed: 'count', opened: 'count', mismatched: 'count' },
  EnvelopeKeyEntry: { holderKind: 'code', height: 'height', revokedHeight: 'height' },
  IdentityEntry: { height: 'height' },
  Epoch: { number: 'index', origin: 'code', height: 'height' },
  KeySide: { threshold: 'count' },
  KeyHolder: { index: 'index' },
  CurrentEpoch: { number: 'index' },
  // journal.proto
  Stub: { version: 'version', source: 'code', index: 'index', time: 'time' },
  EntryBody: { version: 'version' },
  FrameGroup: {
    ...{ source: 'code', index: 'index', time: 'time', monotonicUs: 'time' },
    ...{ blockHeight: 'height', result: 'code' },
  },
  ActGroup: { actorType: 'code', counts: 'count', destinationPort: 'port' },
  PersonalGroup: { sourcePort: 'port' },
  // snapshot.proto
  SnapshotManifest: { version: 'version', height: 'height', replayFrom: 'height' },
  SnapshotChunkRef: { kind: 'code', sizeBytes: 'size' },
  SnapshotReplay: { height: 'height' },
  // wire.proto
  Hello: { height: 'height' },
  SignedVote: { validator: 'index' },
  Certificate: { type: 'code', height: 'height', round: 'height' },
  Request: { id: 'index' },
  BlocksRequest: { from: 'height', count: 'count' },
  ProposalRequest: { height: 'height', round: 'height' },
  SnapshotChunkRequest: { index: 'index' },
  Response: { id: 'index' },
  Refusal: { code: 'code' },
  SnapshotOffer: { height: 'height' },
  JournalHeadRequest: { source: 'code', from: 'index' },
  JournalPageRequest: { ...LOG, from: 'index', to: 'index' },
  JournalCosigned: { source: 'code' },
  NodeReport: {
    ...{ time: 'time', startedAt: 'time', measuredAt: 'time', height: 'height' },
    ...{ differingCount: 'count', journalEntries: 'count', journalRoom: 'code' },
    ...{ undeclaredPorts: 'port', portsMeasured: 'code' },
  },
  WriteAheadRecord: { height: 'height' },
};

/** Names that speak of money and are something else here. */
export const NAMES_ALLOWED: Readonly<Record<string, string>> = {
  'StateEntry.value': 'bytes of an entry of the registry',
  'SnapshotEntry.value': 'bytes of an entry of the registry',
  'Parameters.verificationUnitsMax': 'bound on the work of verifying one block',
};

const MONEY = wordPattern(
  'amounts? balances? values? coins? tokens? prices? fees? rewards? pay payments? payers? payees?',
  'transfers? wallets? quantity quantities supply supplies currency currencies deposits? credits?',
  'debits? stakes? mint burn points? funds? units? allowances? assets? nfts? gas',
);
const PARTY = wordPattern(
  'users? senders? receivers? recipients? payers? payees? owners? beneficiary beneficiaries',
  'accounts? from to',
);
const INTEGERS = ['uint32', 'uint64'];

/** All that is wrong with message types under the rules above; none when nothing can be moved. */
export function quantityProblems(types: ReadonlyMap<string, protobuf.Type>): string[] {
  return [...types.values()].flatMap((type) => [
    ...type.fieldsArray.flatMap((field) => [
      ...numberProblems(type, field),
      ...nameProblems(`${type.name}.${field.name}`, field.name),
    ]),
    ...nameProblems(type.name, type.name),
    ...staleProblems(type),
    ...partyProblems(type),
  ]);
}

function numberProblems(type: protobuf.Type, field: protobuf.Field): string[] {
  if (!isNumber(field)) return [];
  const place = `${type.name}.${field.name}`;
  if (field.resolvedType === null && !INTEGERS.includes(field.type)) {
    return [`${place}: a number of the type ${field.type}`];
  }
  return NUMBERS[type.name]?.[field.name] === undefined ? [`${place}: a number not listed`] : [];
}

/** What is neither text, bytes, a flag nor another message. */
function isNumber({ resolvedType, type }: protobuf.Field): boolean {
  if (resolvedType instanceof protobuf.Type) return false;
  return !['string', 'bytes', 'bool'].includes(type);
}

function nameProblems(place: string, name: string): string[] {
  if (NAMES_ALLOWED[place] !== undefined) return [];
  const word = wordsOf(name).find((each) => MONEY.test(each));
  return word === undefined ? [] : [`${place}: '${word}' speaks of money`];
}

function wordPattern(...lines: readonly string[]): RegExp {
  return new RegExp(`^(?:${lines.join(' ').replaceAll(' ', '|')})$`);
}

function wordsOf(name: string): string[] {
  return name.split(/_|(?<=[a-z0-9])(?=[A-Z])/).map((word) => word.toLowerCase());
}

/** A list that names what no longer exists hides what comes under that name one day. */
function staleProblems(type: protobuf.Type): string[] {
  return Object.keys(NUMBERS[type.name] ?? {})
    .filter((name) => type.fields[name] === undefined || !isNumber(type.fields[name]))
    .map((name) => `${type.name}.${name}: is listed and no number there`);
}

/** Two parties and a number in one message, nested ones included. */
function partyProblems(type: protobuf.Type): string[] {
  const parties = type.fieldsArray.filter(({ name, resolvedType, type: kind }) => {
    const isName = resolvedType === null && ['string', 'bytes'].includes(kind);
    return isName && wordsOf(name).some((word) => PARTY.test(word));
  });
  if (parties.length < 2 || !hasNumber(type, new Set())) return [];
  return [`${type.name}: ${parties.map(({ name }) => name).join(' and ')} beside a number`];
}

function hasNumber(type: protobuf.Type, seen: Set<protobuf.Type>): boolean {
  if (seen.has(type)) return false;
  seen.add(type);
  return type.fieldsArray.some((field) =>
    field.resolvedType instanceof protobuf.Type
      ? hasNumber(field.resolvedType, seen)
      : isNumber(field),
  );
}
