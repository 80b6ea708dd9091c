import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { homePaths, readGenesis } from '@mingjing/host/home';
import { isInTheClear, isLoopback, listenerSchema } from '@mingjing/host/listener-config';
import { pagesSchema } from '@mingjing/host/pages-config';
import { genesisCodec, genesisHash } from '@mingjing/protocol';
import { loadConfig } from '@mingjing/service';
import Type, { type Static } from 'typebox';
import { SupervisorError } from '../errors.ts';
import { chainsFile } from './chains-home.ts';
import { type ChainFacts, judgeChains } from './judge-chains.ts';

const closed = { additionalProperties: false } as const;
/** Each is a program with a chain of its own in memory, and a tile on one wall. */
const CHAINS_MAX = 16;
const TITLE_CHARS_MAX = 32;
const path = Type.String({ minLength: 1, maxLength: 1024 });
const levels = ['debug', 'info', 'warn', 'error'] as const;

const chain = Type.Object(
  {
    // Stands in addresses, commands and entries.
    name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' }),
    // As people call it; absent: by its name.
    title: Type.Optional(Type.String({ minLength: 1, maxLength: TITLE_CHARS_MAX })),
    // Absolute, or from the home of the service.
    home: path,
    // As the members told it: what lies in the home is held against it.
    genesis: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  closed,
);

const schema = Type.Object(
  {
    console: listenerSchema(8443),
    pages: pagesSchema,
    accounts: Type.Object(
      {
        // As the section of the same name of one chain, for all of them.
        origins: Type.Array(Type.String({ pattern: '^https?://[^/]+$', maxLength: 256 }), {
          default: [],
          maxItems: 8,
        }),
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
    chains: Type.Array(chain, { minItems: 1, maxItems: CHAINS_MAX }),
  },
  closed,
);

export type ChainsConfig = Static<typeof schema>;
export type ChainConfig = ChainsConfig['chains'][number];

/** The chains of a home and where each has its own; throws `SupervisorError`. */
export function chainsConfig(
  home: string,
  flags: Readonly<Record<string, unknown>> = {},
): ChainsConfig {
  const file = chainsFile(home);
  const result = loadConfig({ schema, file, env: {}, flags, envPrefix: 'MINGJING_SUPERVISOR_' });
  if (!result.ok) {
    const { message } = result.refusals[0];
    throw new SupervisorError('CONFIG_REFUSED', { zh: message['zh-CN'], en: message.en });
  }
  const { accounts, console, ...rest } = result.value;
  const { host } = console;
  if (isInTheClear(console)) throw new SupervisorError('CONSOLE_NO_TLS', { host });
  if (!isLoopback(console) && accounts.origins.length === 0) {
    throw new SupervisorError('CONSOLE_NO_ORIGINS', { host });
  }
  const chains = rest.chains.map((each) => ({ ...each, home: resolve(home, each.home) }));
  const refusal = judgeChains(realPath(home), chains.map(factsOf));
  if (refusal !== undefined) throw new SupervisorError(refusal.code, refusal.fields);
  return { ...rest, accounts, console, chains };
}

function factsOf({ name, home, genesis }: ChainConfig): ChainFacts {
  const found = genesisIn(home);
  const facts = { name, home: realPath(home), genesis };
  return found === undefined ? facts : { ...facts, found };
}

/** A disk that cannot be read stops one chain when it starts, and not the service. */
function genesisIn(home: string): string | undefined {
  try {
    return genesisHashOf(home);
  } catch {
    return undefined;
  }
}

/** Hash of the genesis that lies in a home, as members compare it; throws `HostError`. */
export function genesisHashOf(home: string): string {
  const genesis = readGenesis(homePaths(home).genesis);
  return bytesToHex(genesisHash(genesisCodec.encode(genesis)));
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
