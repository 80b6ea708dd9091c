// A run of the whole form on a real node, in words: long ones, wherever somebody can write some.
import { verify } from '@mingjing/crypto/node';
import { verifyInspection } from '@mingjing/proofs';
import { vi } from 'vitest';
import { StaffedNode } from '../../node/test/staffed-node.ts';
import {
  type FilledForm,
  filledOf,
  type RenderLanguage,
  readForm,
  SHIPPED_FORM,
  type Sheet,
  sayOf,
  sheetOf,
} from '../../packages/inspection/src/index.ts';

const BASE = '/v1/inspection';
/** As many characters as a box of the foot and the words of a confirmation may have. */
const [FOOT_CHARS, SAW_CHARS] = [1000, 400];
const longText = (words: string, length: number) =>
  words.repeat(Math.ceil(length / words.length)).slice(0, length);
const FOOT: FilledForm['foot'] = {
  opinion: longText('经现场检查，多数项目符合要求，其余限期整改。', FOOT_CHARS),
  rectification: longText('请于三十日内补齐材料并复测；', FOOT_CHARS),
  objections: longText('我单位对第十八项的结论有异议，理由如下：', FOOT_CHARS),
};
const SAW = longText('现场查看机房、设备清单与人员名册，逐项核对无误；', SAW_CHARS);

let node: Promise<StaffedNode> | undefined;
let bytes: Promise<Uint8Array> | undefined;

/** The sheet of a node's second run, after persons confirmed what the first one measured. */
export async function realSheet(language: RenderLanguage): Promise<Sheet> {
  bytes ??= runTwice();
  const held = verifyInspection(await bytes, { verify, trustedGenesisHash: undefined });
  if (!held.ok) throw new Error(`${held.part}: ${held.reason}`);
  const form = { ...filledOf(held.value), foot: FOOT };
  return sheetOf(form, language, sayOf(held.value, language));
}

export async function stopRealRun(): Promise<void> {
  await (await node)?.stop();
}

async function runTwice(): Promise<Uint8Array> {
  node = StaffedNode.start('real-run');
  const staffed = await node;
  await staffed.startOthers();
  await vi.waitUntil(() => staffed.running.host.replica.chain.height > 0, { timeout: 60_000 });
  await run(staffed, '海上生明月');
  const read = readForm(SHIPPED_FORM);
  if (!read.ok) throw new Error('the form is none');
  for (const { evidence, id } of read.form.items) {
    if (evidence !== 'S') continue;
    const seen = { item: id, agrees: true, saw: SAW };
    const { status } = await staffed.ask('duty', 'POST', `${BASE}/confirmations`, seen);
    if (status !== 201) throw new Error(`${id}: ${status}`);
  }
  const id = await run(staffed, '天涯共此时');
  const headers = { ...staffed.callers['security-admin'] };
  const answer = await fetch(`${staffed.baseUrl}${BASE}/runs/${id}/bundle`, { headers });
  return new Uint8Array(await answer.arrayBuffer());
}

/** A whole run; its id. */
async function run(staffed: StaffedNode, phrase: string): Promise<string> {
  const begun = await staffed.ask('security-admin', 'POST', `${BASE}/runs`, { phrase });
  const { id } = begun.body as { id: string };
  const stateOf = async () => {
    return (await staffed.ask('security-admin', 'GET', `${BASE}/runs/${id}`)).body.state;
  };
  await vi.waitUntil(async () => (await stateOf()) === 'done', { timeout: 100_000, interval: 100 });
  return id;
}
