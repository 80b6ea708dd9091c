import { readFileSync } from 'node:fs';
import { assert } from '@mingjing/crypto';
import type { Static, TObject } from 'typebox';
import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import { type Fault, faultsOf, faultText, namesOf } from '../text/faults.ts';
import { LANGUAGES } from '../text/language.ts';
import { type BothTexts, createTexts } from '../text/texts.ts';
import { parseYamlMapping, parseYamlValue } from './read-yaml.ts';
import {
  environmentName,
  leavesOf,
  type PlainObject,
  setKey,
  unknownKeys,
  withSections,
} from './schema-keys.ts';

export type ConfigRefusalCode =
  | 'CONFIG_UNKNOWN_KEY'
  | 'CONFIG_BAD_VALUE'
  | 'CONFIG_NOT_YAML'
  | 'CONFIG_MISSING'
  | 'CONFIG_FILE_MISSING'
  | 'CONFIG_UNREADABLE';

export interface ConfigRefusal {
  readonly code: ConfigRefusalCode;
  /** Dotted path of the key, name of the variable or flag, or path of the file. */
  readonly path: string;
  readonly message: BothTexts;
}

export interface ConfigSources<S extends TObject> {
  readonly schema: S;
  /** Path of the YAML file; absent: no file is read. */
  readonly file?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Values by dotted path; a text is read as from the environment, undefined is not given. */
  readonly flags: Readonly<Record<string, unknown>>;
  /** Such as `MINGJING_`; every variable that begins so must be a key of the schema. */
  readonly envPrefix: string;
  /** True for variables with the prefix that another part of the program reads. */
  readonly isEnvElsewhere?: (name: string) => boolean;
}

export type ConfigResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusals: readonly [ConfigRefusal, ...ConfigRefusal[]] };

type Origin = 'file' | 'environment' | 'flag' | 'default';
interface Layers {
  readonly value: PlainObject;
  readonly origins: Map<string, Origin>;
  readonly refusals: ConfigRefusal[];
}

/** The validator stops at 8 by itself, which one key with as many alternatives uses up. */
const ERRORS_MAX = 4096;
/** Far more than a configuration has; a larger file is not one. */
const FILE_BYTES_MAX = 1024 * 1024;
const texts = createTexts();

/**
 * The configuration of a program: flags over environment over file over defaults, checked against
 * the schema and frozen. Every refusal is returned, so an operator mends the file once.
 */
export function loadConfig<S extends TObject>(sources: ConfigSources<S>): ConfigResult<Static<S>> {
  const layers: Layers = { value: {}, origins: new Map(), refusals: [] };
  readFile(sources, layers);
  readEnvironment(sources, layers);
  readFlags(sources, layers);
  const value = Value.Default(sources.schema, withSections(sources.schema, layers.value));
  const known = new Set(layers.refusals.map(({ path }) => path));
  Settings.Set({ maxErrors: ERRORS_MAX });
  for (const fault of faultsOf([...Value.Errors(sources.schema, value)])) {
    const refusals = refusalsOfFault(fault, sources.schema, layers.origins);
    layers.refusals.push(...refusals.filter(({ path }) => !known.has(path)));
  }
  const [first, ...others] = layers.refusals;
  if (first !== undefined) return { ok: false, refusals: [first, ...others] };
  assert(Value.Check(sources.schema, value), 'whatever is wrong with a configuration was told');
  return { ok: true, value: freeze(value) as Static<S> };
}

