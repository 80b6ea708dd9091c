// Debian packages that some tests drive (a browser, a font). Everything else comes from npm.
import { spawnSync } from 'node:child_process';

const APT_ENVIRONMENT = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/**
 * Makes sure the named Debian packages are installed, as root by installing them. Resolves to the
 * names that are still missing, after saying so loudly in both languages: none means all is well.
 */
export function ensureSystemPackages(names: readonly string[]): string[] {
  const absent = missingPackages(names);
  if (absent.length === 0) return [];
  if (process.getuid?.() === 0) install(absent);
  const missing = missingPackages(absent);
  if (missing.length > 0) {
    const list = missing.join(' ');
    console.error(`缺少系统软件包，请以 root 运行：apt-get install -y ${list}`);
    console.error(`System packages are missing; as root run: apt-get install -y ${list}`);
  }
  return missing;
}

function missingPackages(names: readonly string[]): string[] {
  return names.filter((name) => {
    const asked = spawnSync('dpkg', ['--status', name], { encoding: 'utf8' });
    return !/^Status: .* installed$/m.test(asked.stdout ?? '');
  });
}

/** A failure shows in what is missing afterwards; apt-get has said why. */
function install(names: readonly string[]): void {
  console.log(`installing system packages: ${names.join(' ')}`);
  aptGet('update');
  aptGet('install', '-y', '--no-install-recommends', ...names);
}

function aptGet(...args: string[]): void {
  const done = spawnSync('apt-get', ['-qq', ...args], {
    env: APT_ENVIRONMENT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (done.status !== 0) console.error(done.error?.message ?? done.stderr);
}
