import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Journal } from '@mingjing/journal';
import { HostError } from '../errors.ts';
import { measureProgram } from './program-files.ts';
import {
  differences,
  type FileDifference,
  manifestHash,
  parseManifest,
  type ReleaseManifest,
} from './release-manifest.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const HEX_CHARS = 64;

/** What a node measured of its program and its configuration. */
export interface Measured {
  readonly version: string;
  readonly manifestHash: Uint8Array;
  /** Of the configuration file now. */
  readonly configHash: Uint8Array;
  /** Ms, by this machine's clock. */
  readonly at: number;
  readonly files: number;
  /** Hash of the manifest that the home keeps; absent: it keeps none. */
  readonly keptHash?: Uint8Array;
  /** Against the manifest that the home keeps; empty without one. */
  readonly differing: readonly FileDifference[];
}

export interface AttestationOptions {
  readonly nodeId: string;
  readonly journal: Pick<Journal, 'append'>;
  /** The configuration file that the program was started with. */
  readonly config: string;
  /** The manifest of the release that this home is meant to run, where there is one. */
  readonly manifest: string;
  readonly measure?: () => Promise<ReleaseManifest>;
  readonly now?: () => number;
  readonly onError: (error: unknown) => void;
}

/** Measures the program at its start and every day; each measure is an entry of the journal. */
export class Attestation {
  readonly #options: AttestationOptions;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #measuring: Promise<void> = Promise.resolve();
  #measured: Measured | undefined;
  /** Of the configuration that this process runs with. */
  #startedConfig: Uint8Array = new Uint8Array(0);

  constructor(options: AttestationOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => Date.now());
  }

  /** The latest measure; undefined before the first has ended. */
  get measured(): Measured | undefined {
    return this.#measured;
  }

  get startedConfig(): Uint8Array {
    return this.#startedConfig;
  }

  /** Begins at once, and does not keep the start of the program waiting. */
  async start(): Promise<void> {
    this.#startedConfig = await hashOfFile(this.#options.config);
    this.again();
    this.#timer = setInterval(() => this.again(), DAY_MS);
    this.#timer.unref();
  }

  /** Begins another measure after the one under way; a failure is told, and keeps the last one. */
  again(): void {
    this.#measuring = this.#measuring.then(() => this.measure()).catch(this.#options.onError);
  }

  /** Measures once; throws `PROGRAM_UNREADABLE` and `MANIFEST_INVALID`. */
  async measure(): Promise<void> {
    const { config, manifest: path, measure = measureProgram } = this.#options;
    const kept = await keptManifest(path);
    const program = await measure();
    const hash = manifestHash(program);
    this.#measured = {
      version: program.version,
      manifestHash: hash,
      configHash: await hashOfFile(config),
      at: this.#now(),
      files: program.files.length,
      ...(kept === undefined ? {} : { keptHash: manifestHash(kept) }),
      differing: kept === undefined ? [] : differences(kept, program),
    };
    await this.#note(this.#measured);
  }

  /** Resolves when nothing is being measured any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#measuring;
  }

  async #note({ differing, files, manifestHash: hash }: Measured): Promise<void> {
    await this.#options.journal.append({
      source: 'maintenance',
      event: 'program-measured',
      result: differing.length === 0 ? 'done' : 'failed',
      ...(differing.length === 0 ? {} : { reason: 'files-differ' }),
      actor: { type: 'system', id: this.#options.nodeId },
      object: Buffer.from(hash).toString('hex').slice(0, HEX_CHARS),
      counts: [files, differing.length],
    });
  }
}

async function keptManifest(path: string): Promise<ReleaseManifest | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw manifestInvalid(path, error);
  }
  const manifest = parseManifest(text);
  if (manifest === undefined) throw manifestInvalid(path);
  return manifest;
}

async function hashOfFile(path: string): Promise<Uint8Array> {
  return Uint8Array.from(
    createHash('sha256')
      .update(await readFile(path))
      .digest(),
  );
}

function manifestInvalid(path: string, cause?: unknown): HostError {
  return new HostError(
    'MANIFEST_INVALID',
    `${path} 不是发布清单：无法比对程序文件`,
    `${path} is no release manifest: the program's files cannot be held against it`,
    cause,
  );
}
