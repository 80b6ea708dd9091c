import type { Account } from './account.ts';
import {
  ACCOUNTS_MAX,
  type AccountBook,
  type AccountFile,
  INVITATIONS_MAX,
} from './account-file.ts';
import { type Invitation, isForgotten } from './invitation.ts';

/** The book while it is being changed. */
export interface Draft {
  account(officer: string): Account | undefined;
  invitation(hash: string): Invitation | undefined;
  /** False: there is no room for one more. */
  setAccount(account: Account): boolean;
  setInvitation(invitation: Invitation): boolean;
}

/**
 * Accounts and invitations, in memory and on disk. Changes are made one after the other: what a
 * change decides, such as whether a code was used, no other change can undermine.
 */
export class AccountStore {
  readonly #file: AccountFile;
  readonly #now: () => number;
  #book: AccountBook;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(file: AccountFile, book: AccountBook, now: () => number) {
    this.#file = file;
    this.#book = book;
    this.#now = now;
  }

  /** Throws `ServiceError`. */
  static async open(file: AccountFile, now: () => number): Promise<AccountStore> {
    return new AccountStore(file, await file.read(), now);
  }

  accounts(): readonly Account[] {
    return this.#book.accounts;
  }

  account(officer: string): Account | undefined {
    return this.#book.accounts.find((account) => account.officer === officer);
  }

  invitation(hash: string): Invitation | undefined {
    return this.#book.invitations.find((invitation) => invitation.hash === hash);
  }

  /**
   * Changes the book; what changed is on disk when it resolves with what `change` gave. When it
   * cannot be written, or `change` throws, everything stands as before.
   */
  update<T>(change: (draft: Draft) => T): Promise<T> {
    const done = this.#last.then(async () => {
      const draft = new BookDraft(this.#book, this.#now());
      const result = change(draft);
      if (!draft.isChanged) return result;
      const book = draft.book();
      await this.#file.write(book);
      this.#book = book;
      return result;
    });
    // A failed change is told to its caller; the next one finds the book as it was.
    this.#last = done.catch(() => undefined);
    return done;
  }
}

class BookDraft implements Draft {
  isChanged = false;
  readonly #accounts: Map<string, Account>;
  readonly #invitations: Map<string, Invitation>;

  constructor({ accounts, invitations }: AccountBook, now: number) {
    this.#accounts = new Map(accounts.map((account) => [account.officer, account]));
    const kept = invitations.filter((invitation) => !isForgotten(invitation, now));
    this.#invitations = new Map(kept.map((invitation) => [invitation.hash, invitation]));
  }

  book(): AccountBook {
    return { accounts: [...this.#accounts.values()], invitations: [...this.#invitations.values()] };
  }

  account(officer: string): Account | undefined {
    return this.#accounts.get(officer);
  }

  invitation(hash: string): Invitation | undefined {
    return this.#invitations.get(hash);
  }

  setAccount(account: Account): boolean {
    return this.#set(this.#accounts, account.officer, account, ACCOUNTS_MAX);
  }

  setInvitation(invitation: Invitation): boolean {
    const used = [...this.#invitations.values()].find(({ usedAt }) => usedAt !== null);
    const isFull = this.#invitations.size >= INVITATIONS_MAX;
    if (isFull && used !== undefined) this.#invitations.delete(used.hash);
    return this.#set(this.#invitations, invitation.hash, invitation, INVITATIONS_MAX);
  }

  #set<V>(map: Map<string, V>, name: string, value: V, max: number): boolean {
    if (!map.has(name) && map.size >= max) return false;
    map.set(name, value);
    this.isChanged = true;
    return true;
  }
}
