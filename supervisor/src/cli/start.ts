import { destinationsOf, guarded, noteRefusal, OutboundGate } from '@mingjing/host';
import { PASSPHRASE_VARIABLE, supervisorConfig } from '../config.ts';
import { type RunningSupervisor, startSupervisor } from '../supervisor.ts';
import { type CommonOptions, explain, say } from './output.ts';

export interface StartCommand extends CommonOptions {
  readonly home: string;
  readonly consolePort?: string;
  readonly join?: string;
}

/** Runs until told to stop; when verification cannot go on, the exit code is 1. */
export async function startCommand(options: StartCommand): Promise<void> {
  const config = supervisorConfig(options.home, {
    'console.port': options.consolePort,
    'sync.join': options.join,
  });
  const passphrase = process.env[PASSPHRASE_VARIABLE];
  const outbound = new OutboundGate(destinationsOf(config));
  let supervisor: RunningSupervisor | undefined;
  let isStopping = false;
  const stop = async (code: number) => {
    if (isStopping) return;
    isStopping = true;
    process.exitCode = code;
    await supervisor?.stop();
  };
  const onFailed = (error: unknown) => {
    explain(error, options);
    // It may fail while it starts or stops: then nothing is left that could be closed in order.
    stop(1).then(
      () => process.exit(1),
      () => process.exit(1),
    );
  };
  supervisor = await noteRefusal(options.home, () =>
    guarded(outbound, () =>
      startSupervisor({
        ...{ home: options.home, config, onFailed, outbound },
        ...(passphrase === undefined ? {} : { passphrase }),
      }),
    ),
  );
  const { host, console: address } = supervisor;
  const { chainId, height } = host.replica.chain;
  const url = `http://${address.host}:${address.port}`;
  const fields = { node: host.nodeId, chain: chainId, height, console: url };
  say(options, 'started', fields, {
    node_id: host.nodeId,
    chain_id: chainId,
    height,
    console: address,
    p2p: host.network.address,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop(0).catch((error) => {
        explain(error, options);
        process.exit(1);
      });
    });
  }
}
