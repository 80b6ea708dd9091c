import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { faultsOf, faultText } from '../text/faults.ts';
import type { Language } from '../text/language.ts';
import type { Texts } from '../text/texts.ts';
import { Problem } from './problem.ts';

export type RequestPart = 'params' | 'query' | 'body';
type Verdict = { readonly value: unknown } | { readonly error: Problem };

const INTEGER = /^-?(0|[1-9][0-9]{0,15})$/;

/**
 * The check of one part of a request. Addresses carry texts, so numbers and booleans of `params`
 * and `query` are read from their one exact spelling; nothing in a JSON body is converted.
 */
export function validatorOf(
  texts: Texts,
  part: RequestPart,
  schema: TSchema,
): (value: unknown) => Verdict {
  // At the first request: of most routes a program is never asked, and there are hundreds.
  let validator: Validator | undefined;
  return (given) => {
    validator ??= Compile(schema);
    const value = part === 'body' ? given : fromTexts(schema, given);
    if (validator.Check(value)) return { value };
    const faults = faultsOf(validator.Errors(value));
    const describe = (language: Language) => ({
      errors: faults.map((fault) => ({
        in: part,
        path: fault.instancePath,
        keyword: fault.keyword,
        params: fault.params,
        message: faultText(texts, language, fault, schema),
      })),
    });
    const fields = { count: faults.length };
    return { error: new Problem(400, 'bad-request', { fields }, describe) };
  };
}

interface PropertySchema {
  readonly type?: unknown;
  readonly default?: unknown;
}

function fromTexts(schema: TSchema, given: unknown): Record<string, unknown> {
  const { properties = {} } = schema as { properties?: Record<string, PropertySchema> };
  const value: Record<string, unknown> = { ...(given as Record<string, unknown>) };
  for (const [name, property] of Object.entries(properties)) {
    const text = Object.hasOwn(value, name) ? value[name] : property.default;
    if (text !== undefined) value[name] = fromText(property.type, text);
  }
  return value;
}

function fromText(type: unknown, text: unknown): unknown {
  if (typeof text !== 'string') return text;
  if (type === 'integer' && INTEGER.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
