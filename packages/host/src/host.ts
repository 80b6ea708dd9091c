import { rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { randomBytes, selfTest } from '@mingjing/crypto/node';
import type { Forwarder, Journal, OpenedEntry, openEntry } from '@mingjing/journal';
import type { DialTarget } from '@mingjing/network';
import type { Genesis, WitnessedLog } from '@mingjing/protocol';
import type {
  CatchUpOptions,
  CommittedBlock,
  NetworkHandler,
  Replica,
  ReplicaEvents,
  ReplicaPorts,
} from '@mingjing/replica';
import type { NodeStore } from '@mingjing/storage';
import { componentLogger, type Logger } from '@mingjing/telemetry';
import { type Assurance, openAssurance } from './assurance/open-assurance.ts';
import { BackupJob } from './backup-job.ts';
import { BlockEntries } from './block-entries.ts';
import type { BudgetConfig } from './budget/budget-config.ts';
import { DiskBudget } from './budget/disk-budget.ts';
import { assertRegistered } from './checks.ts';
import { doorsOf, keyHolders } from './doors.ts';
import type { Exporter } from './export/exporter.ts';
import { openExporter } from './export/open-exporter.ts';
import { type ForwardConfig, type ForwardTarget, forwardTarget } from './forward-config.ts';
import { startForwarding } from './forwarding.ts';
import type { HomePaths } from './home.ts';
import { takeActs } from './home-acts.ts';
import { LeftOut } from './left-out.ts';
import { type Custody, openCustody } from './look-through/open-custody.ts';
import type { SealedContents } from './look-through/sealed-contents.ts';
import { Maintenance } from './maintenance.ts';
import { admittedPeers } from './members.ts';
import { note } from './note.ts';
import { Closers, type OpenParts, openParts, type PartOptions } from './open-parts.ts';
import { type Orders, openOrders } from './orders/open-orders.ts';
import type { OutboundGate } from './outbound/outbound-gate.ts';
import { OutboundWatch } from './outbound/outbound-watch.ts';
import type { Own } from './own.ts';
import { conduct, peerNetwork } from './own-network.ts';
import { openReplica } from './own-replica.ts';
import { PeerActs } from './peer-acts.ts';
import type { PeerNetwork } from './peer-network.ts';
import type { RetentionCertifier } from './retention/certificate.ts';
import type { PersonalStore } from './retention/erasure-engine.ts';
import { openCertifier } from './retention/open-certifier.ts';
import { disposalEngine, erasureEngine, type Keepers } from './retention/open-engines.ts';
import type { JournalSearch } from './search/journal-search.ts';
import type { IndexEvents, IndexOpener } from './search/open-index.ts';
import { openSearches } from './search/open-searches.ts';
import type { RecordSearch } from './search/records/record-search.ts';
import { StandAside } from './stand-aside.ts';
import { HeaderTrust, type TrustedHeader } from './trusted-header.ts';
import type { Cosigner } from './witness/cosigner.ts';

/** Beyond guessing. */
const CONTROL_BYTES = 32;

export interface HostEvents {
  committed(block: CommittedBlock): void;
  /** The chain went on to a snapshot's height. */
  joined?(): void;
  tip: ReplicaEvents['tip'];
  /** A peer passed on an order: it holds it. */
  order?: ReplicaEvents['order'];
  /** The connection to a peer ended. */
  left?: ReplicaEvents['left'];
  /** After a block, without a seat: the orders that the next one can carry. */
  ordersWaiting?: ReplicaEvents['ordersWaiting'];
  misbehaviour: ReplicaEvents['misbehaviour'];
  /** What is found to be wrong with a search index. */
  readonly searchIndex?: IndexEvents;
  /** The node stopped itself: the program must end. */
  failed(error: unknown): void;
}

/** Wraps what the replica and the world say to each other: to record, delay or play with it. */
export interface Decorations {
  ports?(ports: ReplicaPorts): ReplicaPorts;
  handler?(handler: NetworkHandler): NetworkHandler;
}

export interface HostOptions extends PartOptions {
  readonly listen: string;
  readonly dial: readonly DialTarget[];
  /** Ports that this program opens beside those of peers and interface. */
  readonly declaredPorts?: readonly number[];
  /** What stands before all connections of this process; absent: nothing does. */
  readonly outbound?: OutboundGate;
  /** A supervision node signs no transaction and no vote. */
  readonly isSupervision: boolean;
  /** What the journal may have of its disk, and when its operator is warned. */
  readonly budget: BudgetConfig;
  /** Where the journal is forwarded to; absent: nowhere. */
  readonly forward?: ForwardConfig;
  /** How it catches up with the others, and when it makes snapshots. */
  readonly catchUp?: CatchUpOptions;
  /** A block that the chain has to have; absent: the genesis alone is known by other means. */
  readonly trustedHeader?: TrustedHeader;
  /** Records of the chain are searched, too. */
  readonly searchesRecords?: boolean;
  /** Where search indexes lie; by default in files of the home. */
  readonly openIndex?: IndexOpener;
  readonly events: HostEvents;
  readonly decorate?: Decorations;
}

/** What signs in the name of the node. */
export interface Statements {
  keyId(): Uint8Array | undefined;
  sign(signing: Uint8Array): Uint8Array;
}

/** A running node: replica, network, journal and stores of one home. */
export interface Host {
  readonly replica: Replica;
  /** Whether the block that the operator trusts is here; true where he names none. */
  isHeaderMet(): boolean;
  readonly network: Pick<PeerNetwork, 'address' | 'peers' | 'request' | 'statistics'>;
  readonly journal: Journal;
  readonly search: JournalSearch;
  /** Undefined: records are not searched here. */
  readonly records: RecordSearch | undefined;
  readonly diskBudget: DiskBudget;
  readonly assurance: Assurance;
  readonly outbound: OutboundWatch | undefined;
  readonly certifier: RetentionCertifier;
  readonly exporter: Exporter;
  readonly forwarder: Forwarder | undefined;
  readonly store: NodeStore;
  readonly logger: Logger;
  readonly paths: HomePaths;
  readonly genesis: Genesis;
  readonly nodeId: string;
  readonly backups: BackupJob;
  readonly orders: Orders;
  /** Of a chain node: it may hold its organisation's custody share. */
  readonly custody: Custody | undefined;
  /** Word that whoever reads the home can show the running program. */
  readonly control: string;
  readonly cosigner: Cosigner;
  /** Signs with the statement key that the state names; the id of that key. */
  readonly statements: Statements;
  /** An entry of the own journal, as far as this program has the keys of its groups. */
  opened(entry: Parameters<typeof openEntry>[1]): OpenedEntry;
  /** Keeps this node out of consensus for a drill. */
  readonly standAside: StandAside;
  /** Data of a person that lies elsewhere goes with his erasure. */
  alsoErase(store: PersonalStore): void;
  /** Ciphertexts that are no attachments are given to supervision nodes from now on. */
  serveSealed(contents: SealedContents): void;
  /** What this node verified of others' logs is stated in its anchors from now on. */
  anchorAlso(witnessed: () => WitnessedLog[]): void;
  /** Tells other commands where this process can be reached. */
  announce(addresses: Record<string, unknown>): void;
  stop(): Promise<void>;
}

/** Opens a home and starts its node; throws coded errors, and then leaves nothing open. */
export async function startHost(options: HostOptions): Promise<Host> {
  selfTest();
  const closers = new Closers();
  try {
    const parts = await openParts(options, closers);
    return await assemble(options, parts, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function assemble(options: HostOptions, parts: OpenParts, closers: Closers): Promise<Host> {
  const { journal, logger, store } = parts;
  // Refused before anything listens.
  const target = options.forward && forwardTarget(options.forward, dirname(parts.paths.config));
  const peerActs = openPeerActs(parts, closers);
  const entries = { peerActs, blockEntries: blockEntries(parts), leftOut: leftOut(parts) };
  const own: Own = { ...entries, standAside: new StandAside() };
  const network = peerNetwork(options, parts, own);
  own.misbehaved = conduct(parts, network);
  const trust = await headerTrust(options, parts);
  const replica = await openReplica(options, parts, network, own, trust);
  own.replica = replica;
  const orders = await openOrders(options.nodeId, parts, { own, network, replica, closers });
  const custody = await custodyOf(options, parts, { own, replica, closers });
  if (!isRegisteredLater(options, replica)) assertRegistered(replica, options, parts);
  const known = await listen(options, parts, own, { replica, network, closers });
  await noteStart(options, parts, replica);
  const diskBudget = await watchBudget(options, parts, own, closers);
  const forwarder = await openForwarding(options, parts, target);
  if (forwarder !== undefined) closers.add(() => forwarder.stop());
  network.admit(admittedPeers(replica));
  const backups = new BackupJob({ store, genesis: parts.genesis, nodeId: options.nodeId, journal });
  own.contentsLeave = () => backups.giveUp();
  await replica.start();
  orders.start();
  custody?.look();
  const maintenance = startMaintenance(options, parts, own, replica);
  const searches = await openSearches(options, parts, own, { replica, closers });
  startRetention(options, parts, own, { replica, search: searches.search });
  const { paths, genesis, chainId } = parts;
  const { nodeId } = options;
  const control = bytesToHex(randomBytes(CONTROL_BYTES));
  return {
    ...{ replica, network, journal, forwarder, store, logger, paths, genesis, nodeId },
    ...{ ...known, ...searches, diskBudget, backups, control, orders, custody },
    ...openIssuers(parts, replica, nodeId),
    ...keyHolders(nodeId, parts, own),
    ...doorsOf(own),
    isHeaderMet: () => trust?.isMet ?? true,
    anchorAlso: (witnessed) => {
      maintenance.witnessed = witnessed;
    },
    announce: (addresses) =>
      writeRunFile(paths.run, { node_id: nodeId, chain_id: chainId, ...addresses, control }),
    async stop() {
      replica.stop();
      await maintenance.stop();
      await backups.stop();
      await allIdle(own);
      rmSync(paths.run, { force: true });
      await noteStop(options, parts, own, replica);
      await closers.closeAll();
    },
  };
}

async function headerTrust(
  { trustedHeader }: HostOptions,
  { chainId, store }: OpenParts,
): Promise<HeaderTrust | undefined> {
  return trustedHeader === undefined ? undefined : HeaderTrust.open(chainId, trustedHeader, store);
}

/** Resolves when nothing is under way any more. */
async function allIdle({ disposal, erasure, orders, custody }: Own): Promise<void> {
  await Promise.all([disposal?.idle(), erasure?.idle(), orders?.stop(), custody?.stop()]);
}

// A supervision node holds no custody share: whoever looks is not who lets him.
function custodyOf(
  { isSupervision, nodeId, passphrase }: HostOptions,
  parts: OpenParts,
  needs: { own: Own; replica: Replica; closers: Closers },
): Promise<Custody> | undefined {
  return isSupervision ? undefined : openCustody(nodeId, parts, { ...needs, passphrase });
}

/** What this program says of itself is there before anybody can ask. */
async function listen(
  options: HostOptions,
  parts: OpenParts,
  own: Own,
  { replica, network, closers }: { replica: Replica; network: PeerNetwork; closers: Closers },
): Promise<Pick<Host, 'assurance' | 'outbound'>> {
  const assurance = await openAssurance(options, parts, own, { replica, network });
  own.assurance = assurance;
  closers.add(() => assurance.attestation.stop());
  const outbound = watchOutbound(options, parts);
  if (outbound !== undefined) closers.add(() => outbound.stop());
  await network.start();
  closers.add(() => network.stop());
  return { assurance, outbound };
}

function writeRunFile(path: string, facts: Record<string, unknown>): void {
  // A file of a killed program may lie there, with its mode.
  rmSync(path, { force: true });
  writeFileSync(path, `${JSON.stringify({ pid: process.pid, ...facts }, null, 2)}\n`, {
    mode: 0o600,
  });
}

async function noteStart(
  { nodeId, signAbove }: HostOptions,
  { journal, paths }: OpenParts,
  { chain: { height } }: Replica,
): Promise<void> {
  await note(journal, nodeId, 'program-started', height);
  await takeActs(paths.acts, journal);
  // An operator vouched for what this key has not signed: that is an act.
  if (signAbove !== undefined) await note(journal, nodeId, 'sign-above', height, signAbove);
}

/** What the journal still has to be told; what it does not take is said in the program log. */
async function noteStop(
  { nodeId }: HostOptions,
  { journal, logger, paths }: OpenParts,
  { blockEntries }: Own,
  { chain: { height } }: Replica,
): Promise<void> {
  await takeActs(paths.acts, journal).catch((error) =>
    logger.error({ err: error }, 'acts of commands wait for the next start'),
  );
  await blockEntries
    .tellMissed()
    .catch((error) => logger.error({ err: error }, 'blocks that have no entry were not named'));
  await note(journal, nodeId, 'program-stopped', height).catch((error) =>
    logger.error({ err: error }, 'the stop was not journalled'),
  );
}

/** What makes the signed files that leave the house. */
function openIssuers(parts: OpenParts, replica: Replica, nodeId: string) {
  const certifier = openCertifier(parts, replica, nodeId);
  return { certifier, exporter: openExporter(parts, replica, nodeId) };
}

function startMaintenance(
  { nodeId }: HostOptions,
  { journal, paths, logger }: OpenParts,
  own: Own,
  replica: Replica,
): Maintenance {
  const maintenance = new Maintenance({
    ...{ journal, replica, nodeId, peerActs: own.peerActs, blockEntries: own.blockEntries },
    actsFolder: paths.acts,
    onError: (error) => logger.error({ err: error }, 'journal housekeeping failed'),
  });
  own.maintenance = maintenance;
  maintenance.start();
  return maintenance;
}

function startRetention(
  { isSupervision, nodeId }: HostOptions,
  parts: OpenParts,
  own: Own,
  keepers: Keepers,
): void {
  // The chain accepts no transaction of a supervision node, so it has no disposals of its own.
  if (!isSupervision) own.disposal = disposalEngine(nodeId, parts, keepers);
  own.erasure = erasureEngine(nodeId, parts, keepers);
}

function watchOutbound(
  { nodeId, outbound: gate }: HostOptions,
  { journal, logger }: OpenParts,
): OutboundWatch | undefined {
  if (gate === undefined) return undefined;
  const onError = (error: unknown) =>
    logger.error({ err: error }, 'connections of this program were not journalled');
  const watch = new OutboundWatch({ gate, nodeId, journal, onError });
  watch.start();
  return watch;
}

function blockEntries({ journal, logger }: OpenParts): BlockEntries {
  const onError = (error: unknown) => logger.error({ err: error }, 'a block was not journalled');
  return new BlockEntries({ journal, onError });
}

function leftOut({ journal, logger }: OpenParts): LeftOut {
  const onError = (error: unknown) =>
    logger.error({ err: error }, 'what was left out of a block was not journalled');
  return new LeftOut({ journal, now: () => Date.now(), onError });
}

function openPeerActs({ journal, logger }: OpenParts, closers: Closers): PeerActs {
  const peerActs = new PeerActs({
    journal,
    now: () => Date.now(),
    onError: (error) => logger.error({ err: error }, 'an act of a peer was not journalled'),
  });
  closers.add(() => peerActs.flush());
  return peerActs;
}

async function watchBudget(
  { nodeId, budget: config }: HostOptions,
  { journal, logger, paths }: OpenParts,
  own: Own,
  closers: Closers,
): Promise<DiskBudget> {
  const log = componentLogger(logger, 'budget');
  const watch = new DiskBudget({ journal, nodeId, folder: paths.journal, config, logger: log });
  await watch.start();
  closers.add(() => watch.stop());
  own.diskBudget = watch;
  return watch;
}

async function openForwarding(
  { nodeId, isSupervision }: HostOptions,
  { paths, chainId, journal, logger }: OpenParts,
  target: ForwardTarget | undefined,
): Promise<Forwarder | undefined> {
  if (target === undefined) return undefined;
  const program = isSupervision ? 'mingjing-supervisor' : 'mingjing';
  return startForwarding({ target, paths, chainId, nodeId, program, journal, logger });
}

// A node that was admitted after genesis finds itself in the registry once it has joined.
function isRegisteredLater({ catchUp, nodeId }: HostOptions, { chain }: Replica): boolean {
  const isJoining = catchUp?.join === 'snapshot' && chain.height === 0;
  return isJoining && chain.state.registry.get('node', nodeId) === undefined;
}
