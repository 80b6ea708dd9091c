// Builds the pages of a console: React and Ant Design, by Vite, signed, and only when something
// has changed. The styles of the components are written to a file, since the policy of the pages
// allows no style that a script makes.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { generateSeed, type KeyFile, loadKeyFile, saveKeyFile } from '@mingjing/crypto/node';
import { MANIFEST_FILE, pageHash, readManifest, signManifest } from '@mingjing/service';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';

/** A site, by its folder in the workspace. */
export interface PagesOptions {
  /** Relative to the root, such as `node/console`; `index.html` lies in it. */
  readonly folder: string;
  /** Path below which it is served. */
  readonly base: string;
  /** Where it is built to, below its folder. */
  readonly target: string;
  /** Script that prints the styles of the components in use, below its folder. */
  readonly styles: string;
  /** Below its folder: what decides about the pages and is no module of the bundle. */
  readonly inputs?: readonly string[];
  /** Files beside the bundle, by their names, made when anything is built. */
  readonly files?: () => Promise<Readonly<Record<string, string>>>;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache');
/** Made at the first build on a machine; a release is signed with a key of its own. */
const KEY_FILE = join(CACHE, 'page-key.json');
const KEY_PURPOSE = 'pages';
const STYLES_BYTES_MAX = 16 * 1024 * 1024;
const SHARED = [
  ...['pnpm-lock.yaml', 'scripts/build-pages.ts', 'packages/console-kit/package.json'],
  ...['tokens', 'console-components', 'styles-of'].map(
    (name) => `packages/console-kit/src/theme/${name}.ts`,
  ),
];

/** Builds what changed and returns the folder of the pages. */
export async function buildPages(options: PagesOptions): Promise<string> {
  const target = join(ROOT, options.folder, options.target);
  const inputs = join(ROOT, options.folder, 'node_modules/.cache/inputs.json');
  const key = signingKey();
  if (await isFresh(target, inputs, key)) return target;
  const draft = `${target}.${process.pid}`;
  const modules = await make(options, draft, key).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    throw error;
  });
  // Whoever starts while the pages are built anew gets whole ones.
  const old = `${draft}.old`;
  if (existsSync(target)) await rename(target, old);
  await rename(draft, target);
  await rm(old, { recursive: true, force: true });
  await mkdir(dirname(inputs), { recursive: true });
  await writeFile(inputs, JSON.stringify(await hashesOf([...ownInputs(options), ...modules])));
  return target;
}

/** Makes the pages in a folder, signed; the own modules they are made of. */
async function make(options: PagesOptions, draft: string, key: KeyFile): Promise<string[]> {
  const modules = await inProduction(() => bundle(options, draft));
  for (const [name, text] of Object.entries((await options.files?.()) ?? {})) {
    await writeFile(join(draft, name), text);
  }
  await writeFile(join(draft, MANIFEST_FILE), signManifest(await filesIn(draft), key.seed));
  return modules;
}

/** Says what was built, and the key that `pages.signer` of a node may name. */
export async function sayBuilt(folder: string, begun: number): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  const { public_key: signer } = JSON.parse(await readFile(KEY_FILE, 'utf8'));
  const took = Math.round(performance.now() - begun);
  console.log(`${relative(ROOT, folder)}: ${files.length} files, ${took} ms, signer ${signer}`);
}

function signingKey(): KeyFile {
  if (existsSync(KEY_FILE)) return loadKeyFile(KEY_FILE);
  mkdirSync(CACHE, { recursive: true });
  return saveKeyFile(KEY_FILE, { purpose: KEY_PURPOSE, seed: generateSeed() });
}

/** Besides the modules of the bundle: what decides how it is made. */
function ownInputs({ folder, inputs = [], styles }: PagesOptions): string[] {
  const own = ['build.ts', 'index.html', styles, ...inputs];
  return [...SHARED, ...own.map((name) => `${folder}/${name}`)];
}

/** Nothing that the pages are made of has changed, and nothing of them either. */
async function isFresh(target: string, inputs: string, key: KeyFile): Promise<boolean> {
  const manifestFile = join(target, MANIFEST_FILE);
  if (!existsSync(inputs) || !existsSync(manifestFile)) return false;
  const manifest = readManifest(await readFile(manifestFile, 'utf8'));
  if (manifest === undefined || !Buffer.from(key.publicKey).equals(manifest.key)) return false;
  const built = await filesIn(target);
  const isWhole = [...manifest.files].every(([path, hash]) => built.get(path) === hash);
  const known = JSON.parse(await readFile(inputs, 'utf8')) as Record<string, string>;
  const now = await hashesOf(Object.keys(known));
  return isWhole && Object.entries(known).every(([file, hash]) => now[file] === hash);
}

async function filesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = join(entry.parentPath, entry.name);
    if (entry.name !== MANIFEST_FILE) {
      files.set(relative(folder, file), pageHash(await readFile(file)));
    }
  }
  return files;
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
async function bundle(options: PagesOptions, outDir: string): Promise<string[]> {
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
    publicDir: false,
    root: join(ROOT, options.folder),
    base: options.base,
    logLevel: 'error',
    plugins: [react(), componentStyles(options), collect],
    worker: { format: 'es', plugins: () => [collect] },
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
function componentStyles({ base, folder, styles }: PagesOptions): Plugin {
  const name = 'components.css';
  return {
    name: 'component-styles',
    async buildStart() {
      const script = join(ROOT, folder, styles);
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
        const attrs = { rel: 'stylesheet', href: base + file.fileName };
        return { html, tags: [{ tag: 'link', attrs, injectTo: 'head-prepend' }] };
      },
    },
  };
}
