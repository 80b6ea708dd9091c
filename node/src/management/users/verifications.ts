import { bytesToHex, keyId } from '@mingjing/crypto';
import { randomBytes, verify } from '@mingjing/crypto/node';
import type { Host } from '@mingjing/host';
import { identityCommitment, type VerificationAnswer } from '@mingjing/protocol';
import { Problem } from '@mingjing/service';
import type { Identity } from './identity.ts';
import { judgeSaid } from './judge-answer.ts';
import type { KeptAnswer, UserFile } from './user-file.ts';
import type {
  ServiceReply,
  VerificationRequest,
  VerificationService,
} from './verification-service.ts';

/** Calls under way: each holds a stranger's connection for as long as the service takes. */
const VERIFICATIONS_MAX = 8;
const REQUEST_ID_BYTES = 12;
/** What a service did not do in time or at all is not the caller's doing. */
const FAILURE_STATUS: Readonly<Record<string, number>> = {
  'verifier-unreachable': 503,
  'verifier-timeout': 504,
};

/** Whose identity is to be confirmed. */
export interface Asker {
  readonly type: UserFile['type'];
  readonly publicKey: Uint8Array;
}

export interface ConfirmedAnswer {
  readonly kept: KeptAnswer;
  readonly answer: VerificationAnswer;
}

/** Asks the verification service, and believes only the signed answer of an admitted verifier. */
export class Verifications {
  readonly #host: Host;
  readonly #service: VerificationService | undefined;
  readonly #now: () => number;
  #underWay = 0;

  constructor(host: Host, service: VerificationService | undefined, now: () => number) {
    this.#host = host;
    this.#service = service;
    this.#now = now;
  }

  /** The service's answer, judged; throws the problem of every other outcome. */
  async confirm(asker: Asker, identity: Identity): Promise<ConfirmedAnswer> {
    if (this.#service === undefined) throw new Problem(503, 'verifier-not-configured');
    if (this.#underWay >= VERIFICATIONS_MAX) {
      throw new Problem(503, 'verifier-busy', { headers: { 'retry-after': '5' } });
    }
    this.#underWay += 1;
    try {
      const request = this.#requestOf(asker, identity);
      const asked = request.requestId;
      await this.#note('verification-asked', 'done', asked);
      const outcome = this.#judge(request, await this.#service.ask(request));
      if (!(outcome instanceof Problem)) {
        await this.#note('verification-answered', 'done', asked);
        return outcome;
      }
      const isRefusal = outcome.status < 500;
      const result = isRefusal ? 'refused' : 'failed';
      await this.#note('verification-answered', result, asked, outcome.code);
      throw outcome;
    } finally {
      this.#underWay -= 1;
    }
  }

  #requestOf({ type, publicKey }: Asker, identity: Identity): VerificationRequest {
    const salt = Buffer.from(identity.salt, 'hex');
    const chainName = this.#host.genesis.name;
    return {
      requestId: bytesToHex(randomBytes(REQUEST_ID_BYTES)),
      ...{ chainName, userType: type, userKey: keyId(publicKey), name: identity.name, salt },
      identifier: { kind: identity.kind, number: identity.number },
      identityCommitment: identityCommitment(chainName, salt, identity),
    };
  }

  #judge(request: VerificationRequest, reply: ServiceReply): ConfirmedAnswer | Problem {
    if (reply.kind === 'unconfirmed') return new Problem(422, `identity-${reply.reason}`);
    if (reply.kind === 'failed') {
      const { reason, cause } = reply;
      return new Problem(FAILURE_STATUS[reason] ?? 502, reason, { cause });
    }
    const { registry } = this.#host.replica.chain.state;
    const organisation = registry.get('node', this.#host.nodeId)?.organisation ?? '';
    const now = this.#now();
    const judged = judgeSaid({ registry, verify, organisation, now }, request, reply.said);
    if (!judged.ok) return new Problem(502, judged.reason);
    const { answer, signature } = reply.said;
    const said = { answer: bytesToHex(answer), signature: bytesToHex(signature) };
    return { kept: { ...said, receivedAt: now }, answer: judged.answer };
  }

  // An identity leaves the house: that it does is written down before, and what came of it after.
  async #note(
    event: string,
    result: 'done' | 'refused' | 'failed',
    object: string,
    reason?: string,
  ): Promise<void> {
    const { journal, nodeId, replica } = this.#host;
    await journal.append({
      ...{ source: 'network', event, result, object },
      ...(reason === undefined ? {} : { reason }),
      actor: { type: 'system', id: nodeId },
      blockHeight: replica.chain.height,
    });
  }
}
