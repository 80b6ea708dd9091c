import { shanghaiDay } from '@mingjing/console-kit';

/** The largest file that the node takes, and its kinds by how their names end. */
const FILE_BYTES_MAX = 8 * 1024 * 1024;
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  txt: 'text/plain',
};

/** The kind of a file by its name; undefined: one that is not taken. */
export function mediaTypeOf(name: string): string | undefined {
  return MEDIA_TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
}

export interface SaidOfDocument {
  readonly slot: string;
  readonly issuer: string;
  readonly owner: string;
  readonly issued_on: string;
  readonly expires_on: string;
}

/** What is still lacking, by a text of `documents.handIn.lacks`; the node judges the rest. */
export function handInFault(said: SaidOfDocument, file: Pick<File, 'name' | 'size'> | undefined) {
  if (said.slot === '') return 'slot';
  if (said.owner === '') return 'owner';
  if (said.issuer === '') return 'issuer';
  const days = [shanghaiDay(said.issued_on), shanghaiDay(said.expires_on)];
  if (days.includes(undefined)) return 'days';
  if (file === undefined || file.size === 0) return 'file';
  if (mediaTypeOf(file.name) === undefined) return 'kind';
  return file.size > FILE_BYTES_MAX ? 'size' : undefined;
}
