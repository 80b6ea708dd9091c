import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { homePaths } from '@mingjing/host/home';

/** Where the configuration of a service of several chains lies in its home. */
export function chainsFile(home: string): string {
  return resolve(dirname(homePaths(home).config), 'chains.yaml');
}

/** Whether a home is that of a service of several chains, and of no chain itself. */
export function isChainsHome(home: string): boolean {
  return existsSync(chainsFile(home));
}
