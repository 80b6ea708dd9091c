import { strict as assert } from 'node:assert';
import { type Client, createClient, type PublishOptions } from '@mingjing/client';
import { keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import type { PublishedFile, Testnet } from '@mingjing/node';
import type { Genesis } from '@mingjing/protocol';
import type { VerificationServiceForTests } from '../../tests/verification/service.ts';
import type { DocumentFile, DocumentSet } from './documents.ts';
import type { Office } from './office.ts';
import type { DemoOptions } from './options.ts';
import type { Block } from './printing.ts';
import type { Announced, Program } from './programs.ts';

/** A running network with its programs. */
export interface Network {
  readonly testnet: Testnet;
  readonly genesis: Genesis;
  readonly chainId: string;
  readonly genesisHash: string;
  readonly validators: readonly Program[];
  /** The full node of the first organisation: its desks, its console, its portal. */
  readonly management: Program;
  readonly supervision: Program;
}

/** Who sits where, each logged in by his key and an authenticator. */
export interface People {
  readonly management: Office;
  readonly supervision: Office;
}

/** A receipt on disk with the document it is about. */
export interface SavedReceipt {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly document: DocumentFile;
}

/** A synthetic person with what only the vault and a look-through know of him. */
export interface Person {
  readonly user: string;
  readonly number: string;
  readonly name: string;
}

/** What the steps stand on; each fills in what it makes for the later ones. */
export interface Stage {
  readonly options: DemoOptions;
  /** Everything that is written lies here. */
  readonly folder: string;
  /** Every program that was started, for the end. */
  readonly programs: Program[];
  readonly startedAt: number;
  /** Names and seconds of the steps that held. */
  readonly times: { readonly step: string; readonly seconds: string }[];
  /** Files that outlive the run. */
  readonly results: string[];
  documents?: DocumentSet;
  network?: Network;
  people?: People;
  /** 模拟核验服务: in this process, and known to be one. */
  verification?: VerificationServiceForTests;
  /** Who registered under his real name, of which the chain has nothing. */
  person?: Person;
  /** Version that is declared on the chain and runs here. */
  release?: string;
  /** Of the registry of people: who answers for the papers. */
  owner?: string;
  published?: readonly PublishedFile[];
  receipt?: SavedReceipt;
  page?: string;
}

export type StepName =
  | 'ground'
  | 'start'
  | 'people'
  | 'realName'
  | 'receipt'
  | 'refused'
  | 'crash'
  | 'takedown'
  | 'journal'
  | 'lookThrough'
  | 'duty'
  | 'form';

export interface Step {
  readonly name: StepName;
  /** Steps without which this one cannot be run. */
  readonly needs: readonly StepName[];
  run(stage: Stage, block: Block): Promise<void>;
}

/** What an earlier step made; the order of the steps says that it is there. */
export function made<T>(value: T | undefined): T {
  assert(value !== undefined, 'an earlier step made it');
  return value;
}

/** The address of a listener. */
export function addressOf({ api, console }: Announced): string {
  const { host, port } = made(api ?? console);
  return `http://${host}:${port}`;
}

/** A client of the node that this process is. */
export async function clientOf(program: Program): Promise<Client> {
  return createClient({ baseUrl: addressOf(await program.announced()), timeoutMs: 30_000 });
}

/** How documents are composed under the key of a file. */
export function composing({ chainId, genesis }: Network, keyFile: string): PublishOptions {
  const { seed, publicKey } = loadKeyFile(keyFile);
  return {
    chainId,
    limits: genesis.parameters,
    keyId: keyId(publicKey),
    sign: signerFromSeed(seed).sign,
    random: randomBytes,
    now: () => Date.now(),
  };
}
