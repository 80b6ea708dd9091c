import {
  BULK_BYTES_MAX,
  RefusalCode,
  type Request,
  type Response,
  requestCodec,
  responseCodec,
} from '@mingjing/protocol';
import type { Clock, NetworkHandler } from '@mingjing/replica';
import { NetworkError, type NetworkErrorCode } from './errors.ts';
import { allocateFrame, FRAME_HEADER_BYTES } from './frame-reader.ts';
import {
  OUTSTANDING_MAX,
  REFUSALS_UNREAD_MAX,
  SERVE_QUEUE_MAX,
  SERVING_MAX,
  WAITING_MAX,
} from './limits.ts';
import type { Misbehaviour } from './ports.ts';

// Both sides ask and answer on the one bulk stream, so a frame's body begins with its kind:
//
//     0      1
//     +------+-----------------------------+
//     | kind | Request (1) or Response (2) |
//     +------+-----------------------------+
const REQUEST = 1;
const RESPONSE = 2;
/** Largest body of a bulk frame. */
export const BULK_BODY_BYTES_MAX = 1 + BULK_BYTES_MAX;

const QUESTIONS = [
  'blocks',
  'bodies',
  'attachment',
  'proposal',
  'snapshots',
  'snapshot',
  'snapshotChunk',
  'receipt',
  'journalHead',
  'journalPage',
  'journalCosigned',
  'orderReceipts',
  'nodeReport',
  'custodyAnswers',
] as const;
type Question = (typeof QUESTIONS)[number];

export interface BulkPorts {
  readonly clock: Pick<Clock, 'schedule'>;
  readonly handle: NetworkHandler['request'];
  readonly write: (frame: Uint8Array) => void;
  /** Bytes written that the socket has not taken. */
  readonly queuedBytes: () => number;
  /** Takes one message from the peer's budget; false when there is nothing left of it. */
  readonly takeMessage: () => boolean;
  readonly onUnknownResponse: () => void;
  readonly onError: (error: NetworkError) => void;
}

interface Asked {
  readonly request: Omit<Request, 'id'>;
  readonly resolve: (response: Response) => void;
  readonly reject: (error: NetworkError) => void;
  readonly cancelTimeout: () => void;
}

/** Questions and answers with one peer, matched by id, bounded on both sides. */
export class BulkChannel {
  readonly #peer: string;
  readonly #ports: BulkPorts;
  readonly #timeoutMs: number;
  readonly #waiting: Asked[] = [];
  readonly #open = new Map<number, Asked>();
  readonly #toServe: Request[] = [];
  #serving = 0;
  /** Requests answered `busy` since the socket had last taken all that was written. */
  #refusalsUnread = 0;
  #lastId = 0;
  #isClosed = false;

  constructor(peer: string, timeoutMs: number, ports: BulkPorts) {
    this.#peer = peer;
    this.#timeoutMs = timeoutMs;
    this.#ports = ports;
  }

