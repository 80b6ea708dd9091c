/**
 * Builds the verify page, one HTML file with its script and style inside, to be saved and opened
 * from disk without a network; and the public portal, which the node program serves.
 *
 *     node node/portal/build.ts
 *
 * The policy in the page names the hashes of that one script and that one style and allows nothing
 * else: no connection, no other script, no frame. The same sources give the same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { buildPages, sayBuilt } from '../../scripts/build-pages.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const TARGET = join(FOLDER, 'dist', 'verify.html');

/** Builds `dist/verify.html` and returns its path. */
export async function buildVerifyPage(): Promise<string> {
  const [script, style, frame] = await Promise.all([
    bundleScript(),
    readFile(join(FOLDER, 'src/page.css'), 'utf8'),
    readFile(join(FOLDER, 'src/page.html'), 'utf8'),
  ]);
  const page = [
    ['"policy"', `"${policyOf(script, style)}"`] as const,
    ['/* style */', style] as const,
    ['/* script */', script] as const,
  ].reduce((text, [blank, value]) => fillBlank(text, blank, value), frame);
  await mkdir(join(FOLDER, 'dist'), { recursive: true });
  // Whoever reads the page while it is built anew gets a whole one.
  const draft = `${TARGET}.${process.pid}`;
  await writeFile(draft, page);
  await rename(draft, TARGET);
  return TARGET;
}

/** Builds the portal with the verify page in it, and returns the folder of the pages. */
export function buildPortal(): Promise<string> {
  return buildPages({
    ...{ folder: 'node/portal', base: '/', target: 'dist/site' },
    styles: 'styles/component-styles.ts',
    inputs: ['src/main.ts', 'src/page.html', 'src/page.css'],
    files: async () => ({ 'verify.html': await readFile(await buildVerifyPage(), 'utf8') }),
  });
}

/** Everything the page runs, as one classic script. */
async function bundleScript(): Promise<string> {
  const built = await build({
    configFile: false,
    envDir: false,
    root: FOLDER,
    logLevel: 'error',
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: join(FOLDER, 'src/main.ts'),
        output: { format: 'iife' },
        // The entry of `crypto` offers more than a verifier needs; what is unused stays out.
        treeshake: { moduleSideEffects: (id) => !/\/(?:@hpke|@noble|crypto\/src)\//.test(id) },
      },
    },
  });
  const outputs = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
  const [chunk] = outputs;
  if (outputs.length !== 1 || chunk?.type !== 'chunk') {
    throw new Error(`the page is one script, not ${outputs.length} files`);
  }
  return inlineSafe(chunk.code);
}

/** Puts a text where the frame leaves a blank; without a blank the frame is not ours. */
function fillBlank(frame: string, blank: string, text: string): string {
  const [before, after, ...more] = frame.split(blank);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`the frame of the page must hold '${blank}' once`);
  }
  return before + text + after;
}

/** Checks what would break a script that stands inside a page. */
function inlineSafe(code: string): string {
  for (const forbidden of ['</script', '<!--', '__vite-browser-external']) {
    if (code.includes(forbidden)) throw new Error(`the script of the page contains '${forbidden}'`);
  }
  return code;
}

function policyOf(script: string, style: string): string {
  const source = (text: string): string => {
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  };
  return [
    "default-src 'none'",
    `script-src ${source(script)}`,
    `style-src ${source(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const begun = performance.now();
  console.log(await buildVerifyPage());
  await sayBuilt(await buildPortal(), begun);
}
