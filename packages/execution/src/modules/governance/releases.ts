import { isSubject, RECORD_ID_BYTES, type Release } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryDraft } from '../../state/registry.ts';

const HASH_BYTES = 32;

/**
 * Declares a version of the program that members may run. Its security assessment is a record of
 * the chain, and is looked for when the declaration is proposed (`unknownRecord`).
 */
export function declareRelease(
  { registry, height }: { readonly registry: RegistryDraft; readonly height: number },
  release: Release,
): ResultCode {
  const { version, manifestHash, assessment } = release;
  if (version === '' || !isSubject(version)) return ResultCode.badField;
  if (manifestHash.length !== HASH_BYTES || assessment.length !== RECORD_ID_BYTES)
    return ResultCode.badField;
  if (release.height !== 0 || release.withdrawn) return ResultCode.badField;
  if (registry.get('release', version) !== undefined) return ResultCode.alreadyExists;
  registry.set('release', version, { ...release, height });
  return ResultCode.done;
}

/** Takes a version back: it stays listed, as one that members agreed not to run. */
export function withdrawRelease(
  { registry }: { readonly registry: RegistryDraft },
  { version }: { readonly version: string },
): ResultCode {
  const release = registry.get('release', version);
  if (release === undefined) return ResultCode.unknownSubject;
  if (release.withdrawn) return ResultCode.badAction;
  registry.set('release', version, { ...release, withdrawn: true });
  return ResultCode.done;
}