  /** The time for an answer includes waiting for a place among the outstanding requests. */
  request(request: Omit<Request, 'id'>): Promise<Response> {
    if (this.#isClosed) return Promise.reject(this.#error('CONNECTION_LOST'));
    if (this.#waiting.length >= WAITING_MAX) {
      return Promise.reject(this.#error('REQUEST_QUEUE_FULL'));
    }
    return new Promise((resolve, reject) => {
      const cancelTimeout = this.#ports.clock.schedule(this.#timeoutMs, () => this.#expire(asked));
      const asked: Asked = { request, resolve, reject, cancelTimeout };
      this.#waiting.push(asked);
      this.#ask();
    });
  }

  /** One frame body; answers what is wrong with it. */
  receive(body: Uint8Array): Misbehaviour | undefined {
    const message = body.subarray(1);
    if (body[0] === REQUEST) return this.#receiveRequest(message);
    if (body[0] === RESPONSE) return this.#receiveResponse(message);
    return 'frame-malformed';
  }

  /** The socket takes bytes again. */
  drained(): void {
    this.#serve();
  }

  close(): void {
    this.#isClosed = true;
    this.#toServe.length = 0;
    const lost = [...this.#open.values(), ...this.#waiting.splice(0)];
    this.#open.clear();
    for (const asked of lost) this.#fail(asked, this.#error('CONNECTION_LOST'));
  }

  #ask(): void {
    while (this.#open.size < OUTSTANDING_MAX) {
      const asked = this.#waiting.shift();
      if (asked === undefined) return;
      const id = this.#nextId();
      this.#open.set(id, asked);
      this.#write(REQUEST, requestCodec.encode({ ...asked.request, id }));
    }
  }

  #nextId(): number {
    // 0 is no id: canonical encoding leaves it out. An id comes round again after 2^32 requests.
    this.#lastId = this.#lastId === 0xffff_ffff ? 1 : this.#lastId + 1;
    return this.#lastId;
  }

  #expire(asked: Asked): void {
    const place = this.#waiting.indexOf(asked);
    if (place >= 0) this.#waiting.splice(place, 1);
    for (const [id, other] of this.#open) if (other === asked) this.#open.delete(id);
    asked.reject(this.#error('REQUEST_TIMEOUT'));
    this.#ask();
  }

  #receiveResponse(message: Uint8Array): Misbehaviour | undefined {
    const parsed = responseCodec.parse(message, BULK_BYTES_MAX);
    if (!parsed.ok) return 'frame-malformed';
    const response = parsed.value;
    const asked = this.#open.get(response.id);
    if (asked === undefined) {
      this.#ports.onUnknownResponse();
      return undefined;
    }
    if (!isAnswer(response, asked.request)) return 'response-mismatched';
    this.#open.delete(response.id);
    const refusalCode = response.refusal?.code;
    if (refusalCode !== undefined) {
      const context = { peer: this.#peer, refusalCode };
      this.#fail(asked, new NetworkError('REQUEST_REFUSED', context));
    } else {
      asked.cancelTimeout();
      asked.resolve(response);
    }
    this.#ask();
    return undefined;
  }

  #receiveRequest(message: Uint8Array): Misbehaviour | undefined {
    const parsed = requestCodec.parse(message, BULK_BYTES_MAX);
    if (!parsed.ok) return 'frame-malformed';
    const request = parsed.value;
    if (request.id === 0 || questionsIn(request).length !== 1) return 'request-malformed';
    if (this.#toServe.length >= SERVE_QUEUE_MAX) return this.#refuse(request.id);
    this.#toServe.push(request);
    this.#serve();
    return undefined;
  }

  /**
   * Beyond the queue comes what a peer asked again without having an answer: of a correct one that
   * is a few in ten seconds. So these alone cost its budget: requests that are served wait for each
   * other, and full speed is thousands a second.
   */
  #refuse(id: number): Misbehaviour | undefined {
    if (this.#ports.queuedBytes() === 0) this.#refusalsUnread = 0;
    this.#refusalsUnread += 1;
    const isWithin = this.#refusalsUnread <= REFUSALS_UNREAD_MAX && this.#ports.takeMessage();
    if (!isWithin) return 'too-many-messages';
    this.#answer(id, { refusal: { code: RefusalCode.busy } });
    return undefined;
  }

  /** The next answer is made when the earlier ones have mostly left: memory stays bounded. */
  #serve(): void {
    while (this.#serving < SERVING_MAX && this.#ports.queuedBytes() < BULK_BYTES_MAX) {
      const request = this.#toServe.shift();
      if (request === undefined) return;
      this.#serving++;
      void this.#serveOne(request);
    }
  }

  async #serveOne(request: Request): Promise<void> {
    const answer = await this.#handled(request);
    this.#serving--;
    if (this.#isClosed) return;
    this.#answer(request.id, answer);
    this.#serve();
  }

  async #handled(request: Request): Promise<Omit<Response, 'id'>> {
    try {
      return await this.#ports.handle(this.#peer, request);
    } catch (cause) {
      this.#ports.onError(this.#error('HANDLER_FAILED', cause));
      return { refusal: { code: RefusalCode.busy } };
    }
  }

  #answer(id: number, answer: Omit<Response, 'id'>): void {
    const encoded = responseCodec.encode({ ...answer, id });
    if (encoded.length <= BULK_BYTES_MAX) {
      this.#write(RESPONSE, encoded);
      return;
    }
    this.#ports.onError(this.#error('MESSAGE_TOO_LARGE'));
    const refusal = { code: RefusalCode.badRequest };
    this.#write(RESPONSE, responseCodec.encode({ id, refusal }));
  }

  #write(kind: number, message: Uint8Array): void {
    const frame = allocateFrame(1 + message.length);
    frame[FRAME_HEADER_BYTES] = kind;
    frame.set(message, FRAME_HEADER_BYTES + 1);
    this.#ports.write(frame);
  }

  #fail(asked: Asked, error: NetworkError): void {
    asked.cancelTimeout();
    asked.reject(error);
  }

  #error(code: NetworkErrorCode, cause?: unknown): NetworkError {
    return new NetworkError(code, { peer: this.#peer, cause });
  }
}

function questionsIn(message: Omit<Request, 'id'> | Omit<Response, 'id'>): Question[] {
  return QUESTIONS.filter((question) => isSet(message[question]));
}

/** A refusal alone, or an answer to the very question. */
function isAnswer(response: Response, request: Omit<Request, 'id'>): boolean {
  const answered = questionsIn(response);
  if (isSet(response.refusal)) return answered.length === 0;
  return answered.length === 1 && answered[0] === questionsIn(request)[0];
}

function isSet(field: unknown): boolean {
  // The generated decoder leaves null where a message is absent.
  return field !== undefined && field !== null;
}
