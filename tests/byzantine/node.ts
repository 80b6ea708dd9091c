// A chain node that breaks the rules: the production program with its ports wrapped.
//
//   node tests/byzantine/node.ts start --home DIR --json --behaviours equivocate,withhold,flood
//
// Others break one rule now and then, or keep one thing back: sign-twice, forge-tip, keep-journal;
// or lie to whoever follows: forge-block, forge-certificate, forge-page, withhold-attachment.
// `--user FILE` names the key of a user whose transactions it keeps back, or makes up.
// With `careless` it proposes what the state refuses, and takes that user for a registered one.
import { parseArgs } from 'node:util';
import { keyId } from '@mingjing/crypto';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { homePaths, openHome } from '@mingjing/host';
import { nodeConfig, startNode } from '@mingjing/node';
import { genesisValidatorSet } from '@mingjing/proofs';
import { chainIdOf, positionOf } from '@mingjing/protocol';
import type { Network } from '@mingjing/replica';
import { type Behaviour, type Traitor, wrapped } from './behaviour.ts';
import { Careless } from './careless.ts';
import { Equivocation } from './equivocate.ts';
import { Flood } from './flood.ts';
import { ForgedBlock, ForgedCertificate, ForgedPage } from './forge.ts';
import { KeptJournal } from './keep-journal.ts';
import { ForgedTip, SignTwice } from './once.ts';
import { Withholding } from './withhold.ts';
import { WithheldAttachment } from './withhold-attachment.ts';

const BEHAVIOURS: Readonly<Record<string, new (traitor: Traitor) => Behaviour>> = {
  equivocate: Equivocation,
  withhold: Withholding,
  flood: Flood,
  'sign-twice': SignTwice,
  'forge-tip': ForgedTip,
  'keep-journal': KeptJournal,
  careless: Careless,
  'forge-block': ForgedBlock,
  'forge-certificate': ForgedCertificate,
  'forge-page': ForgedPage,
  'withhold-attachment': WithheldAttachment,
};

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    json: { type: 'boolean' },
    behaviours: { type: 'string', default: '' },
    user: { type: 'string' },
  },
  allowPositionals: true,
});
const home = values.home ?? '';
const behaviours = values.behaviours.split(',').map((name) => {
  const Named = BEHAVIOURS[name];
  if (Named === undefined) throw new Error(`there is no behaviour ${name}`);
  return new Named(traitorOf(home));
});

let network: Network | undefined;
const node = await startNode({
  home,
  config: nodeConfig(home, {}),
  decorate: {
    ports: (ports) => {
      network = ports.network;
      return wrapped(ports, behaviours);
    },
    handler: (handler) =>
      behaviours.reduce((inner, behaviour) => behaviour.handler?.(inner) ?? inner, handler),
  },
  onFailed: (error) => {
    console.error(error);
    process.exit(1);
  },
});
const ends = behaviours.map((behaviour) => network && behaviour.start?.(node, network));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const end of ends) end?.();
    void node.stop();
  });
}

function traitorOf(homeOf: string): Traitor {
  const { genesis } = openHome(homeOf);
  const { node_id: nodeId } = nodeConfig(homeOf, {});
  const set = genesisValidatorSet(genesis);
  const position = set.ok ? positionOf(set.value, nodeId) : undefined;
  if (!set.ok || position === undefined)
    throw new Error(`${nodeId} is no validator of the genesis`);
  const vote = signerFromSeed(loadKeyFile(homePaths(homeOf).key('vote')).seed);
  const user = values.user === undefined ? undefined : userOf(values.user);
  return {
    ...{ nodeId, genesis, position, validators: set.value },
    ...{ chainId: chainIdOf(genesis), signVote: vote.sign },
    ...(user === undefined ? {} : { user }),
  };
}

function userOf(file: string): NonNullable<Traitor['user']> {
  const { publicKey, seed } = loadKeyFile(file);
  return { keyId: keyId(publicKey), publicKey, sign: signerFromSeed(seed).sign };
}
