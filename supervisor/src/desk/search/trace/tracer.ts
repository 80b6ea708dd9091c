import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { takedownOf } from '@mingjing/execution';
import type { FoundRecord, Host, ProvedHit } from '@mingjing/host';
import type { TraceNodeType } from '@mingjing/proofs';
import { type Order, OrderKind, OrderStatus } from '@mingjing/protocol';
import type { SearchQuery } from '@mingjing/search';
import type { Reader } from '../../reads/subject-reads.ts';
import { problemOf, refuse, searchOf } from '../record-search-routes.ts';
import { CollectedEvidence } from './evidence.ts';
import { type NewNode, TraceGraph, traceId, WIDTH_MAX } from './graph.ts';

/** Where a trace begins, and how far it goes. */
export interface TraceAsk {
  readonly start: 'record' | 'user' | 'organisation' | 'content' | 'subject' | 'period';
  /** Of what it begins at; empty for a period. */
  readonly name: string;
  readonly depth: number;
  /** Block times of records, ms; the second not included. */
  readonly from?: number;
  readonly to?: number;
}

const TRANSACTION_DIGITS = 64;

/** Follows what is connected on the chain and in the journals, breadth first. */
export class Tracer {
  readonly graph = new TraceGraph();
  readonly evidence = new CollectedEvidence();
  readonly #host: Host;
  readonly #reader: Reader;
  readonly #period: Pick<SearchQuery, 'from' | 'to'>;
  readonly #records = new Map<string, FoundRecord>();
  readonly #hits = new Map<string, ProvedHit>();
  #orders: readonly Order[] | undefined;

  constructor(host: Host, reader: Reader, { from, to }: Pick<TraceAsk, 'from' | 'to'>) {
    this.#host = host;
    this.#reader = reader;
    this.#period = {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
  }

