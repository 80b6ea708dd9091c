import { checkX25519Key, hexToBytes } from '@mingjing/crypto';
import { accountsSchema } from '@mingjing/host/accounts-config';
import { budgetSchema } from '@mingjing/host/budget-config';
import { forwardSchema } from '@mingjing/host/forward-config';
import { homePaths } from '@mingjing/host/home';
import { isInTheClear, isLoopback, listenerSchema } from '@mingjing/host/listener-config';
import { declaredPortsSchema, outboundSchema } from '@mingjing/host/outbound-config';
import { pagesSchema } from '@mingjing/host/pages-config';
import { loadConfig } from '@mingjing/service';
import Type, { type Static } from 'typebox';
import { operatorSchema, wrongOperatorNumber } from './api/operator-config.ts';
import { CliError } from './cli/errors.ts';
import { assuranceSchema } from './management/assurance/assurance-config.ts';
import { casesSchema } from './management/cases/cases-config.ts';
import {
  inspectionSchema,
  isSafeSupervision,
} from './management/inspection/supervision/inspection-config.ts';
import { officesSchema } from './management/offices-config.ts';
import { isServiceUrl, verificationSchema } from './management/users/verification-config.ts';

const ENV_PREFIX = 'MINGJING_';
/**
 * Read by others: what opens encrypted key files, the settings of a supervision node on the same
 * machine, and the mark of a test run's processes.
 */
const ENV_ELSEWHERE = ['PASSPHRASE', 'SUPERVISOR_', 'TEST_RUN'].map((name) => ENV_PREFIX + name);

const name = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });

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
    api: listenerSchema(20_200),
    // Desks, consoles and whatever is bound to a role; absent: the API's own listener has them.
    management: Type.Optional(listenerSchema(8442)),
    // The public portal with what everybody may ask; absent: the API's own listener has its pages.
    portal: Type.Optional(listenerSchema(8440)),
    operator: Type.Optional(operatorSchema),
    pages: pagesSchema,
    accounts: accountsSchema,
    forward: Type.Optional(forwardSchema),
    verification: Type.Optional(verificationSchema),
    journal: budgetSchema,
    assurance: assuranceSchema,
    outbound: outboundSchema,
    declared_ports: declaredPortsSchema,
    offices: officesSchema,
    cases: casesSchema,
    inspection: inspectionSchema,
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
  if (result.ok) return checked(result.value as NodeConfig);
  const [first] = result.refusals;
  throw new CliError(first.code, first.message['zh-CN'], first.message.en);
}

function checked(config: NodeConfig): NodeConfig {
  return withAuthorityKey(rightlyNumbered(withSafeService(unreadable(config))));
}

// What is sealed to a weak key anybody opens.
function withAuthorityKey(config: NodeConfig): NodeConfig {
  const { authority_key: key } = config.cases;
  if (key === '' || checkX25519Key(hexToBytes(key) ?? new Uint8Array(0)).ok) return config;
  throw new CliError(
    'CONFIG_BAD_VALUE',
    'cases.authority_key 不是可用的 X25519 公钥',
    'cases.authority_key is no X25519 key that can be used',
  );
}

// What stands on every page is a number that its authority could have given.
function rightlyNumbered(config: NodeConfig): NodeConfig {
  const wrong = config.operator && wrongOperatorNumber(config.operator);
  if (wrong === undefined) return config;
  throw new CliError(
    'CONFIG_OPERATOR',
    `operator.${wrong} 不是主管部门编号的格式`,
    `operator.${wrong} has not the form that its authority gives such a number`,
  );
}

// Nothing is served outside this machine that others on the way could read or change.
function unreadable(config: NodeConfig): NodeConfig {
  const { api, management = api, portal = api, accounts } = config;
  for (const [name, listener] of Object.entries({ api, management, portal })) {
    if (!isInTheClear(listener)) continue;
    throw new CliError(
      'CONFIG_NO_TLS',
      `${name}.host ${listener.host} 不在本机回环上，必须配置 ${name}.tls（证书和私钥）`,
      `${name}.host ${listener.host} is not loopback: set ${name}.tls (certificate and key)`,
    );
  }
  if (isLoopback(management) || accounts.origins.length > 0) return config;
  throw new CliError(
    'CONFIG_NO_ORIGINS',
    '管理监听不在本机回环上，必须在 accounts.origins 中写明控制台的网址',
    'management is reached from outside: name its site in accounts.origins',
  );
}

// Identities and phrases leave this machine encrypted, or not at all.
function withSafeService(config: NodeConfig): NodeConfig {
  const { inspection, verification } = config;
  if (!isSafeSupervision(inspection)) throw unsafeUrl('inspection.supervision.url');
  if (verification === undefined || isServiceUrl(verification.url)) return config;
  throw unsafeUrl('verification.url');
}

function unsafeUrl(name: string): CliError {
  return new CliError(
    'CONFIG_BAD_VALUE',
    `${name} 必须是 https 地址（本机回环可用 http），且不含用户名、口令和参数`,
    `${name} has to be https, or http on loopback, without names, words or parameters`,
  );
}
