import { basename, dirname } from 'node:path';
import { Forwarder, type Journal } from '@mingjing/journal';
import { componentLogger, type Logger } from '@mingjing/telemetry';
import type { ForwardTarget } from './forward-config.ts';
import type { HomePaths } from './home.ts';

export interface ForwardingOptions {
  readonly target: ForwardTarget;
  readonly paths: HomePaths;
  readonly chainId: string;
  readonly nodeId: string;
  /** APP-NAME of the lines. */
  readonly program: string;
  readonly journal: Journal;
  readonly logger: Logger;
}

/** Begins to forward the journal of a home as its configuration says; throws `JournalError`. */
export function startForwarding(options: ForwardingOptions): Promise<Forwarder> {
  const { paths, chainId, nodeId, program, journal } = options;
  const log = componentLogger(options.logger, 'forward');
  const { receiver, sources, facility, enterpriseNumber } = options.target;
  return Forwarder.start({
    ...{ journal, chainId, receiver, sources },
    style: { nodeId, program, facility, enterpriseNumber },
    cursor: { folder: dirname(paths.forwardCursor), name: basename(paths.forwardCursor) },
    onTrouble: (failure) => {
      if (failure === undefined) log.info('entries reach the receiver again');
      else log.warn({ err: failure, reason: failure.reason }, 'entries do not reach the receiver');
    },
  });
}
