import type { Library } from './dependencies.ts';

/** The product that an inventory is of. */
export interface InventoryOf {
  readonly name: string;
  readonly version: string;
  /** Ms; the list itself is the same at any time. */
  readonly time: number;
}

/**
 * A list of libraries as CycloneDX 1.6 JSON, which scanners of vulnerabilities read
 * (ECMA-424, sections on metadata, components and dependencies). Libraries are named by package
 * URLs of the type `npm`.
 */
export function cycloneDx(libraries: readonly Library[], { name, version, time }: InventoryOf) {
  const own = `pkg:generic/${name}@${version}`;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: new Date(time).toISOString(),
      component: { type: 'application', 'bom-ref': own, name, version },
    },
    components: libraries.map((library) => ({
      type: 'library',
      'bom-ref': packageUrl(library),
      name: library.name,
      version: library.version,
      purl: packageUrl(library),
      ...hashesOf(library),
    })),
    dependencies: [
      { ref: own, dependsOn: libraries.map(packageUrl) },
      ...libraries.map((library) => ({
        ref: packageUrl(library),
        dependsOn: library.dependsOn.map(urlOfKey),
      })),
    ],
  };
}

// The scope of a name is percent-encoded, its slash is not.
function packageUrl({ name, version }: Pick<Library, 'name' | 'version'>): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function urlOfKey(key: string): string {
  const at = key.lastIndexOf('@');
  return packageUrl({ name: key.slice(0, at), version: key.slice(at + 1) });
}

function hashesOf({ sha512 }: Library) {
  if (sha512 === undefined) return {};
  const content = Buffer.from(sha512, 'base64').toString('hex');
  return { hashes: [{ alg: 'SHA-512', content }] };
}
