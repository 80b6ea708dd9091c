import { mingjing } from './generated/messages.js';

/** Fields of one message type that hold a number, as the generated code has them. */
export interface MessageNumbers {
  readonly message: string;
  readonly fields: readonly string[];
}

/**
 * Every message type of the schemas with its fields of a number: what a check that nothing moves a
 * quantity walks over in a running program. Ascending by name.
 */
export function schemaNumbers(): MessageNumbers[] {
  const types = mingjing.v1 as unknown as Record<string, { readonly prototype?: object }>;
  return Object.keys(types)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((message) => {
      const defaults = Object.entries(types[message]?.prototype ?? {});
      const fields = defaults.filter(([, value]) => typeof value === 'number');
      return { message, fields: fields.map(([name]) => name) };
    });
}
