import {
  ClientError,
  createClient,
  createTransport,
  type SubmissionResult,
} from '@mingjing/client';
import type { Host } from '@mingjing/host';
import type { AdvisoryDraft, Posting } from './intervention.ts';
import type { InterventionsConfig } from './interventions-config.ts';

/** A node that does not answer by then is asked again at the next turn. */
const POST_TIMEOUT_MS = 10_000;
/** A block takes about a second; who signed looks later what became of it. */
const BLOCK_WAIT_MS = 5000;

/** An advisory as a management node takes it in. */
export interface SignedAdvisory {
  readonly id: string;
  readonly draft: AdvisoryDraft;
  readonly officer: string;
  readonly signature: string;
}

export type PostTarget = InterventionsConfig['nodes'][number] & { readonly organisation: string };

/**
 * Posts what officers signed to the HTTP interfaces of chain nodes. The supervision node's own
 * keys sign none of it, and its connections to peers carry none of it.
 */
export class Poster {
  readonly #host: Pick<Host, 'nodeId' | 'replica'>;
  readonly #nodes: InterventionsConfig['nodes'];
  readonly #now: () => number;

  constructor(
    host: Pick<Host, 'nodeId' | 'replica'>,
    { nodes }: InterventionsConfig,
    now: () => number,
  ) {
    this.#host = host;
    this.#nodes = nodes;
    this.#now = now;
  }

  /** Nodes that can be posted to: configured here, and registered on the chain now. */
  get targets(): PostTarget[] {
    const { registry } = this.#host.replica.chain.state;
    return this.#nodes.flatMap((each) => {
      const node = registry.get('node', each.node_id);
      const isGood = node !== undefined && node.revokedHeight === 0;
      return isGood ? [{ ...each, organisation: node.organisation }] : [];
    });
  }

  /** Whether these organisations' validators hold more than a third of the voting power. */
  isEnough(organisations: readonly string[]): boolean {
    const { validators } = this.#host.replica.chain.state.validators;
    const sum = (of: typeof validators) => of.reduce((total, { power }) => total + power, 0);
    const held = validators.filter(({ organisation }) => organisations.includes(organisation));
    return 3 * sum(held) > sum(validators);
  }

  /** Posts an order's transaction to one node. */
  async order(target: PostTarget, transaction: Uint8Array): Promise<Posting> {
    return this.#posted(target, async () => {
      const client = createClient({ baseUrl: target.url, timeoutMs: POST_TIMEOUT_MS });
      const { results } = await client.submit([{ transaction, attachments: [] }]);
      const { reason, status } = results[0] ?? { status: 'refused', reason: 'no-answer' };
      const isTaken = status === 'accepted' || status === 'committed' || status === 'pending';
      // A node that has it already has taken it.
      const isKnown = reason === 'already-committed' || reason === 'already-pooled';
      return { taken: isTaken || isKnown, status: reason ?? status };
    });
  }

  /** Posts a transaction to every node at once, and waits for its block; undefined: no answer. */
  submitted(transaction: Uint8Array): Promise<(SubmissionResult | undefined)[]> {
    const items = [{ transaction, attachments: [] }];
    return Promise.all(
      this.targets.map(async ({ url }) => {
        const client = createClient({ baseUrl: url, timeoutMs: POST_TIMEOUT_MS });
        const wait = { wait: 'committed', waitMs: BLOCK_WAIT_MS } as const;
        const answer = await client.submit(items, wait).catch(() => undefined);
        return answer?.results[0];
      }),
    );
  }

  /** Brings an advisory to one management node. */
  async advisory(target: PostTarget, signed: SignedAdvisory): Promise<Posting> {
    const { draft, id, officer, signature } = signed;
    const { organisation, reply_by: replyBy, text, title } = draft;
    return this.#posted(target, async () => {
      const send = createTransport({ baseUrl: target.url, timeoutMs: POST_TIMEOUT_MS });
      const from = this.#host.nodeId;
      const json = { id, from, officer, organisation, title, text, reply_by: replyBy, signature };
      await send({ path: '/v1/advisories', json });
      return { taken: true, status: 'accepted' };
    });
  }

  async #posted(
    { node_id: node, organisation }: PostTarget,
    post: () => Promise<Pick<Posting, 'taken' | 'status'>>,
  ): Promise<Posting> {
    const said = await post().catch((error: unknown) => ({ taken: false, status: codeOf(error) }));
    return { node, organisation, at: this.#now(), ...said };
  }
}

function codeOf(error: unknown): string {
  return error instanceof ClientError ? error.code : 'unreachable';
}
