import { bytesToHex, sha256 } from '@mingjing/crypto';
import { historyOf } from '@mingjing/execution';
import { type Journal, READ_ENTRIES_MAX } from '@mingjing/journal';
import { type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import { parseTilePath, TILE_WIDTH, type Tile } from '@mingjing/tlog';
import Type from 'typebox';
import type { Host } from './host.ts';
import type { CertificateRefusal } from './retention/certificate.ts';

/** Full tiles never change; a partial one is replaced by a wider one. */
const FULL_TILE = { 'cache-control': 'max-age=31536000, immutable' };
const ENTRIES = 'entries/';

const log = Type.Union(SOURCE_NAMES.map((name) => Type.Literal(name)));

/**
 * The logs as C2SP tlog-tiles serves them: `/journal/<log>/` is the prefix of one log. Entry
 * bundles hold stubs, which are the leaves; bodies are not served.
 */
export function journalRoutes(host: Host): AnyRoute[] {
  const read = { method: 'GET', policy: 'public' } as const;
  return [
    defineRoute({
      ...read,
      path: '/journal/:log/checkpoint',
      act: { source: 'access', event: 'journal-checkpoint-read' },
      summary: 'Signed checkpoint of a log (C2SP tlog-checkpoint)',
      answerMediaType: 'text/plain',
      schema: { params: Type.Object({ log }) },
      async handler({ params, act }) {
        act.object = params.log;
        const note = await host.journal.readCheckpoint(params.log);
        if (note === undefined) throw new Problem(404, 'log-empty');
        return {
          text: Buffer.from(note).toString('utf8'),
          headers: { 'cache-control': 'no-cache' },
        };
      },
    }),
    defineRoute({
      ...read,
      path: '/journal/:log/tile/*',
      act: { source: 'access', event: 'journal-tile-read' },
      summary: 'Hash tile or entry bundle of a log (C2SP tlog-tiles)',
      answerMediaType: 'application/octet-stream',
      schema: { params: Type.Object({ log, '*': Type.String({ maxLength: 64 }) }) },
      async handler({ params, act }) {
        const path = params['*'];
        act.object = `${params.log}/tile/${path}`;
        const isBundle = path.startsWith(ENTRIES);
        const tile = tileOf(isBundle ? `0/${path.slice(ENTRIES.length)}` : path);
        const bytes = isBundle
          ? await bundle(host.journal, params.log, tile)
          : await host.journal.readTile(params.log, tile);
        if (bytes === undefined) throw new Problem(404, 'tile-unknown');
        return { bytes, ...(tile.width === TILE_WIDTH ? { headers: FULL_TILE } : {}) };
      },
    }),
    anchorRoute(host),
    certificateRoute(host),
  ];
}

function anchorRoute(host: Host): AnyRoute {
  return defineRoute({
    method: 'GET',
    policy: 'public',
    path: '/v1/journal/anchors/:node',
    act: { source: 'access', event: 'journal-anchors-read' },
    summary: 'What the chain anchored last of the logs of a node, and certified as disposed of',
    schema: { params: Type.Object({ node: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }) }) },
    handler({ params, act }) {
      act.object = params.node;
      const { registry } = host.replica.chain.state;
      const anchor = registry.get('anchor', params.node);
      if (anchor === undefined) throw new Problem(404, 'anchor-unknown');
      const { nodeId, height, time, logs } = anchor;
      return {
        json: {
          ...{ node_id: nodeId, height, time },
          logs: logs.map(({ source, size, root }) => ({
            ...{ source: SOURCE_NAMES[source - 1] ?? '', size, root: bytesToHex(root) },
            disposed_to: historyOf(registry, nodeId, source).disposedTo,
          })),
        },
      };
    },
  });
}

function certificateRoute(host: Host): AnyRoute {
  return defineRoute({
    method: 'GET',
    policy: 'public',
    path: '/v1/journal/retention-certificate',
    act: { source: 'access', event: 'retention-certificate-issued' },
    summary: 'Retention certificate of the logs of this node, for offline verification',
    answerMediaType: 'application/octet-stream',
    async handler({ act }) {
      const issued = await host.certifier.issue();
      if (!issued.ok) {
        throw new Problem(STATUSES[issued.reason], `certificate-${issued.reason}`);
      }
      act.object = bytesToHex(sha256(issued.value));
      return { bytes: issued.value, headers: { 'cache-control': 'no-store' } };
    },
  });
}

/** A log behind its anchor is the node's own trouble; all else may be otherwise later. */
const STATUSES: Readonly<Record<CertificateRefusal, number>> = {
  'no-block': 404,
  'not-registered': 404,
  'no-statement-key': 503,
  'log-behind': 500,
};

function tileOf(path: string): Tile {
  const parsed = parseTilePath(`tile/${path}`);
  if (!parsed.ok) throw new Problem(404, 'tile-unknown');
  return parsed.value;
}

/** Stubs of a tile's entries, each behind its length as u16; undefined when the log lacks some. */
async function bundle(
  journal: Journal,
  source: JournalSourceName,
  { index, width }: Tile,
): Promise<Uint8Array | undefined> {
  const from = index * TILE_WIDTH;
  const entries = await journal.readRange(source, from, from + Math.min(width, READ_ENTRIES_MAX));
  if (entries.length < width) return undefined;
  const parts: Uint8Array[] = [];
  for (const { stubBytes } of entries) {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(stubBytes.length);
    parts.push(length, stubBytes);
  }
  return Buffer.concat(parts);
}
