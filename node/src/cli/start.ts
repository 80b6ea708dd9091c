import { destinationsOf, guarded, noteRefusal, OutboundGate } from '@mingjing/host';
import { nodeConfig } from '../config.ts';
import { type RunningNode, startNode } from '../program.ts';
import { CliError } from './errors.ts';
import { explain } from './explain.ts';
import { type CommonOptions, Output } from './output.ts';

export interface StartCommand extends CommonOptions {
  readonly home: string;
  readonly signAbove?: string;
  readonly apiPort?: string;
  /** True when given without saying how. */
  readonly join?: string | true;
}

/** Runs a node until it is told to stop, or stops itself: then the exit code is 1. */
export async function startCommand(options: StartCommand): Promise<void> {
  const output = new Output(options);
  const config = nodeConfig(options.home, {
    'api.port': options.apiPort,
    'sync.join': options.join === true ? undefined : options.join,
  });
  const passphrase = process.env['MINGJING_PASSPHRASE'];
  const outbound = new OutboundGate(destinationsOf(config));
  let node: RunningNode | undefined;
  let isStopping = false;
  const stop = async (code: number) => {
    if (isStopping) return;
    isStopping = true;
    process.exitCode = code;
    await node?.stop();
  };
  const onNotLeft = (error: unknown) => explain(error, options);
  node = await noteRefusal({ home: options.home, onNotLeft }, () =>
    guarded(outbound, () =>
      startNode({
        ...{ home: options.home, config, outbound },
        ...(passphrase === undefined ? {} : { passphrase }),
        ...signAbove(options),
        isJoining: options.join !== undefined,
        onFailed: (error) => {
          explain(error, options);
          stop(1).catch(() => process.exit(1));
        },
      }),
    ),
  );
  const { host, api } = node;
  output.line('cli.started', {
    node: host.nodeId,
    chain: host.replica.chain.chainId,
    height: host.replica.chain.height,
    api: `http://${api.host}:${api.port}`,
  });
  output.json({ node_id: host.nodeId, api, p2p: host.network.address });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop(0).catch((error) => {
        explain(error, options);
        process.exitCode = 1;
      });
    });
  }
}

function signAbove({ signAbove: text }: StartCommand): { signAbove?: number } {
  if (text === undefined) return {};
  const height = Number(text);
  if (Number.isSafeInteger(height) && height >= 0) return { signAbove: height };
  throw new CliError('BAD_NUMBER', '--sign-above 须为高度', '--sign-above takes a height');
}
