/**
 * Builds the management console into `dist`, which the node program serves at `/console/`.
 *
 *     node node/console/build.ts
 *
 * What is unchanged since the last build is not built again. The styles of the components are
 * written to a file here, since the policy of the pages allows no style that a script makes.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(FOLDER, '../..');
const BASE = '/console/';
const TARGET = join(FOLDER, 'dist');
/** What the last build was made from: each file with the hash of its bytes. */
const INPUTS = join(FOLDER, 'node_modules/.cache/inputs.json');
const STYLES = 'styles/component-styles.ts';
const STYLES_BYTES_MAX = 16 * 1024 * 1024;
/** Besides the modules of the bundle: what decides how it is made. */
const ALWAYS = [
  ...['pnpm-lock.yaml', 'node/console/build.ts', 'node/console/index.html'],
  ...[`node/console/${STYLES}`, 'packages/console-kit/src/theme/tokens.ts'],
];

/** Builds what changed and returns the folder of the pages. */
export async function buildConsole(): Promise<string> {
  if (await isFresh()) return TARGET;
  const draft = `${TARGET}.${process.pid}`;
  const modules = await inProduction(() => bundle(draft));
  // Whoever starts while the pages are built anew gets whole ones.
  const old = `${draft}.old`;
  if (existsSync(TARGET)) await rename(TARGET, old);
  await rename(draft, TARGET);
  await rm(old, { recursive: true, force: true });
  await mkdir(join(INPUTS, '..'), { recursive: true });
  await writeFile(INPUTS, JSON.stringify(await hashesOf([...ALWAYS, ...modules])));
  return TARGET;
}

async function isFresh(): Promise<boolean> {
  if (!existsSync(INPUTS) || !existsSync(join(TARGET, 'index.html'))) return false;
  const known = JSON.parse(await readFile(INPUTS, 'utf8')) as Record<string, string>;
  const now = await hashesOf(Object.keys(known));
  return Object.entries(known).every(([file, hash]) => now[file] === hash);
}

/** A file that is gone has an empty hash, which is no file's. */
async function hashesOf(files: readonly string[]): Promise<Record<string, string>> {
  const hashes = files.map(async (file) => {
    const bytes = await readFile(join(ROOT, file)).catch(() => undefined);
    const hash = bytes && createHash('sha256').update(bytes).digest('hex');
    return [file, hash ?? ''] as const;
  });
  return Object.fromEntries(await Promise.all(hashes));
}

/** Libraries look at the environment, which a test run sets to its own. */
async function inProduction<T>(run: () => Promise<T>): Promise<T> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return await run();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/** Bundles into a folder; the own modules it is made of, relative to the root. */
async function bundle(outDir: string): Promise<string[]> {
  const modules = new Set<string>();
  const collect: Plugin = {
    name: 'own-modules',
    moduleParsed({ id }) {
      const [file = ''] = id.split('?');
      const path = relative(ROOT, file);
      const isOwn = !path.startsWith('..') && !path.includes('node_modules');
      if (isOwn && existsSync(file)) modules.add(path);
    },
  };
  await build({
    configFile: false,
    envDir: false,
    root: FOLDER,
    base: BASE,
    logLevel: 'error',
    plugins: [react(), componentStyles(), collect],
    build: {
      outDir,
      emptyOutDir: true,
      // A style or picture inside a script would be none the policy allows.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
    },
  });
  return [...modules];
}

/** The styles of the components as a file of the page, in front of our own. */
function componentStyles(): Plugin {
  const name = 'components.css';
  return {
    name: 'component-styles',
    async buildStart() {
      const script = join(FOLDER, STYLES);
      const { stdout } = await promisify(execFile)(process.execPath, [script], {
        maxBuffer: STYLES_BYTES_MAX,
      });
      this.emitFile({ type: 'asset', name, source: stdout });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const file = Object.values(bundle).find(
          (each) => 'names' in each && each.names[0] === name,
        );
        if (file === undefined) throw new Error('the page has no styles of the components');
        const attrs = { rel: 'stylesheet', href: BASE + file.fileName };
        return { html, tags: [{ tag: 'link', attrs, injectTo: 'head-prepend' }] };
      },
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const begun = performance.now();
  const folder = await buildConsole();
  const files = await readdir(folder, { recursive: true });
  console.log(`${folder}: ${files.length} files, ${Math.round(performance.now() - begun)} ms`);
}
