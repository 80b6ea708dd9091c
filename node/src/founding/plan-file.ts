import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OfficerCapability, ROLE_NAMES } from '@mingjing/protocol';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { CliError } from '../cli/errors.ts';

const closed = { additionalProperties: false };
const name = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });
const region = Type.String({ pattern: '^[A-Z0-9-]{2,16}$' });
const file = Type.String({ minLength: 1, maxLength: 1024 });
const list = <T extends Type.TSchema>(items: T) => Type.Array(items, { maxItems: 1000 });
const literals = <T extends string>(names: readonly T[]) => Type.Enum([...names]);

/** What members agree on before a chain exists. Files are named from the folder of the plan. */
const planSchema = Type.Object(
  {
    name,
    organisations: list(Type.Object({ id: name, region }, closed)),
    authorities: Type.Optional(list(Type.Object({ id: name, jurisdiction: region }, closed))),
    /** What `init` left for each node. */
    nodes: list(file),
    officers: list(
      Type.Object(
        {
          id: name,
          organisation: name,
          role: literals(ROLE_NAMES),
          /** What `keys --json` printed of his key file: no secret is in it. */
          key: file,
          jurisdictions: Type.Optional(Type.Array(region, { maxItems: 32 })),
          capabilities: Type.Optional(
            Type.Array(literals(Object.keys(OfficerCapability)), { maxItems: 16 }),
          ),
        },
        closed,
      ),
    ),
    verifiers: Type.Optional(
      list(
        Type.Object({ id: name, organisation: name, key: file, synthetic: Type.Boolean() }, closed),
      ),
    ),
    parameters: Type.Optional(Type.Record(Type.String(), Type.Integer({ minimum: 0 }))),
  },
  closed,
);
export type FoundingPlan = Static<typeof planSchema>;

/** Reads the plan; throws a coded error that names the first thing wrong with it. */
export function readPlan(path: string): FoundingPlan {
  let value: unknown;
  try {
    value = parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw unusable(path, cause instanceof Error ? cause.message : String(cause));
  }
  if (Value.Check(planSchema, value)) return value;
  const [first] = Value.Errors(planSchema, value);
  throw unusable(path, `${first?.instancePath || '/'} ${first?.message ?? ''}`);
}

/** Reads a JSON file that the plan names. */
export function readNamed(plan: string, named: string): unknown {
  const path = named.startsWith('/') ? named : join(dirname(plan), named);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw unusable(path, cause instanceof Error ? cause.message : String(cause));
  }
}

export function unusable(path: string, reason: string): CliError {
  return new CliError('PLAN_UNUSABLE', `${path} 不能使用：${reason}`, `${path}: ${reason}`);
}
