import type { FilePort } from './files/file-port.ts';

/** Whose journal it is and where it lies. */
export interface JournalPlace {
  readonly folder: string;
  readonly chainId: string;
  readonly nodeId: string;
  readonly files: FilePort;
}
