import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMANDS } from '@mingjing/node/commands';
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

describe('monitoring', () => {
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
  });

  it('draws metrics that the programs have', () => {
    const board = JSON.parse(read('scripts', 'deploy', 'monitoring', 'grafana.json'));
    interface Panel {
      readonly id: number;
      readonly targets: readonly { readonly expr: string }[];
    }
    const panels: Panel[] = board.panels;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(unknownMetrics(expressions)).toEqual([]);
  });
});