  /** Follows from where it begins; false when nothing is there. */
  async follow({ depth, name, start }: TraceAsk): Promise<boolean> {
    let edge = await this.#roots(start, name);
    for (let level = 0; level < depth; level += 1) {
      const next = new Set<string>();
      for (const id of edge) {
        for (const met of await this.#expand(id)) next.add(met);
      }
      edge = [...next];
    }
    return this.graph.size > 0;
  }

  async #roots(start: TraceAsk['start'], name: string): Promise<string[]> {
    if (start === 'record') {
      const bytes = hexToBytes(name);
      const found = bytes && (await searchOf(this.#host).find(bytes));
      return found === undefined ? [] : idsOf([this.#record(found)]);
    }
    if (start === 'user') return idsOf([this.#user(name)]);
    if (start === 'organisation') return idsOf([this.#organisation(name)]);
    const query = { content: { content: name }, subject: { subject: name }, period: {} }[start];
    return idsOf((await this.#search(query)).map((record) => this.#record(record)));
  }

  /** Connects a node with what is next to it; ids of all of those. */
  async #expand(id: string): Promise<string[]> {
    const type = id.slice(0, id.indexOf(':')) as TraceNodeType;
    const name = id.slice(type.length + 1);
    switch (type) {
      case 'record':
        return this.#aroundRecord(id, name);
      case 'user':
        return this.#aroundUser(id, name);
      case 'organisation':
        return this.#aroundOrganisation(id, name);
      case 'content':
        return this.#holders(id, 'contains', name);
      case 'text':
        return this.#holders(id, 'says', name);
      case 'entry':
        return this.#aroundEntry(id, name);
      case 'session':
        return this.#aroundSession(id, name);
      case 'order':
        return [];
    }
  }

  async #aroundRecord(id: string, name: string): Promise<string[]> {
    const record = this.#records.get(name);
    if (record === undefined) return [];
    const met: (string | undefined)[] = [this.#signer(id, record)];
    for (const { commitment, role, sizeBytes } of record.item.attachments.slice(0, WIDTH_MAX)) {
      const isTakenDown = this.#host.replica.contents.isTakenDown(commitment);
      const facts = { role, size_bytes: sizeBytes, taken_down: isTakenDown ? 1 : 0 };
      const content = this.#add({ type: 'content', name: bytesToHex(commitment), facts });
      this.graph.connect(id, 'contains', content);
      met.push(content);
    }
    if (record.item.attachments.length > WIDTH_MAX) this.graph.cut(id);
    const hashes = record.document.contents.slice(record.item.attachments.length);
    for (const hash of hashes.slice(0, WIDTH_MAX)) {
      const text = this.#add({ type: 'text', name: hash, facts: {} });
      this.graph.connect(id, 'says', text);
      met.push(text);
    }
    met.push(...(await this.#versions(id, record)));
    met.push(...this.#ordersOn(record));
    met.push(...(await this.#publishing(id, record)));
    return idsOf(met);
  }

  #signer(id: string, { author, transaction }: FoundRecord): string | undefined {
    if (author === '') return undefined;
    const user = this.#user(author);
    if (user !== undefined) this.evidence.state(['key', transaction.body.signer]);
    this.graph.connect(id, 'signed-by', user);
    return user;
  }

  async #versions(id: string, record: FoundRecord): Promise<(string | undefined)[]> {
    const { message } = record.transaction;
    const { registry } = this.#host.replica.chain.state;
    const records = searchOf(this.#host);
    if (message.type === 'recordsAmend') {
      const found = await records.find(message.value.recordId);
      const first = found && this.#record(found);
      this.graph.connect(id, 'version-of', first);
      return [first];
    }
    const versions = registry.get('recordStatus', record.id)?.versions ?? [];
    if (versions.length > WIDTH_MAX) this.graph.cut(id);
    const met: (string | undefined)[] = [];
    for (const version of versions.slice(-WIDTH_MAX)) {
      const found = await records.find(version);
      const later = found && this.#record(found);
      this.graph.connect(later, 'version-of', id);
      met.push(later);
    }
    return met;
  }

  #ordersOn(record: FoundRecord): (string | undefined)[] {
    const own = bytesToHex(record.id);
    const commitments = new Set(
      record.item.attachments.map(({ commitment }) => bytesToHex(commitment)),
    );
    return this.#allOrders().flatMap((order) => {
      const isOn = bytesToHex(order.order.recordId) === own;
      const fallen = order.commitments.map(bytesToHex).filter((each) => commitments.has(each));
      if (!isOn && fallen.length === 0) return [];
      const id = this.#order(order);
      if (isOn) this.graph.connect(id, 'orders', traceId('record', own));
      for (const each of fallen.slice(0, WIDTH_MAX)) {
        const content = traceId('content', each);
        if (this.graph.has(content)) this.graph.connect(id, 'orders', content);
      }
      return [id];
    });
  }

  /** Entries of the nodes that took the record's transaction. */
  async #publishing(id: string, { transaction }: FoundRecord): Promise<(string | undefined)[]> {
    const hex = bytesToHex(transaction.id);
    const hits = await this.#entries({ text: hex, source: 'publish' });
    return hits.flatMap((hit) => {
      const about = bytesToHex(hit.opened?.act.transactionId ?? new Uint8Array(0));
      if (about !== hex) return [];
      const entry = this.#entry(hit);
      this.graph.connect(entry, 'publishes', id);
      return [entry];
    });
  }

  async #aroundUser(id: string, name: string): Promise<string[]> {
    const organisation = this.#host.replica.chain.state.registry.get('user', name)?.organisation;
    const met = [organisation === undefined ? undefined : this.#organisation(organisation)];
    if (met[0] !== undefined) this.evidence.state(['user', name]);
    this.graph.connect(id, 'registered-with', met[0]);
    for (const record of await this.#search({ actor: name }, id)) {
      const own = this.#record(record);
      if (own !== undefined) this.#signer(own, record);
      met.push(own);
    }
    for (const order of this.#allOrders()) {
      if (order.order.userId !== name) continue;
      const about = this.#order(order);
      this.graph.connect(about, 'orders', id);
      met.push(about);
    }
    return idsOf(met);
  }

  async #aroundOrganisation(id: string, name: string): Promise<string[]> {
    const met: (string | undefined)[] = [];
    for (const record of await this.#search({ organisation: name }, id)) {
      const own = this.#record(record);
      const user = own === undefined ? undefined : this.#signer(own, record);
      if (user !== undefined) {
        this.evidence.state(['user', record.author]);
        this.graph.connect(user, 'registered-with', id);
      }
      met.push(own, user);
    }
    return idsOf(met);
  }

  async #holders(id: string, type: 'contains' | 'says', name: string): Promise<string[]> {
    const met = (await this.#search({ content: name }, id)).map((record) => {
      const own = this.#record(record);
      this.graph.connect(own, type, id);
      return own;
    });
    return idsOf(met);
  }

  #aroundEntry(id: string, name: string): string[] {
    const session = this.#hits.get(name)?.opened?.act.session ?? '';
    if (session === '') return [];
    const within = this.#add({ type: 'session', name: session, facts: {} });
    this.graph.connect(id, 'within', within);
    return idsOf([within]);
  }

  async #aroundSession(id: string, name: string): Promise<string[]> {
    const met = (await this.#entries({ text: name }, id)).flatMap((hit) => {
      if (hit.opened?.act.session !== name) return [];
      const entry = this.#entry(hit);
      this.graph.connect(entry, 'within', id);
      return [entry];
    });
    return idsOf(met);
  }

  #record(record: FoundRecord): string | undefined {
    const { height, item, organisation, time } = record;
    if (!this.#reader.maySee(organisation)) return undefined;
    const name = bytesToHex(record.id);
    this.#records.set(name, record);
    const { registry } = this.#host.replica.chain.state;
    const isTakenDown = takedownOf(registry, record.id) !== undefined;
    const facts = {
      ...{ height, time, category: item.category, subject: item.subject },
      ...{ author: record.author, organisation, taken_down: isTakenDown ? 1 : 0 },
    };
    const id = this.#add({ type: 'record', name, facts });
    if (id === undefined) return undefined;
    this.evidence.transaction(name.slice(0, TRANSACTION_DIGITS), record.transaction.id);
    return id;
  }

  #user(name: string): string | undefined {
    const user = this.#host.replica.chain.state.registry.get('user', name);
    if (user === undefined || !this.#reader.maySee(user.organisation)) return undefined;
    return this.#add({ type: 'user', name, facts: { organisation: user.organisation } });
  }

  #organisation(name: string): string | undefined {
    const found = this.#host.replica.chain.state.registry.get('organisation', name);
    if (found === undefined || !this.#reader.maySee(name)) return undefined;
    return this.#add({ type: 'organisation', name, facts: { region: found.region } });
  }

  #order({ id, officer, order, orderedHeight, orderedTime, status }: Order): string | undefined {
    const node = this.#add({
      ...{ type: 'order', name: bytesToHex(id) },
      facts: {
        kind: nameIn(OrderKind, order.kind),
        status: nameIn(OrderStatus, status),
        ...{ officer, height: orderedHeight, time: orderedTime },
      },
    });
    if (node !== undefined) this.evidence.state(['order', id]);
    return node;
  }

