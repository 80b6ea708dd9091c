/** A version of an object, or a mark that hides it. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  readonly isMark: boolean;
  /** When it was put, as the store writes times: they sort as text. */
  readonly modified: string;
}

/** Where a page ends and the next one goes on. */
export interface PageEnd {
  readonly key: string;
  readonly versionId: string;
}

/** A page of `ListObjectVersions`. */
export interface VersionPage {
  readonly versions: readonly ObjectVersion[];
  readonly next: PageEnd | undefined;
}

const ENTRY = /<(Version|DeleteMarker)>([\s\S]*?)<\/\1>/g;

/** Reads a page of versions. Keys are of plain characters, so nothing in them is escaped. */
export function versionPage(xml: string): VersionPage | undefined {
  if (!xml.includes('<ListVersionsResult')) return undefined;
  const versions = Array.from(xml.matchAll(ENTRY), ([, type, entry = '']) => ({
    key: elementOf(entry, 'Key') ?? '',
    versionId: elementOf(entry, 'VersionId') ?? '',
    isMark: type === 'DeleteMarker',
    modified: elementOf(entry, 'LastModified') ?? '',
  }));
  const key = elementOf(xml, 'NextKeyMarker');
  const isMore = elementOf(xml, 'IsTruncated') === 'true' && key !== undefined;
  const versionId = elementOf(xml, 'NextVersionIdMarker') ?? '';
  return { versions, next: isMore ? { key, versionId } : undefined };
}

/** The date of a retention in compliance mode, ms; undefined: another mode, or none. */
export function complianceUntil(xml: string): number | undefined {
  if (elementOf(xml, 'Mode') !== 'COMPLIANCE') return undefined;
  const until = Date.parse(elementOf(xml, 'RetainUntilDate') ?? '');
  return Number.isNaN(until) ? undefined : until;
}

/** The code of an error, such as `AccessDenied`. */
export function errorCode(xml: string): string | undefined {
  return elementOf(xml, 'Code');
}

function elementOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}
