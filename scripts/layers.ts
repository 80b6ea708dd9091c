// The layer check: every import in the workspace is held against the ring table.
//
// dependency-cruiser resolves the imports; the ring rule itself is applied here, so a breach is
// named in the words of the architecture page. It reads TypeScript by the compiler API of
// TypeScript 6 and, finding none, would cruise nothing and call that clean. Hence the counts.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IDependency, type IModule } from 'dependency-cruiser';
import { folderOf, packageName, RINGS } from './rings.ts';

/** What a layer check read, and every breach in one line each. */
export interface LayerReport {
  readonly modules: number;
  readonly breaches: readonly string[];
}

/** Checks the sources (never the tests) of all packages and programs under `root`. */
export async function checkLayers(root: string): Promise<LayerReport> {
  const folders = foldersWithSources(root);
  const sources = folders.map((folder) => `${folder}/src`);
  const modules = sources.length === 0 ? [] : await readModules(root, sources);
  const own = modules.filter((module) => isOwnSource(module.source));
  const breaches = [
    ...(own.length === 0 ? ['no module was read: the check itself is broken'] : []),
    ...folders.filter((folder) => !(folder in RINGS)).map((folder) => `${folder}: has no ring`),
    ...folders
      .filter((folder) => !own.some((module) => folderOf(module.source) === folder))
      .map((folder) => `${folder}: none of its modules was read`),
    ...own.flatMap((module) => module.dependencies.flatMap((to) => breachesOf(module, to))),
  ];
  return { modules: own.length, breaches: [...new Set(breaches)].sort() };
}

/** Folders that hold TypeScript; an empty `src` is a package not begun yet. */
function foldersWithSources(root: string): string[] {
  const packages = join(root, 'packages');
  const names = existsSync(packages) ? readdirSync(packages) : [];
  const programs = Object.keys(RINGS).filter((folder) => !folder.startsWith('packages/'));
  return [...names.map((name) => `packages/${name}`), ...programs].filter((folder) => {
    const src = join(root, folder, 'src');
    if (!existsSync(src)) return false;
    return readdirSync(src, { recursive: true }).some((name) => /\.tsx?$/.test(String(name)));
  });
}

async function readModules(root: string, sources: string[]): Promise<IModule[]> {
  const { output } = await cruise(
    sources,
    {
      baseDir: root,
      ruleSet: { forbidden: [{ name: 'cycle', from: {}, to: { circular: true } }] },
      validate: true,
      doNotFollow: { path: 'node_modules' },
      // Type imports count: a type is knowledge of another ring just as a function is.
      tsPreCompilationDeps: true,
    },
    { exportsFields: ['exports'], conditionNames: ['node', 'import', 'default'] },
  );
  return (output as ICruiseResult).modules;
}

function isOwnSource(path: string): boolean {
  const folder = path.includes('node_modules') ? undefined : folderOf(path);
  return folder !== undefined && path.startsWith(`${folder}/src/`);
}

function breachesOf(from: IModule, to: IDependency): string[] {
  const breaches = [runtimeCycle(from.source, to)];
  if (to.couldNotResolve) breaches.push(`${from.source}: cannot resolve '${to.module}'`);
  else breaches.push(importBreach(from.source, to.resolved, to.module));
  return breaches.filter((line) => line !== undefined);
}

/** Why an import of `to`, written as `specifier`, is not allowed in `from`; undefined if it is. */
export function importBreach(from: string, to: string, specifier: string): string | undefined {
  const [source, target] = [folderOf(from), folderOf(to)];
  if (source === undefined || target === undefined || source === target) return undefined;
  const [sourceRing, targetRing] = [RINGS[source], RINGS[target]];
  if (sourceRing === undefined || targetRing === undefined) return undefined;
  if (targetRing > sourceRing) {
    return `${from}: ring ${sourceRing} imports upward from ${target} (ring ${targetRing})`;
  }
  if (targetRing === sourceRing) {
    return `${from}: imports ${target} of its own ring ${sourceRing}`;
  }
  const name = packageName(target);
  if (specifier !== name && !specifier.startsWith(`${name}/`)) {
    return `${from}: reaches into ${target} by '${specifier}' instead of its entry '${name}'`;
  }
  return undefined;
}

/** Modules that import each other's values in a circle; one closed by a type does no harm. */
function runtimeCycle(from: string, to: IDependency): string | undefined {
  if (to.circular !== true || to.cycle === undefined) return undefined;
  const kinds = [to.dependencyTypes, ...to.cycle.map((step) => step.dependencyTypes)];
  if (kinds.some((types) => types.includes('type-only'))) return undefined;
  const path = [from, ...to.cycle.map((step) => step.name)];
  // The same circle is reported at each of its modules; the first by name stands for all.
  return [...path].sort()[0] === from ? `cycle: ${path.join(' -> ')}` : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const report = await checkLayers(fileURLToPath(new URL('..', import.meta.url)));
  for (const line of report.breaches) console.error(line);
  console.log(`layers: ${report.modules} modules, ${report.breaches.length} breaches`);
  process.exit(report.breaches.length === 0 ? 0 : 1);
}