  #entry(hit: ProvedHit): string | undefined {
    const { document, log, opened, stored } = hit;
    // Without a body nothing shows what the entry is about.
    if (opened === undefined || !this.#reader.maySee(document.organisation)) return undefined;
    const name = `${log.origin}#${stored.stub.index}`;
    const facts = {
      ...{ node: document.node, source: log.source, time: stored.stub.time },
      ...{ event: opened.frame.event, result: document.result },
    };
    const id = this.#add({ type: 'entry', name, facts });
    if (id === undefined) return undefined;
    this.#hits.set(name, hit);
    this.evidence.entry(name, hit);
    return id;
  }

  #add(node: NewNode): string | undefined {
    return this.graph.add(node);
  }

  #allOrders(): readonly Order[] {
    this.#orders ??= this.#host.replica.chain.state.registry.all('order');
    return this.#orders;
  }

  async #search(query: SearchQuery, around?: string): Promise<readonly FoundRecord[]> {
    const asked = { ...query, ...this.#period, limit: WIDTH_MAX };
    const result = await searchOf(this.#host).search(asked).catch(refuse);
    if (!result.ok) throw problemOf(result.refusal);
    if (result.nextCursor !== null && around !== undefined) this.graph.cut(around);
    return result.hits;
  }

  async #entries(query: SearchQuery, around?: string): Promise<readonly ProvedHit[]> {
    const asked = { ...query, kind: 'entry', limit: WIDTH_MAX };
    const result = await this.#host.search.search(asked).catch(refuse);
    if (!result.ok) throw problemOf(result.refusal);
    if (result.nextCursor !== null && around !== undefined) this.graph.cut(around);
    return result.hits;
  }
}

function idsOf(met: readonly (string | undefined)[]): string[] {
  return met.filter((id) => id !== undefined);
}

function nameIn(names: Readonly<Record<string, number>>, number: number): string {
  const found = Object.entries(names).find(([, value]) => value === number);
  return found?.[0] ?? String(number);
}
