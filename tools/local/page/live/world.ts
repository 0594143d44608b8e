import { batch, computed, signal } from '@preact/signals';
import type { KfAccount, StateView, User } from '../../../simulator/index.ts';
import type { Welcome } from './api.ts';

/** The simulated WeChat as it is now; undefined until it was read. */
export const state = signal<StateView | undefined>(undefined);

/** Whether the server's stream of events is open. */
export const connected = signal(true);

/** False when another WeChat is in use: then there is no phone and no desk. */
export const simulated = signal(true);

/** Whether the server takes no changes: then nothing is offered that would change something. */
export const readOnly = signal(false);

/** Tabs that the server has nothing for. */
export const hiddenTabs = signal<string[]>([]);

/** Accounts that the server names, when it is not the simulated WeChat that has them. */
export const namedAccounts = signal<string[] | undefined>(undefined);

/** The account that the page looks at. */
export const account = signal(sessionStorage.getItem('kefu.account') ?? 'demo');

/** Whom the person at the page plays, by account. */
const chosenUsers = signal<Record<string, string>>({});
const chosenAgents = signal<Record<string, number>>({});

export const accountView = computed(() => state.value?.accounts[account.value]);
export const isMiniProgram = computed(() => accountView.value?.settings.kind === 'mini-program');
export const users = computed<User[]>(() => Object.values(accountView.value?.users ?? {}));
export const user = computed<User | undefined>(
  () => users.value.find(({ openId }) => openId === chosenUsers.value[account.value]) ?? users.value[0],
);
export const agents = computed<KfAccount[]>(() => accountView.value?.kfAccounts ?? []);
export const agent = computed<KfAccount | undefined>(
  () => agents.value.find(({ id }) => id === chosenAgents.value[account.value]) ?? agents.value[0],
);

export function chooseAccount(name: string): void {
  sessionStorage.setItem('kefu.account', name);
  account.value = name;
}

export function chooseUser(openId: string): void {
  chosenUsers.value = { ...chosenUsers.value, [account.value]: openId };
}

export function chooseAgent(id: number): void {
  chosenAgents.value = { ...chosenAgents.value, [account.value]: id };
}

/** What the controls take for an agent: a mini program's have no kf account. */
export const agentKey = ({ kfAccount, kfOpenId, nickname }: KfAccount): string => kfAccount || kfOpenId || nickname;

/** The name of a user, as far as it is known. */
export const nameOf = (openId: string): string => accountView.value?.users[openId]?.name ?? `${openId.slice(0, 8)}…`;

/** Take what the server said of itself. */
export function welcomed({ simulated: isSimulated, readOnly: isReadOnly, accounts, hidden }: Welcome): void {
  batch(() => {
    simulated.value = isSimulated === true;
    readOnly.value = isReadOnly === true;
    hiddenTabs.value = hidden ?? [];
    namedAccounts.value = accounts;
    if (accounts?.[0] !== undefined && !accounts.includes(account.value)) chooseAccount(accounts[0]);
  });
}
