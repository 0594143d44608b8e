import { triggerOf } from '../../../functions/domain/window.ts';
import type { Observation } from '../../../functions/usecases/handle-message.ts';
import type { Message } from '../../../functions/wechat/messages/index.ts';
import { isTransferable } from '../../../functions/wechat/messages/index.ts';
import type { Simulator } from '../../simulator/index.ts';

/**
 * Tell the simulated WeChat of a push that did not come from it (`kefu push`, a test client), so that it knows the user
 * and takes what is sent to them next.
 *
 * @param nonce of the request: the simulator knows its own by it
 */
export function tellOfPush(simulator: Simulator, { message, handled }: Observation, nonce: string): void {
  if (handled.repeated || !(isTransferable(message) || 'event' in message)) return;
  // An account of the user's own, whose WeChat is not simulated.
  if (!Object.hasOwn(simulator.state.accounts, message.account)) return;
  // Users are kept by name in plain objects, which have these already: no OpenID of WeChat's is one.
  if (message.openId in Object.prototype) return;
  const { reply } = handled;
  const trigger = triggerOf(message);
  const said = wordsOf(message);
  const answered = reply === undefined || reply.kind === 'transfer' ? undefined : reply;
  // Nothing waits for it, and nothing ends with it: the answer to the push must not.
  const told = simulator.events.overhear({
    account: message.account,
    openId: message.openId,
    nonce,
    unfollows: message.kind === 'unsubscribe',
    transferred: reply?.kind === 'transfer',
    ...(trigger === undefined ? {} : { trigger }),
    ...(said === undefined ? {} : { said }),
    ...(answered && { answered: answered.kind === 'text' ? answered.content : `[${answered.kind}]` }),
  });
  told.catch((error: unknown) => process.stderr.write(`The simulated WeChat took no note of a push: ${error}\n`));
}

function wordsOf(message: Message): string | undefined {
  if (message.kind === 'text') return message.content;
  return isTransferable(message) ? `[${message.kind}]` : undefined;
}
