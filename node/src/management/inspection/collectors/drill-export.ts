import { x25519PublicKey } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { type Check, check, chosenBy, type Footing, footing, unknown } from '@mingjing/inspection';
import {
  approvedExportCodec,
  exportRequestCodec,
  FORMAT_VERSION,
  JournalSource,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import { CONTROL_HEADER } from '@mingjing/service';
import { leafHash, verifyRange } from '@mingjing/tlog';
import type { InspectionWorld } from '../world.ts';
import { drillEntry, jsonOf } from './collecting.ts';

/** Entries of the range that is shown. */
const RANGE = 32;
const KEY_BYTES = 32;
const UNIQUE_BYTES = 16;
const HOUR_MS = 60 * 60 * 1000;

/**
 * What an export is made of, without handing anything over: a range of a log that the phrase
 * chooses with its proof, which no longer holds once an entry is left out; and a request that
 * nobody approved, which the desk refuses.
 */
export async function drilledExport(
  world: InspectionWorld,
  phrase: string,
): Promise<{ readonly checks: readonly Check[]; readonly standsOn: readonly Footing[] }> {
  const { host } = world;
  const { journal } = host;
  const sources = SOURCE_NAMES.filter((source) => journal.durableSize(source) >= 2);
  const [number = 0] = chosenBy(phrase, 'log to export', sources.length, 1);
  const source = sources[number];
  const refused = await isUnapprovedRefused(world);
  const asked = check(refused.isRefused, 'facts.export.unapproved', { answer: refused.code });
  if (source === undefined) {
    return { checks: [asked, unknown('facts.export.nothing')], standsOn: [] };
  }
  const size = journal.durableSize(source);
  const [first = 0] = chosenBy(phrase, 'range to export', Math.max(1, size - RANGE), 1);
  const end = Math.min(size, first + RANGE);
  const root = await journal.rootAt(source, size);
  const stubs = await journal.readStubs(source, first, end);
  const leafHashes = stubs.map(({ stubBytes }) => leafHash(stubBytes));
  const proof = await journal.rangeProof(source, first, end, size);
  const claim = { from: first, size, proof, root };
  const isWhole = verifyRange({ ...claim, leafHashes }).ok;
  const isMissed = !verifyRange({ ...claim, leafHashes: leafHashes.slice(1) }).ok;
  const isGood = isWhole && isMissed && refused.isRefused;
  const entry = await drillEntry(world, 'export-on-lawful-request', isGood ? 'done' : 'failed', [
    ...[first, end],
  ]);
  const values = { log: source, from: first, to: end - 1, of: size };
  return {
    checks: [
      asked,
      check(isWhole, isWhole ? 'facts.export.range' : 'facts.export.broken', values),
      check(isMissed, `facts.export.${isMissed ? 'missed' : 'not-missed'}`, values),
    ],
    standsOn: [footing('log', root, `${source}/${size}`), entry],
  };
}

/** Asks the desk for an export that no officer approved. */
async function isUnapprovedRefused({ host, now, program }: InspectionWorld) {
  const request = exportRequestCodec.encode({
    ...{ version: FORMAT_VERSION, nodeId: host.nodeId, caseNumber: 'inspection' },
    ...{ basis: 'inspection', authority: 'inspection', actorType: 0, actor: '' },
    recipientKey: x25519PublicKey(randomBytes(KEY_BYTES)),
    ...{ sources: [JournalSource.access], from: 0, to: now(), expiresAt: now() + HOUR_MS },
    unique: randomBytes(UNIQUE_BYTES),
  });
  const answer = await program.ask('management', {
    ...{ method: 'POST', url: '/v1/journal/export' },
    headers: { 'content-type': 'application/x-protobuf', [CONTROL_HEADER]: host.control },
    payload: approvedExportCodec.encode({ request, approvals: [] }),
  });
  const code = String(jsonOf(answer)['code'] ?? answer.statusCode);
  return { isRefused: answer.statusCode === 403 && code === 'export-not-two-approvals', code };
}
