// `npm run bench -- disclosure`: what an envelope costs those who validate, seal, answer and open.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { randomBytes } from '@mingjing/crypto/node';
import { encodeElement, GENERATOR, secretScalar, times } from '@mingjing/crypto/ristretto';
import {
  answerOrder,
  checkAnswer,
  checkEnvelope,
  type EnvelopeKeys,
  openAsRecipient,
  type ProofCheck,
  proveEnvelope,
  sealContent,
} from '@mingjing/disclosure';
import { HelpedVerifier } from '@mingjing/host/ports';
import { defaultParameters, PROOF_UNITS } from '@mingjing/protocol';
import { writeMeasurement } from '../measurement.ts';
import { rounded } from './numbers.ts';

const CHAIN = 'bench-0123456789abcdef';
const CONTENT = randomBytes(4096);
const ROUNDS = 200;
const WARM_UP = 20;
const RECIPIENTS = [1, 2, 4, 8];
/** Envelopes of a measured block that differ: a check costs the same each time. */
const BLOCK_DISTINCT = 16;

export async function benchDisclosure(args: readonly string[]): Promise<void> {
  const checks = RECIPIENTS.map((count) => [count, checkMs(count)] as const);
  const one = sealedFor(1);
  const share = { index: 1, value: secretScalar(randomBytes(64)) };
  const order = { chainId: CHAIN, context: randomBytes(32) };
  const { c0 } = one.envelope;
  const answer = answerOrder(share, c0, order, randomBytes(64));
  if (answer === undefined) throw new Error('no answer');
  const known = times(GENERATOR, share.value);
  const secret = one.secrets[0] ?? 0n;
  const figures = {
    rounds: ROUNDS,
    ...Object.fromEntries(checks.map(([count, ms]) => [`check_ms_${count}`, ms])),
    seal_and_prove_ms: cpuMs(() => sealedFor(1)),
    open_ms: cpuMs(() =>
      openAsRecipient({ index: 0, secret }, one.envelope, one.keys, one.place, one.ciphertext),
    ),
    answer_ms: cpuMs(() => answerOrder(share, c0, order, randomBytes(64))),
    check_answer_ms: cpuMs(() => checkAnswer(answer, c0, known, order)),
    ...(await blockFigures()),
  };
  if (args.includes('--write')) await write(figures, args);
  process.stdout.write(`${JSON.stringify({ bench: 'disclosure', ...figures })}\n`);
}

function checkMs(count: number): number {
  const { envelope, keys, place } = sealedFor(count);
  return cpuMs(() => {
    if (!checkEnvelope(envelope, keys, place).ok) throw new Error('a sound envelope is refused');
  });
}

/** What a block as full of private records as the units allow costs a node that checks it. */
async function blockFigures() {
  const records = Math.floor(defaultParameters.verificationUnitsMax / (1 + PROOF_UNITS));
  const some = Array.from({ length: BLOCK_DISTINCT }, () => sealedFor(1));
  const checks = Array.from({ length: records }, (_, at): ProofCheck => {
    const { envelope, keys, place } = some[at % BLOCK_DISTINCT] ?? sealedFor(1);
    return { kind: 'envelope', envelope, keys, place };
  });
  const verifier = new HelpedVerifier({ lost: raise, proofsHere: 0 });
  await verifier.checkProofs(checks.slice(0, 1));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const before = process.cpuUsage();
  const from = performance.now();
  delay.enable();
  const verdicts = await verifier.checkProofs(checks);
  delay.disable();
  const { user, system } = process.cpuUsage(before);
  await verifier.close();
  if (!verdicts.every(Boolean)) throw new Error('a sound envelope is refused');
  return {
    block_records: records,
    block_check_wall_ms: rounded(performance.now() - from, 0) ?? Number.NaN,
    block_check_cpu_ms: rounded((user + system) / 1000, 0) ?? Number.NaN,
    block_loop_delay_p99_ms: rounded(delay.percentile(99) / 1e6, 1) ?? Number.NaN,
  };
}

function raise(cause: unknown): never {
  throw cause;
}

function sealedFor(count: number) {
  const secrets = Array.from({ length: count }, () => secretScalar(randomBytes(64)));
  const keys: EnvelopeKeys = {
    seal: encodeElement(times(GENERATOR, secretScalar(randomBytes(64)))),
    recipients: secrets.map((secret) => encodeElement(times(GENERATOR, secret))),
  };
  const place = { chainId: CHAIN, suite: 1, body: CONTENT.subarray(0, 512) };
  const { envelope, ciphertext, opening } = sealContent({
    ...{ chainId: CHAIN, suite: 1, epoch: 1, keys, content: CONTENT },
    keyIds: secrets.map(() => randomBytes(32)),
    random: { opening: randomBytes(64), element: randomBytes(64) },
  });
  const proof = proveEnvelope(envelope, keys, place, opening, randomBytes(64));
  return { envelope: { ...envelope, proof }, keys, place, ciphertext, secrets };
}

/** CPU of one call on average, in ms. */
function cpuMs(call: () => unknown): number {
  for (let i = 0; i < WARM_UP; i++) call();
  const before = process.cpuUsage();
  for (let i = 0; i < ROUNDS; i++) call();
  const { user, system } = process.cpuUsage(before);
  return rounded((user + system) / 1000 / ROUNDS, 2) ?? Number.NaN;
}

async function write(figures: Record<string, number>, args: readonly string[]): Promise<void> {
  const command = ['npm run bench -- disclosure', ...args].join(' ');
  const result = { command, node: process.versions.node, result: figures };
  const rows = Object.entries(figures).map(([name, value]) => `| \`${name}\` | ${value} |`);
  const text = [
    '# Look-through envelope',
    '',
    `Command: \`${command}\`; node ${process.versions.node}, one core.`,
    'CPU of one call on average, ms;',
    '`check_ms_N` is the check of every validator with N recipients; contents have 4 KiB.',
    '`block_*`: a block with as many private records of one recipient as the units allow,',
    'checked on the verifying threads, and how late the event loop was meanwhile.',
    '',
    '| figure | value |',
    '| --- | --- |',
    ...rows,
  ].join('\n');
  await writeMeasurement('disclosure', `${text}\n`, result);
}
