import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const schema = readFileSync(
  join(import.meta.dirname, '../../packages/protocol/proto/wire.proto'),
  'utf8',
);

/** The kinds of a message of peers, by the schema, in its order. */
export function kindsOf(message: string): string[] {
  const [, body] =
    new RegExp(`message ${message} \\{[^]*?oneof \\w+ \\{([^]*?)\\}`).exec(schema) ?? [];
  return [...(body ?? '').matchAll(/(\w+) = \d+;/g)].map(([, field = '']) =>
    field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
  );
}