function readFile({ schema, file }: ConfigSources<TObject>, layers: Layers): void {
  if (file === undefined) return;
  let text: string;
  try {
    const bytes = readFileSync(file);
    if (bytes.length > FILE_BYTES_MAX) {
      layers.refusals.push(refusal('CONFIG_UNREADABLE', file, { cause: 'EFBIG' }));
      return;
    }
    text = bytes.toString('utf8');
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code ?? String(error);
    const code = cause === 'ENOENT' ? 'CONFIG_FILE_MISSING' : 'CONFIG_UNREADABLE';
    layers.refusals.push(refusal(code, file, { cause }));
    return;
  }
  const parsed = parseYamlMapping(text);
  if (!parsed.ok) {
    layers.refusals.push(refusal('CONFIG_NOT_YAML', file, { place: parsed.place }));
    return;
  }
  Object.assign(layers.value, parsed.value);
  for (const path of unknownKeys(schema, parsed.value)) unknownKey(layers, path, 'file');
  for (const { path } of leavesOf(schema)) layers.origins.set(path.join('.'), 'file');
}

function readEnvironment(sources: ConfigSources<TObject>, layers: Layers): void {
  const { schema, env, envPrefix, isEnvElsewhere } = sources;
  const leaves = new Map(
    leavesOf(schema).map((leaf) => [environmentName(envPrefix, leaf.path), leaf]),
  );
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith(envPrefix) || text === undefined || isEnvElsewhere?.(name)) continue;
    const leaf = leaves.get(name);
    if (leaf === undefined) unknownKey(layers, name, 'environment');
    else set(layers, leaf, text, 'environment');
  }
}

function readFlags({ schema, flags }: ConfigSources<TObject>, layers: Layers): void {
  const leaves = new Map(leavesOf(schema).map((leaf) => [leaf.path.join('.'), leaf]));
  for (const [name, value] of Object.entries(flags)) {
    if (value === undefined) continue;
    const leaf = leaves.get(name);
    if (leaf === undefined) unknownKey(layers, name, 'flag');
    else set(layers, leaf, value, 'flag');
  }
}

function set(
  layers: Layers,
  leaf: ReturnType<typeof leavesOf>[number],
  given: unknown,
  origin: Origin,
): void {
  const isText = typeof given === 'string' && leaf.schema.type !== 'string';
  const value = isText ? parseYamlValue(given) : given;
  // Where something else stands in place of a section, the schema refuses that.
  if (setKey(layers.value, leaf.path, value)) layers.origins.set(leaf.path.join('.'), origin);
}

function unknownKey(layers: Layers, path: string, origin: Origin): void {
  layers.refusals.push(refusal('CONFIG_UNKNOWN_KEY', path, {}, origin));
}

function refusalsOfFault(
  fault: Fault,
  schema: TObject,
  origins: ReadonlyMap<string, Origin>,
): ConfigRefusal[] {
  const parts = fault.instancePath.split('/').slice(1).map(unescapePointer);
  if (fault.keyword === 'required' || fault.keyword === 'additionalProperties') {
    const code = fault.keyword === 'required' ? 'CONFIG_MISSING' : 'CONFIG_UNKNOWN_KEY';
    return namesOf(fault).map((name) => refusal(code, [...parts, name].join('.'), {}, 'file'));
  }
  const path = parts.join('.');
  const origin = origins.get(path) ?? 'file';
  const message = {} as Record<(typeof LANGUAGES)[number], string>;
  for (const language of LANGUAGES) {
    const fields = {
      path,
      origin: texts.find(language, `origins.${origin}`) ?? origin,
      fault: faultText(texts, language, fault, schema),
    };
    message[language] = texts.find(language, 'config.CONFIG_BAD_VALUE', fields) ?? path;
  }
  return [{ code: 'CONFIG_BAD_VALUE', path, message }];
}

function refusal(
  code: ConfigRefusalCode,
  path: string,
  fields: Readonly<Record<string, string>>,
  origin: Origin = 'file',
): ConfigRefusal {
  const origins = texts.both(`origins.${origin}`);
  const text = (language: (typeof LANGUAGES)[number]) =>
    texts.both(`config.${code}`, { ...fields, path, origin: origins[language] })[language];
  return { code, path, message: { 'zh-CN': text('zh-CN'), en: text('en') } };
}

function unescapePointer(part: string): string {
  return part.replace(/~1/g, '/').replace(/~0/g, '~');
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const child of Object.values(value)) freeze(child);
  return Object.freeze(value);
}
