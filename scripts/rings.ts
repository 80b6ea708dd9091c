// The drawing of the house as data: which package lies in which ring, and who alone may use which
// third-party library. The layer check, the tidy tests and the architecture page are held to it.

/** A folder of the workspace that holds a package or a program, relative to the root. */
export type Folder = string;

/** Ring of every package and program. A package imports only from rings below its own. */
export const RINGS: Readonly<Record<Folder, number>> = {
  'packages/crypto': 0,
  'packages/telemetry': 0,
  'packages/protocol': 1,
  'packages/tlog': 1,
  'packages/disclosure': 1,
  'packages/screening': 1,
  'packages/consensus': 2,
  'packages/execution': 2,
  'packages/proofs': 2,
  'packages/replica': 3,
  'packages/oversight': 3,
  'packages/storage': 4,
  'packages/network': 4,
  'packages/journal': 4,
  'packages/search': 4,
  'packages/archive': 4,
  'packages/client': 4,
  'packages/service': 4,
  'packages/inspection': 4,
  'packages/console-kit': 4,
  'packages/simulator': 5,
  'packages/host': 5,
  node: 6,
  'node/console': 6,
  'node/portal': 6,
  supervisor: 6,
  'supervisor/console': 6,
};

/**
 * Third-party libraries each folder may declare; a name ending in `/` is a scope. A folder without
 * a line may declare none. Development dependencies (test oracles) are not held to this.
 */
export const LIBRARIES: Readonly<Record<Folder, readonly string[]>> = {
  'packages/crypto': ['@noble/', 'sodium-native', '@hpke/core'],
  'packages/telemetry': ['pino', 'prom-client'],
  'packages/protocol': ['protobufjs', 'long'],
  'packages/screening': ['@monyone/aho-corasick', 'opencc-js'],
  'packages/storage': ['level', 'memory-level'],
  'packages/network': ['libp2p', '@libp2p/', '@multiformats/'],
  'packages/search': ['pg'],
  'packages/archive': ['aws4fetch'],
  'packages/service': [
    ...[
      'fastify',
      '@fastify/',
      'cookie',
      '@simplewebauthn/',
      'otplib',
      '@node-rs/',
      '@noble/hashes',
      '@peculiar/x509',
      'qrcode-generator',
      'reflect-metadata',
      'typebox',
      'yaml',
    ],
  ],
  'packages/host': ['typebox'],
  'packages/inspection': ['pdfmake', '@expo-google-fonts/', 'qrcode-generator', 'typebox'],
  'packages/console-kit': [
    '@noble/hashes',
    ...['react', 'react-dom', 'antd', '@ant-design/cssinjs', 'i18next', 'react-i18next'],
    '@tanstack/react-query',
  ],
  node: ['acorn', 'commander', 'yaml', 'typebox'],
  'node/console': ['react', 'react-dom', 'antd'],
  'node/portal': ['react', 'react-dom', 'antd'],
  supervisor: ['commander', 'yaml', 'typebox', 'nodemailer'],
  'supervisor/console': ['react', 'react-dom', 'antd'],
};

const SCOPE = '@mingjing/';

/** True for the rings whose sources are pure: no clock, randomness, input or output. */
export function isPure(ring: number): boolean {
  return ring >= 1 && ring <= 3;
}

/** True for the rings that must compute the same on every runtime, in every locale. */
export function isReproducible(ring: number): boolean {
  return ring === 2 || ring === 3;
}

/** The package a path lies in (`packages/tlog/src/tree.ts` → `packages/tlog`), if any. */
export function folderOf(path: string): Folder | undefined {
  const [first, second] = path.split('/');
  if (first === 'packages' && second !== undefined) return `${first}/${second}`;
  const nested = `${first}/${second}`;
  return [nested, first].find((folder) => folder !== undefined && folder in RINGS);
}

/** The ring of the package a path lies in. */
export function ringOf(path: string): number | undefined {
  const folder = folderOf(path);
  return folder === undefined ? undefined : RINGS[folder];
}

/** The folder of a workspace package by its name (`@mingjing/tlog` → `packages/tlog`). */
export function folderOfPackage(name: string): Folder | undefined {
  return Object.keys(RINGS).find((folder) => packageName(folder) === name);
}

/** The name a folder has as a package; the pages of a program carry its name in front. */
export function packageName(folder: Folder): string {
  const parts = folder.split('/');
  return SCOPE + (parts[0] === 'packages' ? parts[1] : parts.join('-'));
}

/** True for names of this workspace's packages. */
export function isWorkspacePackage(name: string): boolean {
  return name.startsWith(SCOPE);
}
