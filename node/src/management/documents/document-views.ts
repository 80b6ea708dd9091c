import type { Day } from '../calendar/shanghai-days.ts';
import { type KnownVersion, type SlotStanding, standingOfVersion } from './document-rules.ts';

/** What a document made for a demonstration is called wherever it is shown. */
const EXAMPLE = { 'zh-CN': '示例', en: 'Example' };

export function slotView({ expiresOn, faults, level, slot, version }: SlotStanding) {
  const { en, id, items, mandatory, 'zh-CN': zh } = slot;
  return {
    ...{ slot: id, title: { 'zh-CN': zh, en }, mandatory, items },
    ...{ level, faults, version, expires_on: expiresOn },
  };
}

export function versionView(known: KnownVersion, today: Day) {
  const { attestation, damagedAt, facts, fileName, mediaType, slot, ...rest } = known.value;
  const { sha256, size, uploadedAt, uploadedBy, withdrawn } = rest;
  const standing = standingOfVersion(known, today);
  return {
    ...{ id: known.id, slot, file_name: fileName, media_type: mediaType, size, sha256, ...facts },
    mark: facts.example ? EXAMPLE : null,
    ...{ uploaded_by: uploadedBy, uploaded_at: uploadedAt, damaged_at: damagedAt, withdrawn },
    attestation:
      attestation === null
        ? null
        : {
            ...{ officer: attestation.officer, at: attestation.at },
            ...{ signature: attestation.signature, public_key: attestation.publicKey },
          },
    level: withdrawn === null ? standing.level : 'none',
    faults: withdrawn === null ? standing.faults : [],
  };
}
