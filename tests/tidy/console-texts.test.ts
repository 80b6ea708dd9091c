// Every text that a console asks for by name is in its catalogues.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LIMITED_RECORDS_PER_DAY } from '@mingjing/execution';
import {
  ActionNumber,
  KeyPurpose,
  NodeRole,
  OfficerRole,
  PolicyRule,
  ProposalStatus,
  RegistryKind,
  ROLE_NAMES,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import { expect, it } from 'vitest';
import { flatten } from '../../scripts/tidy/catalogues.ts';
import { listFiles } from '../../scripts/tidy/files.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Folders with the names under which their catalogues are put; a room has its own. */
const CATALOGUES: Readonly<Record<string, string>> = {
  'packages/console-kit/src/i18n': 'kit',
  'node/console/src/frame/i18n': 'frame',
  'node/console/src/chain/i18n': 'chain',
  'supervisor/console/src/frame/i18n': 'frame',
  'supervisor/console/src/chains/i18n': 'several',
};
const KIT = 'packages/console-kit/src';
const MANAGEMENT = 'node/console/src';
const SUPERVISION = 'supervisor/console/src';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
/** What a console is made of, with the kit. */
const filesOf = (console: string) => [KIT, console].flatMap((folder) => listFiles(ROOT, folder));

function knownTexts(console = MANAGEMENT): Set<string> {
  const catalogues = filesOf(console).filter((path) => path.endsWith('i18n/zh-CN.json'));
  return new Set(
    catalogues.flatMap((path) => {
      const folder = path.slice(0, path.lastIndexOf('/'));
      const name = CATALOGUES[folder] ?? folder.split('/').at(-2) ?? '';
      return [...flatten(JSON.parse(read(path))).keys()].map((key) => `${name}.${key}`);
    }),
  );
}

/** Texts that a source names whole, as `say('room.text')`. */
function askedTexts(source: string): string[] {
  return [...source.matchAll(/\b(?:say|findText)\(\s*'([\w.-]+)'/g)].map(([, key = '']) => key);
}

it.each([MANAGEMENT, SUPERVISION])('finds each text that is asked for in %s', (console) => {
  const known = knownTexts(console);
  const asked = filesOf(console)
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) => askedTexts(read(path)).map((key) => `${path}: ${key}`));
  expect(asked.length).toBeGreaterThan(60);
  expect(asked.filter((line) => !known.has(line.split(': ')[1] ?? ''))).toEqual([]);
});

/** Names of the chain, by the group of texts that says each of them. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'chain.action': Object.keys(ActionNumber),
  'chain.kind': Object.keys(RegistryKind),
  'chain.nodeRole': Object.keys(NodeRole),
  'chain.purpose': Object.keys(KeyPurpose),
  'chain.role': Object.keys(OfficerRole),
  'chain.rule': Object.keys(PolicyRule),
  'chain.status': Object.keys(ProposalStatus),
  'kit.role': ROLE_NAMES,
  'kit.source': SOURCE_NAMES,
};

it.each(Object.entries(NAMES))('has a text for each name of %s', (group, names) => {
  const known = knownTexts();
  expect(names.filter((name) => !known.has(`${group}.${name}`))).toEqual([]);
});

it('tells a limited user’s bound as the chain has it', () => {
  for (const language of ['zh-CN', 'en']) {
    const { effects } = JSON.parse(read(`node/console/src/rooms/users/i18n/${language}.json`));
    expect(effects.limit).toContain(` ${LIMITED_RECORDS_PER_DAY} `);
  }
});

it('knows a text that is missing', () => {
  expect(askedTexts("say('today.nothing'), say(key)")).toEqual(['today.nothing']);
  expect(knownTexts().has('today.nothing')).toBe(false);
});
