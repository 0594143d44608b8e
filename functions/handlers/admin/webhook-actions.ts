import { ConfigError } from '../../errors.ts';
import type { AccountDirectory } from '../../ports/account-directory.ts';
import { redeliverWebhooks, type WebhooksDeps, webhookStates } from '../../usecases/webhooks.ts';
import { type Action, action } from '../admin.ts';
import { accountOf } from './account-of.ts';
import { refusal } from './answers.ts';

/** What the actions on webhooks need. */
export interface WebhookDeps {
  accounts: Pick<AccountDirectory, 'read'>;
  webhooks: WebhooksDeps;
}

/** How outside systems are told. */
export const WEBHOOK_ACTIONS: readonly Action<WebhookDeps>[] = [
  action({
    name: 'webhooks',
    about: 'How the endpoints of outside systems do: what waits for them, and what was given up after three days.',
    input: {},
    run: async (deps: WebhookDeps, { account }) => {
      await accountOf(deps.accounts, account);
      return { endpoints: await readable(webhookStates(deps.webhooks, account)) };
    },
  }),
  action({
    name: 'redeliver',
    about:
      'Try the endpoints of outside systems at once, with what was given up too: a hundred events of each at most.',
    input: {},
    run: async (deps: WebhookDeps, { account }) => {
      await accountOf(deps.accounts, account);
      return { endpoints: await readable(redeliverWebhooks(deps.webhooks, account)) };
    },
  }),
];

/** A parameter that is wrong is for whoever asks to mend. */
async function readable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw refusal('bad-parameter', error.message, 'write the parameter anew; events are kept meanwhile');
  }
}
