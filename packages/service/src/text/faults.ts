import type { TLocalizedValidationError } from 'typebox/error';
import type { Language } from './language.ts';
import type { TextFields, Texts } from './texts.ts';

/** One place of a value that is not as its schema says, as a JSON Schema validator reports it. */
export interface Fault {
  /** JSON pointer into the value (RFC 6901); empty: the value itself. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly schemaPath: string;
  readonly params: object;
}

/** Faults told at once; a caller that has more gets the rest after mending these. */
const FAULTS_MAX = 8;

/** The faults worth telling: no branches of an alternative, no doubled report of an extra key. */
export function faultsOf(errors: readonly TLocalizedValidationError[]): Fault[] {
  const isTold = ({ keyword, schemaPath }: Fault) =>
    keyword !== 'boolean' && !schemaPath.includes('/anyOf/');
  return errors.filter(isTold).slice(0, FAULTS_MAX);
}

/** The fault as a phrase, in terms of the value and its schema; the value itself is never told. */
export function faultText(texts: Texts, language: Language, fault: Fault, schema: object): string {
  const given = fieldsOf(fault, schema);
  const fields = { ...given, type: texts.find(language, `types.${given['type']}`) ?? '' };
  return (
    texts.find(language, `faults.${fault.keyword}`, fields) ??
    texts.find(language, 'faults.other', { keyword: fault.keyword }) ??
    fault.keyword
  );
}

/** The names a `required` or `additionalProperties` fault speaks of; none for other faults. */
export function namesOf(fault: Fault): readonly string[] {
  const params = fault.params as Readonly<Record<string, unknown>>;
  const names = params['requiredProperties'] ?? params['additionalProperties'];
  return Array.isArray(names) ? names.map(String) : [];
}

function fieldsOf(fault: Fault, schema: object): TextFields {
  const params = fault.params as Readonly<Record<string, unknown>>;
  return {
    names: namesOf(fault).join(', '),
    type: String(params['type'] ?? ''),
    limit: String(params['limit'] ?? ''),
    pattern: String(params['pattern'] ?? ''),
    value: JSON.stringify(params['allowedValue'] ?? ''),
    values: alternatives(at(schema, fault.schemaPath)).join(', '),
  };
}

/** The part of a schema that `#/properties/a` names. */
function at(schema: object, schemaPath: string): unknown {
  return schemaPath
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (part, name) =>
        typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined,
      schema,
    );
}

function alternatives(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { anyOf, enum: values } = schema as { anyOf?: unknown; enum?: unknown };
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value));
  if (!Array.isArray(anyOf)) return [];
  return anyOf.map((part: { const?: unknown; type?: unknown }) =>
    part.const === undefined ? String(part.type ?? '…') : JSON.stringify(part.const),
  );
}
