/** What this package reads of a JSON Schema. */
export interface SchemaNode {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly additionalProperties?: unknown;
  readonly patternProperties?: unknown;
}
/** A key that takes a value of its own; sections only hold keys. */
export interface Leaf {
  readonly path: readonly string[];
  readonly schema: SchemaNode;
}

export type PlainObject = Record<string, unknown>;

export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All keys of a schema that take a value, in the order of the schema. */
export function leavesOf(schema: SchemaNode, path: readonly string[] = []): Leaf[] {
  if (schema.properties === undefined) return [{ path, schema }];
  return Object.entries(schema.properties).flatMap(([name, child]) =>
    leavesOf(child, [...path, name]),
  );
}

/** Dotted paths of the keys of a value that its schema does not know. */
export function unknownKeys(schema: SchemaNode, value: unknown, path: string[] = []): string[] {
  if (Array.isArray(value) && schema.items !== undefined) {
    const items = schema.items;
    return value.flatMap((item, index) => unknownKeys(items, item, [...path, String(index)]));
  }
  const { properties } = schema;
  if (properties === undefined || !isPlainObject(value)) return [];
  return Object.keys(value).flatMap((name) => {
    const child = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (child === undefined) return [[...path, name].join('.')];
    return unknownKeys(child, value[name], [...path, name]);
  });
}

/**
 * The value with every section that must be there, so that the defaults inside it apply. A section
 * with nothing beneath it is null in YAML and means the same as none.
 */
export function withSections(schema: SchemaNode, value: PlainObject): PlainObject {
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    if (child.properties === undefined) continue;
    const isNeeded = schema.required?.includes(name) === true || Object.hasOwn(value, name);
    if (isNeeded && (value[name] === undefined || value[name] === null)) value[name] = {};
    const section = value[name];
    if (isPlainObject(section)) withSections(child, section);
  }
  return value;
}

/** Sets a key inside its sections. False: something else stands where a section belongs. */
export function setKey(target: PlainObject, path: readonly string[], value: unknown): boolean {
  let section = target;
  for (const name of path.slice(0, -1)) {
    section[name] ??= {};
    const next = section[name];
    if (!isPlainObject(next)) return false;
    section = next;
  }
  section[path.at(-1) ?? ''] = value;
  return true;
}

/** `PREFIX_` and the path in capitals: `api.bodyLimit` → `MINGJING_API_BODY_LIMIT`. */
export function environmentName(prefix: string, path: readonly string[]): string {
  const words = path.map((name) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/-/g, '_'));
  return prefix + words.join('_').toUpperCase();
}
