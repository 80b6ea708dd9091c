import { bytesToHex, sha256 } from '@mingjing/crypto';
import type { Footing } from '@mingjing/proofs';
import { type RegistryValue, registryCodecs, registryKey } from '@mingjing/protocol';

/** Something that an answer can be held against, by a key below `footings` of the catalogue. */
export function footing(key: string, hash: Uint8Array | string, place?: string): Footing {
  const text = typeof hash === 'string' ? hash : bytesToHex(hash);
  return { key: `footings.${key}`, hash: text, ...(place === undefined ? {} : { place }) };
}

/** The hash of something that was shown, such as a page. */
export function shown(key: string, bytes: Uint8Array | string, place?: string): Footing {
  return footing(key, sha256(typeof bytes === 'string' ? Buffer.from(bytes) : bytes), place);
}

/** The hash of facts that were looked at, in the order in which the program wrote them. */
export function kept(key: string, value: unknown): Footing {
  return shown(key, JSON.stringify(value));
}

/** The hash of a value of the registry, as it is encoded there. */
export function registryFooting<K extends keyof typeof registryCodecs>(
  kind: K,
  id: string | Uint8Array,
  value: RegistryValue<K>,
): Footing {
  const { encode } = registryCodecs[kind] as unknown as { encode(value: unknown): Uint8Array };
  const named = typeof id === 'string' ? id : bytesToHex(id);
  return shown(
    'registry',
    Buffer.concat([registryKey(kind, id), encode(value)]),
    `${kind}/${named}`,
  );
}

/** Numbers below `count`, at most `most` of them, that the phrase chooses; ascending. */
export function chosenBy(phrase: string, label: string, count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  const chosen = new Set<number>();
  for (let round = 0; chosen.size < most; round += 1) {
    const hash = Buffer.from(sha256(Buffer.from(`${label}\n${round}\n${phrase}`)));
    // 48 bits: of a billion blocks none is preferred by more than a millionth.
    chosen.add(hash.readUIntBE(0, 6) % count);
  }
  return [...chosen].sort((a, b) => a - b);
}
