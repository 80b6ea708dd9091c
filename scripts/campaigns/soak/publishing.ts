// What the callers of a soak publish: real texts a few at a time, and private records.
import {
  composePrivate,
  composePublish,
  envelopeKeyMessage,
  type PrivateRecipient,
  type PublishResult,
} from '@mingjing/client';
import { envelopeKeyOf } from '@mingjing/crypto';
import { loadKeyFile, randomBytes } from '@mingjing/crypto/node';
import { sealKeyOf } from '@mingjing/execution';
import { type Epoch, type PoolItem, recipientKeyId } from '@mingjing/protocol';
import type { TestNetwork } from '../../../tests/processes/network.ts';
import { submit, transactionOf } from '../../../tests/processes/submissions.ts';

/** Texts under one signature: as many as a transaction has room for with their descriptions. */
const TEXTS_AT_ONCE = 8;
/** One in so many transactions is a private record. */
const PRIVATE_EVERY = 8;
const WIDE_BYTES = 64;

/** Composes for the users of a network, with their keys. */
export class Publishing {
  readonly #network: TestNetwork;
  readonly #texts: readonly string[];
  readonly #keys: readonly ReturnType<typeof envelopeKeyOf>[];
  #next = 0;
  #composed = 0;

  constructor(network: TestNetwork, texts: readonly string[]) {
    this.#network = network;
    this.#texts = texts;
    this.#keys = network.testnet.users.map((file) => envelopeKeyOf(loadKeyFile(file).seed));
  }

  /** Registers the key of each user that private records are sealed to. */
  async register(): Promise<void> {
    const network = this.#network;
    for (const [index, key] of this.#keys.entries()) {
      const holder = { kind: 'user', id: `user-${index + 1}` } as const;
      const message = envelopeKeyMessage(holder, key, randomBytes(WIDE_BYTES));
      const transaction = transactionOf(network, network.user(index + 1), message);
      const { code, status } = await submit(network.validator(0), { transaction, attachments: [] });
      if (status !== 'committed' || code !== 0) throw new Error(`no key for ${holder.id}`);
    }
  }

  /** The next transaction of a user, counted from 1. */
  item(user: number): PoolItem {
    this.#composed += 1;
    return this.#composed % PRIVATE_EVERY === 0 ? this.#private(user) : this.#public(user);
  }

  /** These texts of a user in one transaction. */
  texts(user: number, texts: readonly string[]): PoolItem {
    const documents = texts.map((text, at) => documentOf(text, `${this.#composed}-${at}`));
    return only(composePublish(documents, this.#options(user)));
  }

  #public(user: number): PoolItem {
    return this.texts(
      user,
      Array.from({ length: TEXTS_AT_ONCE }, () => this.#text()),
    );
  }

  #private(user: number): PoolItem {
    const { genesis } = this.#network;
    const [epoch] = genesis.epochs ?? [];
    const other = (user % this.#keys.length) + 1;
    return only(
      composePrivate(documentOf(this.#text(), `${this.#composed}`), {
        ...this.#options(user),
        ...{ suite: genesis.suite, epoch: 1, seal: sealKeyOf(epoch as Epoch) },
        recipients: [this.#recipient(user), this.#recipient(other)],
      }),
    );
  }

  #recipient(user: number): PrivateRecipient {
    const publicKey = this.#keys[user - 1]?.publicKey ?? new Uint8Array(0);
    return { keyId: recipientKeyId(publicKey), publicKey };
  }

  #options(user: number) {
    const { chainId, genesis } = this.#network;
    const place = { chainId, limits: genesis.parameters, random: randomBytes };
    return { ...place, ...this.#network.user(user), now: () => Date.now() };
  }

  #text(): string {
    this.#next += 1;
    return this.#texts[this.#next % this.#texts.length] ?? '';
  }
}

function documentOf(text: string, name: string) {
  const content = new TextEncoder().encode(text);
  return { fileName: `text-${name}.txt`, mediaType: 'text/plain', content };
}

function only(composed: PublishResult | ReturnType<typeof composePrivate>): PoolItem {
  const item = composed.ok ? composed.value.requests[0]?.[0] : undefined;
  if (item === undefined) throw new Error('a text was not composed');
  return item;
}
