import { accountsSchema } from '@mingjing/host/accounts-config';
import { archiveSchema } from '@mingjing/host/archive-config';
import { budgetSchema } from '@mingjing/host/budget-config';
import { forwardSchema } from '@mingjing/host/forward-config';
import { homePaths } from '@mingjing/host/home';
import { isInTheClear, isLoopback, listenerSchema } from '@mingjing/host/listener-config';
import { declaredPortsSchema, outboundSchema } from '@mingjing/host/outbound-config';
import { pagesSchema } from '@mingjing/host/pages-config';
import { searchSchema } from '@mingjing/host/search-config';
import { loadConfig } from '@mingjing/service';
import Type, { type Static } from 'typebox';
import { interventionsSchema } from './desk/interventions/interventions-config.ts';
import { notifySchema } from './desk/notices/notify-config.ts';
import { SupervisorError } from './errors.ts';

const ENV_PREFIX = 'MINGJING_SUPERVISOR_';
/** Read by the command that starts the program: it opens encrypted key files. */
export const PASSPHRASE_VARIABLE = `${ENV_PREFIX}PASSPHRASE`;

const closed = { additionalProperties: false } as const;
const name = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });
const peer = Type.Object({ node_id: name, address: Type.String() }, closed);
const levels = ['debug', 'info', 'warn', 'error'] as const;

const schema = Type.Object(
  {
    node_id: name,
    p2p: Type.Object(
      {
        listen: Type.String({ default: '/ip4/127.0.0.1/tcp/30300' }),
        // Far more than a permissioned chain has nodes.
        peers: Type.Array(peer, { default: [], maxItems: 256 }),
      },
      closed,
    ),
    console: listenerSchema(8443),
    pages: pagesSchema,
    accounts: accountsSchema,
    forward: Type.Optional(forwardSchema),
    journal: budgetSchema,
    outbound: outboundSchema,
    notify: Type.Optional(notifySchema),
    interventions: interventionsSchema,
    declared_ports: declaredPortsSchema,
    search: searchSchema,
    archive: Type.Optional(archiveSchema),
    sync: Type.Object(
      // It takes nobody's word: the first block, unless its operator says otherwise.
      {
        join: Type.Union([Type.Literal('blocks'), Type.Literal('snapshot')], { default: 'blocks' }),
        // A block known by other means, such as from a member's receipt: no chain without it.
        trusted_header: Type.Optional(
          Type.Object(
            {
              height: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
              block_id: Type.String({ pattern: '^[0-9a-f]{64}$' }),
            },
            closed,
          ),
        ),
      },
      closed,
    ),
    log: Type.Object(
      {
        level: Type.Union(
          levels.map((level) => Type.Literal(level)),
          { default: 'info' },
        ),
      },
      closed,
    ),
  },
  closed,
);
export type SupervisorConfig = Static<typeof schema>;

/** Flags > environment > file > default, frozen; throws `SupervisorError`. */
export function supervisorConfig(
  home: string,
  flags: Readonly<Record<string, unknown>> = {},
  env: Readonly<Record<string, string | undefined>> = process.env,
): SupervisorConfig {
  const file = homePaths(home).config;
  const isEnvElsewhere = (variable: string) => variable === PASSPHRASE_VARIABLE;
  const result = loadConfig({ schema, file, env, flags, envPrefix: ENV_PREFIX, isEnvElsewhere });
  if (!result.ok) {
    const { message } = result.refusals[0];
    throw new SupervisorError('CONFIG_REFUSED', { zh: message['zh-CN'], en: message.en });
  }
  const { console, accounts } = result.value;
  const { host } = console;
  // Nothing is served outside this machine that others on the way could read or change.
  if (isInTheClear(console)) throw new SupervisorError('CONSOLE_NO_TLS', { host });
  if (!isLoopback(console) && accounts.origins.length === 0) {
    throw new SupervisorError('CONSOLE_NO_ORIGINS', { host });
  }
  return result.value;
}
