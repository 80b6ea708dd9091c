import { randomInt } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUPERVISION_ITEMS } from '@mingjing/inspection';
import { type CommandAnswer, mingjing, mingjingApart, typedCommand } from '../command.ts';
import { onDutyDuring } from '../parts/duty-answer.ts';
import { flipped } from '../parts/forgeries.ts';
import { confirmSeen, handInExamples } from '../parts/papers.ts';
import { rulesInForce } from '../parts/watch-rules.ts';
import { type Block, shortHash } from '../printing.ts';
import { made, type Stage, type Step } from '../stage.ts';

const WORDS = ['青山', '长河', '白露', '惊蛰', '松涛', '晨钟', '远帆', '明月'];

export const form: Step = {
  name: 'form',
  needs: ['people'],
  async run(stage, block) {
    const network = made(stage.network);
    const { management, testnet } = network;
    const office = made(stage.people).management;
    const examples = await handInExamples(office, network);
    block.fact('examples', { count: examples, seen: await confirmSeen(office) });
    const rules = await rulesInForce(made(stage.people).supervision, network);
    block.fact('watchRules', { rules });
    const phrase = stage.options.phrase ?? drawn();
    const bundle = join(stage.folder, 'inspection.bundle');
    const pdf = join(stage.folder, `form-${stage.options.language}.pdf`);
    const home = ['--home', management.home, '--lang', stage.options.language];
    const files = ['--bundle', bundle, '--pdf', pdf];
    const { json = {} } = await onDutyDuring(office, () =>
      mingjing('inspect', '--phrase', phrase, ...files, ...home),
    );
    counted(json, block);
    supervised(json, network.supervision.nodeId, block);
    const trust = ['--genesis', testnet.genesisFile];
    const held = await mingjingApart('verify', bundle, ...trust);
    const hash = shortHash(String(json['record_hash']));
    block.check('bundleHolds', { phrase, hash }, `${held.json?.['ok']} ${held.exitCode}`, 'true 0');
    const forged = join(stage.folder, 'changed.bundle');
    const bytes = readFileSync(bundle);
    writeFileSync(forged, flipped(bytes, bytes.length >> 1));
    const refused = await mingjingApart('verify', forged, ...trust);
    block.check('bundleRefused', { part: partOf(refused) }, refused.exitCode, 1);
    keep(stage, { pdf, json });
    block.look(typedCommand('verify', bundle, ...trust));
    block.look(stage.results.at(-1) ?? pdf);
  },
};

/** What an inspector would say in the room. */
function drawn(): string {
  const word = () => WORDS[randomInt(WORDS.length)];
  return `${word()}${word()}${randomInt(100, 1000)}`;
}

/** Items by how they were answered; what was not measured is never green. */
function counted(json: Readonly<Record<string, unknown>>, block: Block): void {
  const answers = json['answers'] as { verdict: string; state?: string }[];
  const of = (verdict: string) => answers.filter((each) => each.verdict === verdict).length;
  const fields = {
    ...{ items: answers.length, met: of('met'), mostly: of('mostly-met') },
    ...{ notMet: of('not-met'), unmeasured: of('not-measured') },
  };
  block.check('items', fields, answers.length, 60);
}

/** What only the supervision node can measure: asked in this run, and signed by it. */
function supervised(json: Readonly<Record<string, unknown>>, node: string, block: Block): void {
  const answers = json['answers'] as {
    readonly verdict: string;
    readonly findings: { readonly measurement?: { readonly by: string } };
  }[];
  const own = answers.filter(({ findings }) => findings.measurement?.by === node);
  const unmeasured = own.filter(({ verdict }) => verdict === 'not-measured').length;
  block.check(
    'supervised',
    { count: own.length, node, unmeasured },
    own.length,
    SUPERVISION_ITEMS.length,
  );
}

function partOf({ json }: CommandAnswer): string {
  return String(json?.['part'] ?? json?.['error']);
}

/** What outlives the run: the paper, and the result for programs. */
function keep(stage: Stage, { pdf, json }: { pdf: string; json: object }): void {
  const folder = stage.options.keep ?? join(process.cwd(), '.cache', 'demo');
  mkdirSync(folder, { recursive: true });
  const result = join(folder, 'demo-result.json');
  const paper = join(folder, `form-${stage.options.language}.pdf`);
  if (paper !== pdf) copyFileSync(pdf, paper);
  const { times } = stage;
  writeFileSync(result, `${JSON.stringify({ times, inspection: json }, null, 2)}\n`);
  stage.results.push(result, paper);
}
