import { destinationsOf, guarded, noteRefusal, OutboundGate } from '@mingjing/host';
import { genesisHashOf } from '../chains/chains-config.ts';
import { PASSPHRASE_VARIABLE, type SupervisorConfig, supervisorConfig } from '../config.ts';
import { SupervisorError } from '../errors.ts';
import { type RunningSupervisor, startSupervisor } from '../supervisor.ts';
import { type CommonOptions, explain, say } from './output.ts';

export interface StartCommand extends CommonOptions {
  readonly home: string;
  readonly consolePort?: string;
  readonly join?: string;
  /** Of a follower behind a service of several chains: its name there, and the site's addresses. */
  readonly servedAs?: string;
  readonly genesis?: string;
  readonly origins?: string;
}

/** Runs until told to stop; when verification cannot go on, the exit code is 1. */
export async function startCommand(options: StartCommand): Promise<void> {
  const config = servedConfig(
    supervisorConfig(options.home, {
      'console.port': options.consolePort,
      'sync.join': options.join,
    }),
    options,
  );
  assertGenesis(options);
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
  const onNotLeft = (error: unknown) => explain(error, options);
  supervisor = await noteRefusal({ home: options.home, onNotLeft }, () =>
    guarded(outbound, () =>
      startSupervisor({
        ...{ home: options.home, config, onFailed, outbound },
        ...(passphrase === undefined ? {} : { passphrase }),
        ...(options.servedAs === undefined ? {} : { servedAs: options.servedAs }),
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
    ...(options.servedAs === undefined ? {} : { served_at: supervisor.main.port }),
  });
  if (options.servedAs !== undefined) whenAlone(() => void stop(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop(0).catch((error) => {
        explain(error, options);
        process.exit(1);
      });
    });
  }
}

/** The service in front is gone, however it ended: nobody answers for this program any more. */
function whenAlone(end: () => void): void {
  process.stdin.resume().once('close', end);
  // What is only waited for keeps no program up that has stopped.
  process.stdin.unref();
}

/** Behind a service it is reached through that alone, which tells it who calls. */
function servedConfig(
  config: SupervisorConfig,
  { origins, servedAs }: StartCommand,
): SupervisorConfig {
  if (servedAs === undefined) return config;
  return {
    ...config,
    console: { host: '127.0.0.1', port: 0, trusted_proxies: ['127.0.0.1'] },
    accounts: { ...config.accounts, origins: origins?.split(',') ?? [] },
  };
}

function assertGenesis({ genesis, home, servedAs = '' }: StartCommand): void {
  if (genesis === undefined) return;
  const found = genesisHashOf(home);
  if (found === genesis) return;
  throw new SupervisorError('CHAIN_GENESIS_OTHER', { chain: servedAs, genesis, found });
}
