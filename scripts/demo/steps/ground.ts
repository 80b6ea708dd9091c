import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defaultParameters } from '@mingjing/protocol';
import { ROOT } from '../../commands.ts';
import { type DocumentSet, gatherDocuments, leaveOutStopped, openInput } from '../documents.ts';
import { type Block, size } from '../printing.ts';
import type { Stage, Step } from '../stage.ts';
import { bothLanguages, type TextFields } from '../texts.ts';

/** The machine or the input cannot carry the demonstration; one line in both languages. */
export class GroundError extends Error {
  override readonly name = 'GroundError';
  readonly code = 'GROUND';

  constructor(key: string, fields?: TextFields) {
    super(bothLanguages(`refused.${key}`, fields));
  }
}

const NODES = 6;
/** Logs, stores and journals of six nodes that hold no document yet. */
const DISK_BASE_BYTES = 256 * 1024 * 1024;
/** Six programs take 120 to 180 MiB each. */
const MEMORY_BYTES_MIN = 640 * 1024 * 1024;

export const ground: Step = {
  name: 'ground',
  needs: [],
  async run(stage, block) {
    block.fact('runtime', { version: process.versions.node, cores: availableParallelism() });
    installed(block);
    const documents = documentsOf(stage, block);
    stage.documents = documents;
    const { files, sizeBytes } = documents;
    block.fact('input', { count: files.length, size: size(sizeBytes), folder: documents.folder });
    const needed = diskNeeded(sizeBytes);
    const free = freeBytes(stage.folder);
    if (free < needed) {
      throw new GroundError('diskFull', {
        folder: stage.folder,
        free: size(free),
        needed: size(needed),
      });
    }
    const memory = process.availableMemory();
    if (memory < MEMORY_BYTES_MIN) {
      const least = size(MEMORY_BYTES_MIN);
      throw new GroundError('memoryLow', { free: size(memory), needed: least });
    }
    const room = { disk: size(free), needed: size(needed), memory: size(memory) };
    block.fact('room', room);
    await assertLoopback();
    block.fact('ports', { count: 2 * NODES });
    block.look(stage.folder);
  },
};

/** Documents left out that are named one by one. */
const NAMED_MAX = 20;

/** Each of the nodes keeps every document, written once to a log and once to a table. */
function diskNeeded(sizeBytes: number): number {
  return DISK_BASE_BYTES + 2 * NODES * sizeBytes;
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Opens the user's folder, or gathers what comes with the project. */
function documentsOf({ options, folder }: Stage, block: Block): DocumentSet {
  assertWritable(folder);
  let input = options.input;
  if (input === undefined) {
    input = join(folder, 'documents');
    try {
      gatherDocuments(input);
    } catch (cause) {
      if (!isDiskFull(cause)) throw cause;
      const free = size(freeBytes(folder));
      throw new GroundError('diskFull', { folder, free, needed: size(diskNeeded(0)) });
    }
  }
  const opened = openedAt(input);
  return options.input === undefined ? opened : withoutStopped(opened, folder, block);
}

/** What of the user's documents the nodes take; what they would stop is named. */
function withoutStopped(documents: DocumentSet, folder: string, block: Block): DocumentSet {
  const taken = join(folder, 'documents');
  const stopped = leaveOutStopped(documents, taken);
  for (const { file, rules } of stopped.slice(0, NAMED_MAX)) {
    block.fact('leftOut', { file: file.name, rules: rules.join(', ') });
  }
  if (stopped.length > NAMED_MAX) block.fact('leftOutMore', { count: stopped.length - NAMED_MAX });
  if (stopped.length === documents.files.length) {
    throw new GroundError('inputStopped', { path: documents.folder });
  }
  return stopped.length === 0 ? documents : openedAt(taken);
}

function openedAt(input: string): DocumentSet {
  const opened = openInput(input, defaultParameters.attachmentSizeMax);
  if (opened.ok) return opened.value;
  const { reason, ...fields } = opened.refusal;
  const shown = 'size' in fields ? { ...fields, size: size(fields.size) } : fields;
  throw new GroundError(reason, { ...shown, most: size(defaultParameters.attachmentSizeMax) });
}

function assertWritable(folder: string): void {
  const probe = join(folder, '.writable');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, '');
    unlinkSync(probe);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new GroundError('folderUnwritable', { folder, code });
  }
}

function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** Says what is installed, and how long that took where this project's own script did it. */
function installed(block: Block): void {
  const modules = join(ROOT, 'node_modules');
  const packages = readdirSync(join(modules, '.pnpm')).length;
  const mark = join(modules, '.mingjing-install-seconds');
  if (!existsSync(mark)) {
    block.fact('installedElsewhere', { packages });
    return;
  }
  const time = statSync(mark).mtime.toISOString().slice(0, 16).replace('T', ' ');
  block.fact('installed', { packages, seconds: readFileSync(mark, 'utf8').trim(), time });
}

async function assertLoopback(): Promise<void> {
  const servers = Array.from({ length: 2 * NODES }, () => createServer());
  try {
    await Promise.all(
      servers.map(
        (server) =>
          new Promise<void>((resolve, reject) => {
            server.once('error', reject);
            server.listen(0, '127.0.0.1', resolve);
          }),
      ),
    );
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new GroundError('noPorts', { code });
  } finally {
    for (const server of servers) server.close();
  }
}
