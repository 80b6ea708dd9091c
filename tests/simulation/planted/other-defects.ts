import { crashes, crashesInRounds, crashesOfAll, type PlantedDefect, rounds } from './defect.ts';

const VOTES = 'packages/replica/src/consensus/votes.ts';
const SIGNING = 'packages/replica/src/consensus/signing.ts';
const CHAIN_STORE = 'packages/storage/src/chain-store.ts';

/** Defects in signing, storage, judging of blocks, and supervision. */
export const OTHER_DEFECTS: readonly PlantedDefect[] = [
  {
    name: 'signed-before-written',
    rule: 'the write-ahead record is durable before a vote is signed',
    checkers: ['abstention', 'lock', 'failure', 'liveness', 'double-vote', 'accusation'],
    edits: [
      {
        file: SIGNING,
        find: '    await this.#writeAhead(state);\n    for (const effect of said) {\n',
        replace:
          '    const later = () => void this.#writeAhead(state).catch(() => undefined);\n' +
          '    this.#ports.clock.schedule(500, later);\n' +
          '    for (const effect of said) {\n',
      },
    ],
    faults: crashesInRounds,
  },
  {
    name: 'write-ahead-says-too-early',
    rule: 'what the write-ahead log says it wrote is durable',
    checkers: ['abstention', 'lock', 'failure', 'liveness'],
    port: 'votesBeforeWriteAhead',
    faults: crashesInRounds,
  },
  {
    name: 'write-ahead-not-read',
    rule: 'a restart goes on from what it said',
    checkers: ['abstention', 'lock', 'double-vote', 'liveness', 'accusation', 'agreement'],
    edits: [
      {
        file: 'packages/replica/src/consensus/restore.ts',
        find: 'if (last === undefined) return undefined;',
        replace: 'if (last === undefined || height > 0) return undefined;',
      },
    ],
    faults: crashesInRounds,
  },
  {
    name: 'log-end-believed',
    rule: 'a log that lost what was signed last may have lost a lock',
    checkers: ['lock'],
    edits: [
      {
        file: 'packages/replica/src/consensus/abstention.ts',
        find: '!reaches(log, last)',
        replace: 'log === undefined',
      },
    ],
    faults: { ...crashesOfAll, bitRotAtRest: 0.1 },
  },
  {
    name: 'replaced-log-without-block',
    rule: 'a replaced write-ahead log has the blocks that a restart needs',
    checkers: ['failure', 'liveness', 'lock', 'durability'],
    edits: [
      {
        file: SIGNING,
        find: 'const blocks = isReplaced ? here : here.filter(',
        replace: 'const blocks = isReplaced ? [] : here.filter(',
      },
    ],
    faults: { ...crashesOfAll, longLogBytes: 0 },
  },
  {
    name: 'key-without-guard',
    rule: 'a key signs one thing for a height, round and step',
    checkers: ['double-vote'],
    port: 'noSignGuard',
    faults: { ...crashes, loss: 0.1 },
  },
  {
    name: 'commit-says-too-early',
    rule: 'a block is durable before anyone is told',
    checkers: ['durability', 'acknowledged'],
    port: 'hastyCommit',
    faults: crashes,
  },
  {
    name: 'commit-in-two-batches',
    rule: 'a height is written whole or not at all',
    checkers: ['failure', 'durability', 'agreement', 'state-root'],
    edits: [
      {
        file: CHAIN_STORE,
        find: '    await this.#inOneBatch(tip, [commit], (batch) => {\n',
        replace:
          '    const first = this.#database.batch();\n' +
          '    putState(first, commit, tip);\n' +
          '    await this.#write(first);\n' +
          '    await this.#inOneBatch(tip, [commit], (batch) => {\n',
      },
      {
        file: CHAIN_STORE,
        find: '      putState(batch, commit, tip);\n',
        replace: '',
      },
    ],
    faults: { ...crashes, forceMsMax: 60 },
  },
  {
    name: 'vote-signature-unchecked',
    rule: 'a vote counts with a genuine signature',
    checkers: ['certificate', 'accusation', 'liveness', 'failure'],
    edits: [
      { file: VOTES, find: "if (!isGenuine) return refused('vote-signature');", replace: '' },
    ],
    faults: { loss: 0.05 },
    treasons: ['garbage', 'flood'],
  },
  {
    name: 'signature-known-by-id',
    rule: 'what was verified is remembered by the hash of all bytes, never by the id of the body',
    checkers: ['accusation', 'liveness', 'follower', 'supervision'],
    edits: [
      {
        file: 'packages/replica/src/consensus/bodies.ts',
        find: '    checks.push({ publicKey, message, signature });',
        replace:
          '    const shared = globalThis as never as { known?: Set<string> };\n' +
          '    if (!shared.known?.has(parsed.value.idKey))\n' +
          '      checks.push({ publicKey, message, signature });',
      },
      {
        file: 'packages/replica/src/mempool/admission.ts',
        find: '      return isGenuine ? passed(answer.entry)',
        replace:
          '      const shared = globalThis as never as { known: Set<string> };\n' +
          '      shared.known ??= new Set();\n' +
          '      if (isGenuine) shared.known.add(answer.entry.transaction.idKey);\n' +
          '      return isGenuine ? passed(answer.entry)',
      },
    ],
    faults: { loss: 0 },
    treasons: ['garbageSignature'],
  },
  {
    name: 'parent-certificate-unchecked',
    rule: 'a block carries the certificate of its parent',
    checkers: ['certificate'],
    edits: [
      {
        file: 'packages/replica/src/chain/judge.ts',
        find: '  if (equalBytes(bytes, chain.parentCertificate)) return true;',
        replace: '  if (verifier !== undefined) return true;',
      },
    ],
    faults: { loss: 0 },
    treasons: ['invalidBlocks'],
  },
  {
    name: 'stale-certificate-accepted',
    rule: 'a commit certificate in block sync is of that height and block',
    checkers: ['certificate'],
    port: 'staleCertificates',
    edits: [
      {
        file: 'packages/replica/src/sync/check-block.ts',
        find: "  if (!isOfBlock) return 'certificate-of-another-block';\n",
        replace: "  if (isOfBlock === undefined) return 'certificate-of-another-block';\n",
      },
    ],
    faults: crashes,
  },
  {
    name: 'sync-signatures-unchecked',
    rule: 'a block from a peer is verified',
    checkers: ['certificate'],
    port: 'believedForgeries',
  },
  {
    name: 'results-not-compared',
    rule: 'every root of a header is what execution gives',
    checkers: ['state-root'],
    edits: [
      {
        file: 'packages/execution/src/block/header.ts',
        find: '  if (!equalBytes(header.transactionsRoot, outcome.transactionsRoot)) {',
        replace:
          '  if (header.height > 0) return undefined;\n' +
          '  if (!equalBytes(header.transactionsRoot, outcome.transactionsRoot)) {',
      },
    ],
    faults: { loss: 0 },
    treasons: ['invalidBlocks'],
  },
  {
    name: 'header-inferred',
    rule: 'a re-proposal carries the block as it was, byte for byte',
    checkers: ['accusation', 'liveness'],
    edits: [
      {
        file: SIGNING,
        find: '      header: candidate.headerBytes,\n',

        replace:
          '      header:\n' +
          '        validRound < 0\n' +
          '          ? candidate.headerBytes\n' +
          '          : (await import("@mingjing/protocol")).headerCodec.encode({\n' +
          '              ...candidate.header,\n' +
          '              time: candidate.header.time + 1,\n' +
          '            }),\n',
      },
    ],
    faults: rounds,
  },
  {
    name: 'replay-unchecked',
    rule: 'a transaction stands once',
    checkers: ['acknowledged'],
    edits: [
      {
        file: 'packages/execution/src/block/validity.ts',
        find: "  if (state.replay.has(transaction.id, validUntil)) return 'replayed';\n",
        replace: '',
      },
    ],
    faults: { loss: 0 },
  },
  {
    name: 'attachments-not-written',
    rule: 'an attachment is here, or a named gap',
    checkers: ['attachment'],
    port: 'forgottenAttachments',
  },
  {
    name: 'state-entry-lost',
    rule: 'a node does not go on from a state that is not the one of its header',
    checkers: ['failure'],
    port: 'lyingState',
    faults: crashes,
  },
  {
    name: 'damage-read-as-it-is',
    rule: 'nobody acts on damaged data',
    checkers: ['failure', 'acknowledged', 'state-root', 'agreement', 'durability', 'accusation'],
    edits: [
      {
        file: 'packages/storage/src/sealed-value.ts',
        find: '  if (asBuffer(sealed).readUInt32BE(length) !== crc32(',
        replace: '  if (length < 0 && 0 !== crc32(',
      },
    ],
    faults: { ...crashes, crash: 0.015, bitRot: 0.004 },
  },
  {
    name: 'evidence-not-submitted',
    rule: 'an equivocation that a validator saw comes into a block',
    checkers: ['supervision'],
    edits: [
      {
        file: 'packages/replica/src/evidence.ts',
        find: '    if (!first || !second) return;\n',
        replace: '    if (!first || !second || kind !== undefined) return;\n',
      },
    ],
    faults: { loss: 0, crash: 0, crashOfAll: 0, crashAtEffect: 0 },
    treasons: ['equivocate'],
  },
  {
    name: 'evidence-overlooked',
    rule: 'the supervision node flags every equivocation',
    checkers: ['supervision'],
    edits: [
      {
        file: 'packages/oversight/src/equivocation.ts',
        find: 'results[index] !== DONE)',
        replace: 'results[index] === DONE)',
      },
    ],
    faults: { loss: 0, crash: 0, crashOfAll: 0, crashAtEffect: 0 },
    treasons: ['equivocate'],
  },
  {
    name: 'false-alarm',
    rule: 'nobody who keeps to the rules is accused',
    checkers: ['supervision'],
    edits: [
      {
        file: 'packages/oversight/src/tips.ts',
        find: '  if (node.latest === undefined || head.time > node.latest.time) return false;\n',
        replace: '  if (node.latest !== undefined || head.height > 0) return false;\n',
      },
    ],
    faults: { duplication: 0.3, reordering: 0.3 },
  },
  {
    name: 'disk-full-ignored',
    rule: 'a node that cannot write stops',
    checkers: ['durability', 'acknowledged', 'failure', 'attachment', 'liveness'],
    edits: [
      {
        file: CHAIN_STORE,
        find: '      await this.#write(batch);\n',
        replace:
          '      await this.#write(batch).catch(() => undefined);\n' +
          '      this.#failure = undefined;\n',
      },
    ],
    faults: { fullDisk: 0.003, fullDiskMsMax: 3000, crash: 0.004, bitRot: 0, bitRotAtRest: 0 },
  },
];
