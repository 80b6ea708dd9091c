// The test projects in the order they run: what is cheap and pure first, real programs last.

/** A group of test files that are run together, under one kind of condition. */
export interface TestProject {
  readonly name: string;
  readonly include: readonly string[];
  /** Bound of one test. Generous: it catches what hangs, it does not measure. */
  readonly timeoutMs: number;
  /** Files that take long: they begin first, so that none is left alone at the end. */
  readonly longFirst?: readonly string[];
  /** Files that others of the project run apart from. */
  readonly except?: readonly string[];
  /** Files run one after the other in one process: what they import is loaded once. */
  readonly isShared?: boolean;
  /** Its files put another module in the place of one (`vi.mock`), or load JSX. */
  readonly needsVite?: boolean;
  /** Test files at once; by default as many as there are cores. */
  readonly filesAtOnce?: number;
  /** Its programs serve pages, which are built before any of them starts. */
  readonly needsPages?: boolean;
  /** Debian packages the tests drive. */
  readonly systemPackages: readonly string[];
  /** Those that some of its tests drive, which are skipped where they are missing. */
  readonly someDrive?: readonly string[];
}

const PURE_PACKAGES = [
  'crypto',
  'telemetry',
  'protocol',
  'tlog',
  'disclosure',
  'screening',
  'consensus',
  'execution',
  'proofs',
  'replica',
  'oversight',
];
const EDGE_PACKAGES = [
  'storage',
  'journal',
  'network',
  'search',
  'archive',
  'client',
  'service',
  'inspection',
  'host',
];

/** A validator's life with a fault at each call on a disk. */
const DISKS = ['faults', 'ends'].map((name) => `tests/contract/disk-${name}.test.ts`);

/** Put other modules in the place of real ones, or turn the clock: each needs its own process. */
const ALONE = [
  ...['crypto/test/verify', 'service/test/event-feed', 'host/test/peer-network'].map(packageTest),
  packageTest('host/test/maintenance'),
  ...DISKS,
  'tests/campaigns/hosts.test.ts',
];
const SHARED = { except: ALONE, isShared: true } as const;

export const PROJECTS: readonly TestProject[] = [
  {
    name: 'pure',
    include: [
      ...PURE_PACKAGES.map(packageTests),
      ...['tidy', 'conformance', 'campaigns', 'fuzz'].map((folder) => tests(`tests/${folder}`)),
    ],
    ...SHARED,
    timeoutMs: 30_000,
    systemPackages: [],
  },
  {
    name: 'storage',
    include: [...EDGE_PACKAGES.map(packageTests), tests('tests/contract')],
    ...SHARED,
    longFirst: [
      'tests/contract/repair-kill.test.ts',
      ...['search/test/embedded', 'journal/test/crash', 'host/test/witness/stand-ins'].map(
        packageTest,
      ),
      ...['journal/test/tamper', 'journal/test/repair-stopped'].map(packageTest),
    ],
    timeoutMs: 30_000,
    systemPackages: [],
    someDrive: ['postgresql-15'],
  },
  {
    name: 'alone',
    include: [...ALONE, packageTests('console-kit'), tests('supervisor/console/test')],
    needsVite: true,
    longFirst: DISKS,
    timeoutMs: 30_000,
    systemPackages: [],
  },
  {
    name: 'simulator',
    include: [packageTests('simulator'), tests('tests/simulation')],
    isShared: true,
    longFirst: ['planted-faults', 'seeds'].map((name) => `tests/simulation/${name}.test.ts`),
    timeoutMs: 120_000,
    systemPackages: [],
  },
  {
    name: 'processes',
    include: [tests('node/test'), tests('supervisor/test'), tests('tests/processes')],
    isShared: true,
    needsPages: true,
    timeoutMs: 120_000,
    // Networks wait for a part of their time: with fewer files at once, cores have nothing to do.
    filesAtOnce: 4,
    longFirst: [
      ...['kill', 'membership', 'demo', 'byzantine', 'retention', 'witness'].map(processTest),
      ...['maintenance', 'assurance', 'disposal', 'command'].map(processTest),
      ...['supervisor/test/program.test.ts', 'supervisor/test/supervisor.test.ts'],
      ...['node/test/inspection/items.test.ts', 'supervisor/test/chains.test.ts'],
      ...['look-through', 'journal-walk', 'forged', 'identity', 'takedown'].map(processTest),
      ...['supervisor/test/inspection.test.ts', 'node/test/inspection/left-behind.test.ts'],
      ...['node/test/api-fuzz.test.ts', 'node/test/start.test.ts'],
      ...['supervisor/test/search.test.ts', 'supervisor/test/archive.test.ts'],
      ...['authority', 'join'].map(processTest),
    ],
    systemPackages: [],
  },
  {
    name: 'browser',
    include: [tests('tests/browser')],
    isShared: true,
    needsPages: true,
    timeoutMs: 120_000,
    // Programs and browsers wait for each other.
    filesAtOnce: 3,
    longFirst: [
      ...['supervision-desk', 'supervisor', 'console-people', 'portal'].map(browserTest),
      ...['console-inspection', 'console-content', 'access-orders', 'console'].map(browserTest),
      ...['console-security', 'inspection-paper'].map(browserTest),
    ],
    systemPackages: ['chromium-headless-shell', 'fonts-noto-cjk', 'poppler-utils'],
  },
];

function packageTests(name: string): string {
  return tests(`packages/${name}/test`);
}

function packageTest(name: string): string {
  return `packages/${name}.test.ts`;
}

function browserTest(name: string): string {
  return `tests/browser/${name}.test.ts`;
}

function processTest(name: string): string {
  return `tests/processes/${name}.test.ts`;
}

function tests(folder: string): string {
  return `${folder}/**/*.test.ts`;
}
