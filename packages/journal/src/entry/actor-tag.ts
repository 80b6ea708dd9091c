import { createHmac } from 'node:crypto';
import { ActorType, actorTag } from '@mingjing/protocol';
import type { ActorTypeName } from './entry-input.ts';

/** Actors of one program between clearings: 16 MB at most. */
const CACHED_TAGS_MAX = 100_000;

/**
 * The key that opens one actor's tag and no other: HMAC-SHA256(tag key, type u8 | id). Handing it
 * to a verifier shows that a tag belongs to this actor without giving away the program's key.
 */
export function actorTagOpening(tagKey: Uint8Array, type: ActorTypeName, id: string): Uint8Array {
  return createHmac('sha256', tagKey).update(actorBytes(type, id)).digest();
}

/** The tag of an opened actor (`actorTag`). */
export function actorTagOf(
  chainId: string,
  opening: Uint8Array,
  type: ActorTypeName,
  id: string,
): Uint8Array {
  return actorTag(chainId, opening, ActorType[type], id);
}

/** Tags of one program's actors, each computed once. */
export function actorTagger(chainId: string, tagKey: Uint8Array) {
  const tags = new Map<string, Map<string, Uint8Array>>();
  let cached = 0;
  return (type: ActorTypeName, id: string): Uint8Array => {
    const known = tags.get(type)?.get(id);
    if (known !== undefined) return known;
    if (cached >= CACHED_TAGS_MAX) {
      tags.clear();
      cached = 0;
    }
    const tag = actorTagOf(chainId, actorTagOpening(tagKey, type, id), type, id);
    let ofType = tags.get(type);
    if (ofType === undefined) {
      ofType = new Map();
      tags.set(type, ofType);
    }
    ofType.set(id, tag);
    cached++;
    return tag;
  };
}

function actorBytes(type: ActorTypeName, id: string): Uint8Array {
  return Buffer.concat([Uint8Array.of(ActorType[type]), Buffer.from(id)]);
}
