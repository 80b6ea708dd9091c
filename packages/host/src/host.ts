import { rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { assert, bytesToHex } from '@mingjing/crypto';
import { type KeyFile, randomBytes, selfTest } from '@mingjing/crypto/node';
import type { Forwarder, Journal } from '@mingjing/journal';
import { type ChainNetwork, createNetwork, type DialTarget } from '@mingjing/network';
import { type Genesis, KeyPurpose } from '@mingjing/protocol';
import {
  type CatchUpOptions,
  type CommittedBlock,
  type NetworkHandler,
  Replica,
  type ReplicaEvents,
  type ReplicaPorts,
} from '@mingjing/replica';
import { type NodeStore, openSnapshots } from '@mingjing/storage';
import { componentLogger, type Logger } from '@mingjing/telemetry';
import { BackupJob } from './backup-job.ts';
import { assertRegistered, openError } from './checks.ts';
import { systemClock } from './clock.ts';
import { type ForwardConfig, type ForwardTarget, forwardTarget } from './forward-config.ts';
import { startForwarding } from './forwarding.ts';
import { type HomePaths, ROTATED_KEYS } from './home.ts';
import { takeActs } from './home-acts.ts';
import { replicaJournal } from './journal-ports.ts';
import { Maintenance } from './maintenance.ts';
import { admittedPeers } from './members.ts';
import { Closers, type OpenParts, openParts, type PartOptions } from './open-parts.ts';
import { PeerActs } from './peer-acts.ts';
import { CUT_OFF_MS, PeerCharges } from './peer-charges.ts';
import { PeerNetwork } from './peer-network.ts';
import type { RetentionCertifier } from './retention/certificate.ts';
import { openCertifier } from './retention/open-certifier.ts';
import { JournalSearch } from './search/journal-search.ts';
import { type NamedKey, nodeSigner } from './signer.ts';
import { nativeVerifier } from './verifier.ts';

/** Beyond guessing. */
const CONTROL_BYTES = 32;

export interface HostEvents {
  committed(block: CommittedBlock): void;
  /** The chain went on to a snapshot's height. */
  joined?(): void;
  tip: ReplicaEvents['tip'];
  misbehaviour: ReplicaEvents['misbehaviour'];
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
  /** A supervision node signs no transaction and no vote. */
  readonly isSupervision: boolean;
  /** Where the journal is forwarded to; absent: nowhere. */
  readonly forward?: ForwardConfig;
  /** How it catches up with the others, and when it makes snapshots. */
  readonly catchUp?: CatchUpOptions;
  readonly events: HostEvents;
  readonly decorate?: Decorations;
}

/** A running node: replica, network, journal and stores of one home. */
export interface Host {
  readonly replica: Replica;
  readonly network: Pick<PeerNetwork, 'address' | 'peers' | 'statistics'>;
  readonly journal: Journal;
  readonly search: JournalSearch;
  readonly certifier: RetentionCertifier;
  readonly forwarder: Forwarder | undefined;
  readonly store: NodeStore;
  readonly logger: Logger;
  readonly paths: HomePaths;
  readonly genesis: Genesis;
  readonly nodeId: string;
  readonly backups: BackupJob;
  /** Word that whoever reads the home can show the running program. */
  readonly control: string;
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
  const own: Own = { peerActs };
  const network = peerNetwork(options, parts, own);
  own.misbehaved = conduct(parts, network);
  const replica = await openReplica(options, parts, network, own);
  own.replica = replica;
  if (!isRegisteredLater(options, replica)) assertRegistered(replica, options, parts);
  await network.start();
  closers.add(() => network.stop());
  await note(journal, options.nodeId, 'program-started', replica.chain.height);
  await takeActs(parts.paths.acts, journal);
  if (options.signAbove !== undefined) {
    // An operator vouched for what this key has not signed: that is an act.
    await note(journal, options.nodeId, 'sign-above', replica.chain.height, options.signAbove);
  }
  const forwarder = await openForwarding(options, parts, target);
  if (forwarder !== undefined) closers.add(() => forwarder.stop());
  network.admit(admittedPeers(replica));
  await replica.start();
  const onError = (error: unknown) => logger.error({ err: error }, 'journal housekeeping failed');
  const maintenance = new Maintenance({
    ...{ journal, replica, nodeId: options.nodeId, peerActs, onError },
    actsFolder: parts.paths.acts,
  });
  own.maintenance = maintenance;
  maintenance.start();
  const search = await openSearch(options.nodeId, parts, replica);
  closers.add(() => search.close());
  const { paths, genesis, chainId } = parts;
  const { nodeId } = options;
  const backups = new BackupJob({ store, genesis, nodeId, journal });
  const control = bytesToHex(randomBytes(CONTROL_BYTES));
  return {
    ...{ replica, network, journal, search, forwarder, store, logger, paths, genesis, nodeId },
    ...{ backups, control, certifier: openCertifier(parts, replica, nodeId) },
    announce: (addresses) => {
      const facts = { pid: process.pid, node_id: nodeId, chain_id: chainId, ...addresses, control };
      // A file of a killed program may lie there, with its mode.
      rmSync(paths.run, { force: true });
      writeFileSync(paths.run, `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
    },
    async stop() {
      maintenance.stop();
      replica.stop();
      rmSync(paths.run, { force: true });
      await takeActs(parts.paths.acts, journal).catch((error) =>
        logger.error({ err: error }, 'acts of commands wait for the next start'),
      );
      await backups.stop();
      await note(journal, nodeId, 'program-stopped', replica.chain.height).catch((error) =>
        logger.error({ err: error }, 'the stop was not journalled'),
      );
      await closers.closeAll();
    },
  };
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

/** What is made after those who need it; all of it is there before the first block. */
interface Own {
  readonly peerActs: PeerActs;
  misbehaved?: Misbehaved;
  replica?: Replica;
  maintenance?: Maintenance;
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

function namedKey({ nodeId }: HostOptions, own: Own): NamedKey {
  return (name) => {
    const node = own.replica?.chain.state.registry.get('node', nodeId);
    return node?.keys.find(({ purpose }) => purpose === KeyPurpose[name])?.publicKey;
  };
}

// A node that was admitted after genesis finds itself in the registry once it has joined.
function isRegisteredLater({ catchUp, nodeId }: HostOptions, { chain }: Replica): boolean {
  const isJoining = catchUp?.join === 'snapshot' && chain.height === 0;
  return isJoining && chain.state.registry.get('node', nodeId) === undefined;
}

type Misbehaved = (peer: string, reason: string) => void;

/** What is done about a peer's misbehaviour: it is noted, charged, and too much of it cuts off. */
function conduct({ logger, misbehaviour }: OpenParts, network: PeerNetwork): Misbehaved {
  const log = componentLogger(logger, 'conduct');
  const charges = new PeerCharges(systemClock.now);
  return (peer, reason) => {
    log.warn({ peer, reason }, 'peer misbehaved');
    misbehaviour.note(peer, reason);
    if (!charges.charge(peer) && reason !== 'too-many-messages') return;
    log.warn({ peer, reason, ms: CUT_OFF_MS }, 'peer cut off');
    misbehaviour.cutOff(peer, reason);
    network.cutOff(peer, CUT_OFF_MS);
  };
}

async function openReplica(
  options: HostOptions,
  parts: OpenParts,
  network: PeerNetwork,
  own: Own,
): Promise<Replica> {
  const { genesis, store, wal, journal, ring, guard } = parts;
  const log = componentLogger(parts.logger, 'replica');
  const ports: ReplicaPorts = {
    clock: systemClock,
    random: { bytes: randomBytes },
    verifier: nativeVerifier,
    signer: options.isSupervision ? undefined : nodeSigner(ring, namedKey(options, own), guard),
    ...{ store, wal, network },
    journal: replicaJournal(journal),
    // A supervision node makes none: what others join by, chain nodes answer for.
    snapshots: options.isSupervision ? undefined : await openSnapshots(parts.paths.snapshots),
  };
  const replicaOptions = { ...options.catchUp, genesis, nodeId: options.nodeId };
  const decorated = options.decorate?.ports?.(ports) ?? ports;
  const opened = await Replica.open(replicaOptions, decorated, {
    joined: (height) => {
      log.info({ height }, 'joined by a snapshot');
      if (own.replica !== undefined) assertRegistered(own.replica, options, parts);
      membersChanged(options, parts, network, own);
      options.events.joined?.();
    },
    committed: (block) => {
      const { header, outcome, transactions } = block.executed;
      log.debug({ height: header.height, transactions: transactions.length }, 'block committed');
      noteBlock(parts, block);
      if (outcome.registry.length > 0) membersChanged(options, parts, network, own);
      own.maintenance?.anchorIfDue();
      options.events.committed(block);
    },
    misbehaviour: (peer, reason) => {
      own.misbehaved?.(peer, reason);
      options.events.misbehaviour(peer, reason);
    },
    tip: options.events.tip,
    failed: (error) => {
      log.error({ err: error }, 'the node stopped itself');
      options.events.failed(error);
    },
  });
  if (!opened.ok) throw openError(opened.reason);
  return opened.value;
}

function openSearch(nodeId: string, parts: OpenParts, replica: Replica): Promise<JournalSearch> {
  const { chainId, journal, paths, personKeys } = parts;
  const log = componentLogger(parts.logger, 'search');
  const organisation = replica.chain.state.registry.get('node', nodeId)?.organisation ?? '';
  return JournalSearch.open({
    path: paths.search,
    own: { journal, keys: personKeys, chainId, nodeId, organisation },
    onError: (error) => log.error({ err: error }, 'the search index does not follow the journal'),
  });
}

// A key that the chain has just named may have been laid beside the old one since the start.
function membersChanged(
  options: HostOptions,
  { ring, logger }: OpenParts,
  network: PeerNetwork,
  own: Own,
): void {
  const named = namedKey(options, own);
  const lacks = ROTATED_KEYS.some(
    (name) => named(name) !== undefined && ring.find(name, named(name)) === undefined,
  );
  if (lacks) {
    try {
      ring.reload();
    } catch (error) {
      logger.error({ err: error }, 'the key files cannot be read: the keys held stay');
    }
  }
  if (own.replica !== undefined) network.admit(admittedPeers(own.replica));
}

function peerNetwork(options: HostOptions, parts: OpenParts, own: Own): PeerNetwork {
  const { journal, logger, ring } = parts;
  return new PeerNetwork({
    keys: ring,
    named: () => namedKey(options, own)('peer'),
    listen: options.listen,
    create: (key, listen) => listenAs(key, { ...options, listen }, parts, own),
    onSwitched: (publicKey) => {
      const id = bytesToHex(publicKey);
      logger.info({ publicKey: id }, 'connections are made under another peer key');
      const height = own.replica?.chain.height ?? 0;
      note(journal, options.nodeId, 'peer-key-changed', height, id).catch((error) =>
        logger.error({ err: error }, 'a change of the peer key was not journalled'),
      );
    },
    // Without its listener a node is no use to anyone: it stops, and says why.
    onError: (error) => options.events.failed(error),
  });
}

function listenAs(
  key: KeyFile,
  options: HostOptions,
  parts: OpenParts,
  { replica, peerActs, misbehaved }: Own,
): Promise<ChainNetwork> {
  const log = componentLogger(parts.logger, 'network');
  const { journal, chainId } = parts;
  assert(replica !== undefined && misbehaved !== undefined, 'the network listens last');
  const handler = peerActs.handler(replica.handler);
  return createNetwork(
    {
      chainId,
      nodeId: options.nodeId,
      peerSeed: key.seed,
      listen: options.listen,
      dial: options.dial,
    },
    {
      clock: systemClock,
      random: { bytes: randomBytes },
      handler: options.decorate?.handler?.(handler) ?? handler,
      onRefused: ({ address, port, direction }) => {
        if (direction === 'outbound') return;
        void journal
          .stranger({ address, port, event: 'peer-refused', reason: 'not-admitted' })
          .catch((error) => log.error({ err: error }, 'a refusal was not journalled'));
      },
      onMisbehaviour: misbehaved,
      onError: (error) => log.error({ err: error }, 'network error'),
      onDialFailed: (peer) => log.debug({ peer }, 'peer not reached'),
    },
  );
}

// Empty blocks and anchors are no acts: nobody did anything.
function noteBlock({ journal, logger }: OpenParts, { executed }: CommittedBlock): void {
  const { header, transactions } = executed;
  const acts = transactions.filter(({ message }) => message.type !== 'retentionAnchor');
  if (acts.length === 0) return;
  journal
    .append({
      ...{ source: 'consensus', event: 'block-committed', result: 'done' },
      actor: { type: 'node', id: header.proposer },
      blockHeight: header.height,
      counts: [transactions.length],
    })
    .catch((error) => logger.error({ err: error }, 'a block was not journalled'));
}

async function note(
  journal: Journal,
  nodeId: string,
  event: string,
  height: number,
  object?: number | string,
) {
  const actor = { type: 'system', id: nodeId } as const;
  await journal.append({
    source: 'maintenance',
    event,
    result: 'done',
    actor,
    blockHeight: height,
    ...(object === undefined ? {} : { object: String(object) }),
  });
}
