import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMANDS } from '@mingjing/node/commands';
import { parser } from '@prometheus-io/lezer-promql';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ensureSystemPackages } from '../../scripts/system-packages.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DEPLOY = join(ROOT, 'scripts', 'deploy');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const UNITS = readdirSync(join(DEPLOY, 'systemd'));
const PROGRAM = /\/opt\/mingjing\/((?:node|supervisor)\/bin\/[a-z-]+\.js)/g;

/** Names of the metrics in a source, by the calls that make them. */
function metricsIn(path: string, prefix: string): string[] {
  return [...read(path).matchAll(/\badd\(\s*'([a-z0-9_]+)'/g)].map(
    ([, name]) => `${prefix}_${name}`,
  );
}

const OF_BOTH = ['packages/host/src/metrics.ts', 'packages/telemetry/src/metrics.ts'];
const METRICS = new Set([
  ...OF_BOTH.flatMap((path) => metricsIn(path, 'mingjing')),
  ...OF_BOTH.flatMap((path) => metricsIn(path, 'mingjing_supervisor')),
  ...metricsIn('node/src/api/metrics.ts', 'mingjing'),
  ...metricsIn('supervisor/src/supervisor.ts', 'mingjing_supervisor'),
]);

function unknownMetrics(expressions: readonly string[]): string[] {
  const named = expressions.flatMap((each) => each.match(/\bmingjing_[a-z0-9_]+/g) ?? []);
  expect(named.length).toBeGreaterThan(10);
  return named.filter((name) => !METRICS.has(name));
}

describe('units of systemd', () => {
  const missing = ensureSystemPackages(['systemd']);

  it.skipIf(missing.length > 0 && !process.env.CI)('are what systemd understands', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mingjing-units-'));
    try {
      for (const unit of UNITS) {
        const text = read('scripts', 'deploy', 'systemd', unit);
        // The programs of this checkout, and a user that every system has.
        const here = text
          .replace(PROGRAM, (_, program: string) => join(ROOT, program))
          .replaceAll('/opt/mingjing', ROOT)
          .replace(/^(User|Group)=mingjing$/gm, '$1=root');
        writeFileSync(join(folder, unit), here);
      }
      const args = ['verify', '--man=no', ...UNITS.map((unit) => join(folder, unit))];
      const { stdout, stderr, status } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
      expect({ said: stdout + stderr, status }).toEqual({ said: '', status: 0 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each(UNITS.filter((unit) => unit.endsWith('.service')))('%s starts what is there', (unit) => {
    const text = read('scripts', 'deploy', 'systemd', unit);
    const started = [...text.matchAll(PROGRAM)].map(([, program = '']) => program);
    expect(started.length).toBeGreaterThan(0);
    for (const program of started) expect(read(program)).toMatch(/^#!/);
    expect(text).toContain('NoNewPrivileges=yes');
    expect(text).toContain('UMask=0077');
  });
});

describe('the compose file', () => {
  const compose = parse(read('scripts', 'deploy', 'container', 'compose.yaml'), { merge: true });

  it('runs commands that the programs have, on the ports that they have', () => {
    const commands = COMMANDS.map(({ signature }) => signature.split(' ', 1)[0]);
    expect(commands).toEqual(expect.arrayContaining([compose.services.node.command[0]]));
    expect(commands).toContain(compose.services.node.healthcheck.test[2]);
    const inside = (service: { ports: string[] }) =>
      service.ports.map((port) => Number(port.split(':').at(-1)));
    const defaults = (path: string) =>
      [...read(path).matchAll(/listenerSchema\((\d[\d_]*)\)/g)].map(([, port = '']) =>
        Number(port.replace('_', '')),
      );
    const { node, supervision } = compose.services;
    expect(inside(node)).toEqual(
      expect.arrayContaining([30_300, ...defaults('node/src/config.ts')]),
    );
    expect(inside(supervision)).toEqual([30_300, ...defaults('supervisor/src/config.ts')]);
  });

  it('lets nobody write to the image, nor reach management from outside', () => {
    for (const service of Object.values<Record<string, unknown>>(compose.services)) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    }
    const bound: string[] = compose.services.node.ports;
    expect(bound.filter((port) => port.includes('8442'))).toEqual(['127.0.0.1:8442:8442']);
  });

  it('builds with the package manager and the runtime that are pinned', () => {
    const image = read('scripts', 'deploy', 'container', 'Dockerfile');
    const [, pinned] = /PNPM = '(pnpm@[\d.]+)'/.exec(read('scripts', 'install.mjs')) ?? [];
    expect(image).toContain(`npx --yes ${pinned} install`);
  });
});

/** Where an expression is none of PromQL: each place with what stands there. */
function faultsIn(expression: string): string[] {
  const faults: string[] = [];
  parser.parse(expression).iterate({
    enter({ from, to, type }) {
      if (type.isError) faults.push(`${from}: ${expression.slice(from, to + 12)}`);
    },
  });
  return faults;
}

describe('monitoring', () => {
  it.each([
    ['sum(rate(mingjing_acts_total[5m])) by (source) > 3', 0],
    ['mingjing_height >', 1],
    ['rate(mingjing_height[5 minutes])', 1],
    ['mingjing_height{node="a"', 1],
    ['mingjing_height ==> 3', 1],
    ['sum mingjing_height)', 1],
  ])('has expressions that are read by a grammar: %s', (expression, faults) => {
    expect(Math.min(1, faultsIn(expression).length)).toBe(faults);
  });

  it('alerts on metrics that the programs have, in both languages', () => {
    const { groups } = parse(read('scripts', 'deploy', 'monitoring', 'alerts.yml'));
    interface Rule {
      readonly alert: string;
      readonly expr: string;
      readonly annotations: { readonly summary_zh: string; readonly summary_en: string };
    }
    const rules: Rule[] = groups.flatMap((group: { rules: Rule[] }) => group.rules);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { annotations } of rules) {
      expect(annotations.summary_zh).toMatch(/\p{Script=Han}/u);
      expect(annotations.summary_en).not.toMatch(/\p{Script=Han}/u);
    }
    expect(unknownMetrics(rules.map(({ expr }) => expr))).toEqual([]);
    expect(rules.flatMap(({ expr }) => faultsIn(expr))).toEqual([]);
    for (const rule of rules) expect(Value.Check(alertRule, rule), rule.alert).toBe(true);
  });

  it('is scraped where the programs listen, and reads the rules that there are', () => {
    const { rule_files: files, scrape_configs: jobs } = parse(
      read('scripts', 'deploy', 'monitoring', 'prometheus.yml'),
    );
    expect(files).toEqual(['alerts.yml']);
    const named = [
      ...read('scripts', 'deploy', 'monitoring', 'alerts.yml').matchAll(/job="([^"]+)"/g),
    ];
    const known = jobs.map(({ job_name: name }: { job_name: string }) => name);
    expect(named.length).toBeGreaterThan(1);
    for (const [, job] of named) expect(known).toContain(job);
  });

  it('draws metrics that the programs have', () => {
    const board = JSON.parse(read('scripts', 'deploy', 'monitoring', 'grafana.json'));
    expect([...Value.Errors(dashboard, board)]).toEqual([]);
    const { panels }: Static<typeof dashboard> = board;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const [at, panel] of panels.entries()) {
      const covered = panels.slice(at + 1).filter((other) => isOver(panel.gridPos, other.gridPos));
      expect(
        covered.map(({ title }) => title),
        panel.title,
      ).toEqual([]);
    }
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(unknownMetrics(expressions)).toEqual([]);
    expect(expressions.flatMap(faultsIn)).toEqual([]);
  });
});

const duration = Type.String({ pattern: '^([0-9]+(ms|[smhdwy]))+$' });
/** A rule of Prometheus as it is written here; an unknown key keeps Prometheus from starting. */
const alertRule = Type.Object(
  {
    ...{ alert: Type.String({ pattern: '^Mingjing[A-Z][A-Za-z]+$' }), expr: Type.String() },
    for: Type.Optional(duration),
    labels: Type.Object({ severity: Type.Enum(['critical', 'warning']) }),
    annotations: Type.Record(Type.String(), Type.String({ minLength: 1 })),
  },
  { additionalProperties: false },
);

const COLUMNS = 24;
const grid = Type.Object({
  ...{ x: Type.Integer({ minimum: 0, maximum: COLUMNS - 1 }), y: Type.Integer({ minimum: 0 }) },
  ...{ w: Type.Integer({ minimum: 1, maximum: COLUMNS }), h: Type.Integer({ minimum: 1 }) },
});
type Grid = Static<typeof grid>;
/** What Grafana needs of a board that is imported. */
const dashboard = Type.Object({
  ...{ uid: Type.String({ minLength: 1, maxLength: 40 }), title: Type.String({ minLength: 1 }) },
  schemaVersion: Type.Integer({ minimum: 30 }),
  panels: Type.Array(
    Type.Object({
      ...{ id: Type.Integer({ minimum: 1 }), title: Type.String({ minLength: 1 }) },
      type: Type.Enum(['stat', 'timeseries', 'table', 'gauge', 'bargauge', 'row', 'text']),
      gridPos: grid,
      targets: Type.Array(
        Type.Object({ expr: Type.String({ minLength: 1 }), refId: Type.String({ minLength: 1 }) }),
        { minItems: 1 },
      ),
    }),
    { minItems: 1 },
  ),
});

function isOver(a: Grid, b: Grid): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
