import { accountsSchema } from '@mingjing/host/accounts-config';
import { budgetSchema } from '@mingjing/host/budget-config';
import { forwardSchema } from '@mingjing/host/forward-config';
import { homePaths } from '@mingjing/host/home';
import { declaredPortsSchema, outboundSchema } from '@mingjing/host/outbound-config';
import { loadConfig } from '@mingjing/service';
import Type, { type Static } from 'typebox';
import { CliError } from './cli/errors.ts';
import { assuranceSchema } from './management/assurance/assurance-config.ts';

const ENV_PREFIX = 'MINGJING_';
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
/**
 * Read by others: what opens encrypted key files, the settings of a supervision node on the same
 * machine, and the mark of a test run's processes.
 */
const ENV_ELSEWHERE = ['PASSPHRASE', 'SUPERVISOR_', 'TEST_RUN'].map((name) => ENV_PREFIX + name);

const name = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });
const port = Type.Integer({ minimum: 0, maximum: 65_535 });

/** The node program's configuration; consensus parameters live on the chain, never here. */
const nodeConfigSchema = Type.Object(
  {
    node_id: name,
    p2p: Type.Object(
      {
        listen: Type.String({ default: '/ip4/127.0.0.1/tcp/30300' }),
        peers: Type.Array(
          Type.Object({ node_id: name, address: Type.String() }, { additionalProperties: false }),
          { default: [], maxItems: 256 },
        ),
      },
      { additionalProperties: false },
    ),
    api: Type.Object(
      // Loopback unless told: outside it a listener must be TLS, which this version does not serve.
      {
        host: Type.String({ default: '127.0.0.1' }),
        port: { ...port, default: 20_200 },
        // Addresses or networks of proxies with PROXY headers; then nobody else may connect.
        trusted_proxies: Type.Array(Type.String({ maxLength: 64 }), { default: [], maxItems: 64 }),
      },
      { additionalProperties: false },
    ),
    accounts: accountsSchema,
    forward: Type.Optional(forwardSchema),
    journal: budgetSchema,
    assurance: assuranceSchema,
    outbound: outboundSchema,
    declared_ports: declaredPortsSchema,
    sync: Type.Object(
      {
        // An empty home begins with the first block, or with a snapshot of its peers.
        join: Type.Union([Type.Literal('blocks'), Type.Literal('snapshot')], { default: 'blocks' }),
        // What of old blocks is believed: nothing, or that a quorum verified the signatures.
        trust: Type.Union([Type.Literal('signatures'), Type.Literal('certificate')], {
          default: 'signatures',
        }),
      },
      { additionalProperties: false },
    ),
    snapshots: Type.Object(
      {
        // Heights that are multiples of `blocks`, the first of them in each period of `hours`.
        blocks: Type.Integer({ minimum: 10, maximum: 10_000_000, default: 1000 }),
        hours: Type.Integer({ minimum: 0, maximum: 8760, default: 6 }),
      },
      { additionalProperties: false },
    ),
    log: Type.Object(
      {
        level: Type.Union(
          [
            Type.Literal('debug'),
            Type.Literal('info'),
            Type.Literal('warn'),
            Type.Literal('error'),
          ],
          { default: 'info' },
        ),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type NodeConfig = Static<typeof nodeConfigSchema>;

/** Flags > environment > file > default; unknown keys are refused. */
export function nodeConfig(home: string, flags: Record<string, unknown>): NodeConfig {
  const result = loadConfig({
    schema: nodeConfigSchema,
    file: homePaths(home).config,
    env: process.env,
    flags,
    envPrefix: ENV_PREFIX,
    isEnvElsewhere: (variable) => ENV_ELSEWHERE.some((known) => variable.startsWith(known)),
  });
  if (result.ok) return onLoopback(result.value as NodeConfig);
  const [first] = result.refusals;
  throw new CliError(first.code, first.message['zh-CN'], first.message.en);
}

// Outside loopback a listener must be TLS, which this version does not serve.
function onLoopback(config: NodeConfig): NodeConfig {
  const { host } = config.api;
  if (LOOPBACK.includes(host)) return config;
  throw new CliError(
    'CONFIG_NOT_LOOPBACK',
    `api.host ${host} 不在本机回环上:本版本不提供 TLS,不对外监听`,
    `api.host ${host} is not loopback: this version serves no TLS and does not listen outside`,
  );
}
