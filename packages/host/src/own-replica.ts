import { randomBytes } from '@mingjing/crypto/node';
import type { ResultCode } from '@mingjing/execution';
import { type CommittedBlock, type Network, Replica, type ReplicaPorts } from '@mingjing/replica';
import { openSnapshots } from '@mingjing/storage';
import { componentLogger } from '@mingjing/telemetry';
import { attachmentAnswers } from './attachment-answers.ts';
import { assertRegistered, openError } from './checks.ts';
import { systemClock } from './clock.ts';
import { ROTATED_KEYS } from './home.ts';
import type { HostOptions } from './host.ts';
import { replicaJournal } from './journal-ports.ts';
import { admittedPeers } from './members.ts';
import type { OpenParts } from './open-parts.ts';
import { namedKey, type Own } from './own.ts';
import type { PeerNetwork } from './peer-network.ts';
import { clearRestored, isMarkedRestored } from './restored-mark.ts';
import { nodeSigner } from './signer.ts';
import type { HeaderTrust } from './trusted-header.ts';

/** Opens the replica of a home on real ports; throws coded errors. */
export async function openReplica(
  options: HostOptions,
  parts: OpenParts,
  network: PeerNetwork,
  own: Own,
  trust?: HeaderTrust,
): Promise<Replica> {
  const { genesis, store, wal, journal, ring, guard } = parts;
  const log = componentLogger(parts.logger, 'replica');
  const ports: ReplicaPorts = {
    clock: systemClock,
    random: { bytes: randomBytes },
    verifier: parts.verifier,
    signer: options.isSupervision
      ? undefined
      : nodeSigner(ring, namedKey(options.nodeId, own), guard),
    ...{ store: trust?.guard(store) ?? store, wal, network: networkOf(network, own) },
    journal: replicaJournal(journal),
    // A supervision node makes none: what others join by, chain nodes answer for.
    snapshots: options.isSupervision ? undefined : await openSnapshots(parts.paths.snapshots),
  };
  const { nodeId, catchUp } = options;
  const isRestored = isMarkedRestored(parts.paths.restored);
  const decorated = options.decorate?.ports?.(ports) ?? ports;
  const opened = await Replica.open({ ...catchUp, genesis, nodeId, isRestored }, decorated, {
    joined: (height) => {
      log.info({ height }, 'joined by a snapshot');
      if (own.replica !== undefined) assertRegistered(own.replica, options, parts);
      membersChanged(options, parts, network, own);
      own.orders?.joined();
      own.custody?.look();
      options.events.joined?.();
    },
    committed: (block) => {
      const { header, outcome, transactions } = block.executed;
      log.debug({ height: header.height, transactions: transactions.length }, 'block committed');
      own.blockEntries.committed(block);
      if (outcome.registry.length > 0) membersChanged(options, parts, network, own);
      afterBlock(own, block);
      options.events.committed(block);
    },
    refused: (transaction, code) => noteRefused(own, transaction, code),
    takesDown: () => own.contentsLeave?.(),
    contentsOpened: () => contentsOpened(parts, isRestored),
    misbehaviour: (peer, reason) => {
      own.misbehaved?.(peer, reason);
      options.events.misbehaviour(peer, reason);
    },
    tip: options.events.tip,
    order: (peer, order) => options.events.order?.(peer, order),
    left: (peer) => options.events.left?.(peer),
    ordersWaiting: (height, orders) => options.events.ordersWaiting?.(height, orders),
    failed: (error) => {
      log.error({ err: error }, 'the node stopped itself');
      options.events.failed(error);
    },
  });
  if (!opened.ok) throw openError(opened.reason);
  return opened.value;
}

function networkOf(network: PeerNetwork, { standAside }: Own): Network {
  return standAside.network(attachmentAnswers(network));
}

function noteRefused(own: Own, transaction: Uint8Array, code: ResultCode): void {
  own.orders?.refused({ transaction, code });
  if (own.replica !== undefined) own.leftOut.refused(own.replica.chain, transaction, code);
}

function afterBlock(own: Own, block: CommittedBlock): void {
  own.maintenance?.anchorIfDue();
  own.disposal?.afterBlock();
  own.erasure?.afterBlock(block.executed.outcome.registry.length > 0);
  own.orders?.committed(block);
  own.custody?.committed(block);
  own.records?.committed(block);
}

function contentsOpened({ paths, logger }: OpenParts, wasRestored: boolean): void {
  if (!wasRestored) return;
  logger.info('the restored home has caught up: contents may leave it');
  clearRestored(paths.restored).catch((error) =>
    logger.error({ err: error }, 'the mark of a restored home was not removed'),
  );
}

// A key that the chain has just named may have been laid beside the old one since the start.
function membersChanged(
  options: HostOptions,
  { ring, logger }: OpenParts,
  network: PeerNetwork,
  own: Own,
): void {
  const named = namedKey(options.nodeId, own);
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
