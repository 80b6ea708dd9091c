import { randomInt } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUPERVISION_ITEMS } from '@mingjing/inspection';
import { type CommandAnswer, mingjing, mingjingApart, typedCommand } from '../command.ts';
import { onDutyDuring } from '../parts/duty-answer.ts';
import { type Answered, amberUntil, redItems, signaturesOf, sumOf } from '../parts/filled.ts';
import { flipped } from '../parts/forgeries.ts';
import { confirmSeen, handInExamples } from '../parts/papers.ts';
import { type Block, shortHash } from '../printing.ts';
import { made, type Network, type Stage, type Step } from '../stage.ts';

const WORDS = ['青山', '长河', '白露', '惊蛰', '松涛', '晨钟', '远帆', '明月'];
const ITEMS = 60;
/** What is not met here and is said to be: this build has no certified commercial cryptography. */
const NOT_MET = 'commercial-cryptography-in-use';
const YOUNG = 'retention-period';

export const form: Step = {
  name: 'form',
  needs: ['people'],
  async run(stage, block) {
    const network = made(stage.network);
    const office = made(stage.people).management;
    const examples = await handInExamples(office, network, made(stage.owner));
    const seen = await confirmSeen(office, block.text('saw'));
    block.fact('examples', { count: examples, seen });
    const phrase = stage.options.phrase ?? drawn();
    const bundle = join(stage.folder, 'inspection.bundle');
    const pdf = join(stage.folder, `form-${stage.options.language}.pdf`);
    const json = await inspect(stage, phrase, ['--bundle', bundle, '--pdf', pdf]);
    keep(stage, { pdf, json });
    counted(json, network, block);
    const hash = shortHash(String(json['record_hash']));
    await heldOffline(stage, bundle, { phrase, hash }, block);
    await otherPhrase(stage, { bundle, phrase }, block);
    block.look(typedCommand('verify', bundle, '--genesis', network.testnet.genesisFile));
    block.look(stage.results.at(-1) ?? pdf);
  },
};

/** What an inspector would say in the room. */
function drawn(): string {
  const word = () => WORDS[randomInt(WORDS.length)];
  return `${word()}${word()}${randomInt(100, 1000)}`;
}

/** Runs the form once while the duty officer is at his desk. */
async function inspect(
  stage: Stage,
  phrase: string,
  files: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const { home } = made(stage.network).management;
  const words = ['inspect', '--phrase', phrase, ...files];
  const { json = {} } = await onDutyDuring(made(stage.people).management, () =>
    mingjing(...words, '--home', home, '--lang', stage.options.language),
  );
  if (!Array.isArray(json['answers'])) throw new Error(`inspect: ${JSON.stringify(json)}`);
  return json;
}

/** Items by verdict, by how they were answered, and what is amber for the service is young. */
function counted(
  json: Readonly<Record<string, unknown>>,
  { supervision }: Network,
  block: Block,
): void {
  const answers = json['answers'] as Answered[];
  const { verdicts, kinds, examples, by } = sumOf(answers);
  // Whatever else turns red or was not measured ends the step here: the form is no decoration.
  const fields = { items: answers.length, ...verdicts };
  block.check('items', fields, `${answers.length} ${redItems(answers)}`, `${ITEMS} ${NOT_MET}`);
  const own = by(supervision.nodeId);
  const told = { ...kinds, examples, node: supervision.nodeId, own };
  block.check('kinds', told, own, SUPERVISION_ITEMS.length);
  const day = amberUntil(answers, YOUNG);
  block.check('young', { day: day ?? '–' }, String(day !== undefined), 'true');
}

/** The bundle holds with no network, and with one byte changed it does not. */
async function heldOffline(
  stage: Stage,
  bundle: string,
  said: { readonly phrase: string; readonly hash: string },
  block: Block,
): Promise<void> {
  const forged = join(stage.folder, 'changed.bundle');
  const bytes = readFileSync(bundle);
  writeFileSync(forged, flipped(bytes, bytes.length >> 1));
  const trust = ['--genesis', made(stage.network).testnet.genesisFile];
  const [held, refused] = await Promise.all([
    mingjingApart('verify', bundle, ...trust),
    mingjingApart('verify', forged, ...trust),
  ]);
  const got = `${held.json?.['ok']} ${held.exitCode} ${refused.exitCode}`;
  block.check('bundleHolds', { ...said, part: partOf(refused) }, got, 'true 0 1');
}

/** Another phrase is another run: nothing that was signed for the first one serves for it. */
async function otherPhrase(
  stage: Stage,
  first: { readonly bundle: string; readonly phrase: string },
  block: Block,
): Promise<void> {
  const phrase = `${[...first.phrase].slice(0, 24).join('')}·再`;
  const bundle = join(stage.folder, 'other.bundle');
  const json = await inspect(stage, phrase, ['--bundle', bundle]);
  const before = signaturesOf(readFileSync(first.bundle));
  const after = signaturesOf(readFileSync(bundle));
  const same = after.filter((signature) => before.includes(signature)).length;
  const red = redItems(json['answers'] as Answered[]);
  const fields = { phrase, signatures: after.length, hash: shortHash(String(json['record_hash'])) };
  block.check('otherPhrase', fields, `${same} ${red}`, `0 ${NOT_MET}`);
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
