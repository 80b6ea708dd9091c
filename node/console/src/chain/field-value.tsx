import { findText, Hash, useText } from '@mingjing/console-kit';
import { KeyPurpose, NodeRole, OfficerRole, RegistryKind } from '@mingjing/protocol';
import type { ReactNode } from 'react';

/** Bytes in hex are shown short from this length on. */
const HASH = /^[0-9a-f]{40,}$/;

export interface FieldValueProps {
  /** Kind of the registry entry. */
  readonly kind: string;
  readonly name: string;
  readonly value: unknown;
}

/** The name of a registry field as people know it. */
export function fieldName(name: string): string {
  return findText(`chain.fieldName.${name}`) ?? name;
}

/** A value of the registry: numbers that stand for words as words, bytes short, lists by line. */
export function FieldValue({ kind, name, value }: FieldValueProps): ReactNode {
  const say = useText();
  if (value === undefined) return say('chain.diff.none');
  if (typeof value === 'string') return HASH.test(value) ? <Hash value={value} /> : value;
  if (typeof value === 'boolean') return say(`chain.diff.${value}`);
  if (typeof value === 'number') return wordOf(kind, name, value) ?? value;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) {
    return value.map((item) => (
      <div key={JSON.stringify(item)}>
        <FieldValue kind={kind} name={name} value={item} />
      </div>
    ));
  }
  return Object.entries(value).map(([part, item]) => (
    <span className="part" key={part}>
      <span className="meta">{fieldName(part)}</span>{' '}
      <FieldValue kind={kind} name={part} value={item} />{' '}
    </span>
  ));
}

/** What a number stands for, where it stands for a word. */
function wordOf(kind: string, name: string, value: number): string | undefined {
  const words = wordsOf(kind, name);
  const word = words && Object.entries(words.numbers).find(([, each]) => each === value)?.[0];
  return word === undefined ? undefined : findText(`chain.${words?.texts}.${word}`);
}

function wordsOf(kind: string, name: string) {
  if (name === 'purpose') return { numbers: KeyPurpose, texts: 'purpose' };
  if (name === 'holderKind') return { numbers: RegistryKind, texts: 'kind' };
  if (kind === 'node' && name === 'role') return { numbers: NodeRole, texts: 'nodeRole' };
  if (name === 'role' || name === 'roles') return { numbers: OfficerRole, texts: 'role' };
  return undefined;
}
