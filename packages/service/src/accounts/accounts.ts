import { type Account, credentialDaysLeft, standingOf } from './account.ts';
import { AccountFile, type AccountFileOptions } from './account-file.ts';
import { AccountParts, type AccountPorts, type AccountSettings } from './account-parts.ts';
import { AccountStore } from './account-store.ts';
import { Enrolment } from './enrolment.ts';
import { ACCOUNT_LOCKOUT, lockedForMs } from './lockout.ts';
import { Login } from './login.ts';

/** An account as lists show it: nothing of its second factor but the kind. */
export interface AccountView {
  readonly account: Account;
  readonly standing: string;
  readonly lockedForMs: number;
  readonly credentialDaysLeft: number;
}

/** The accounts of a program: who may log in, and who is. */
export interface Accounts {
  readonly settings: AccountSettings;
  readonly enrolment: Enrolment;
  readonly login: Login;
  views(): readonly AccountView[];
}

export interface AccountsOptions {
  readonly settings: AccountSettings;
  readonly ports: AccountPorts;
  readonly file: Pick<AccountFileOptions, 'path' | 'key'>;
}

/** Opens the accounts of a home; throws `ServiceError` or what reading the key throws. */
export async function openAccounts(options: AccountsOptions): Promise<Accounts> {
  const { settings, ports } = options;
  const { chainId, nodeId } = settings;
  const file = new AccountFile({ ...options.file, chainId, nodeId });
  const store = await AccountStore.open(file, () => ports.now());
  const parts = new AccountParts(settings, ports, store);
  return {
    settings,
    enrolment: new Enrolment(parts),
    login: new Login(parts),
    views: () => store.accounts().map((account) => viewOf(account, parts)),
  };
}

function viewOf(account: Account, { ports, settings }: AccountParts): AccountView {
  const now = ports.now();
  return {
    account,
    standing: standingOf(account, ports.officer(account.officer), settings.account, now),
    lockedForMs: lockedForMs(ACCOUNT_LOCKOUT, account.failures, now),
    credentialDaysLeft: credentialDaysLeft(account, settings.account, now),
  };
}
