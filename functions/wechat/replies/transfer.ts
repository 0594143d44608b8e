import * as z from 'zod/mini';
import { defineReply } from './define-reply.ts';

/** `transfer_customer_service`: passive only. Without `kfAccount` it goes to everybody's queue. */
export interface TransferReply {
  kind: 'transfer';
  kfAccount?: string | undefined;
}

/** MsgType `transfer_customer_service`. A mini program cannot name the agent. */
export const transfer = defineReply<TransferReply>({
  schema: () => z.object({ kind: z.literal('transfer'), kfAccount: z.optional(z.string().check(z.minLength(1))) }),
  passive: ({ kfAccount }, { accountKind }) => ({
    MsgType: 'transfer_customer_service',
    ...(kfAccount !== undefined && accountKind !== 'mini-program' && { TransInfo: { KfAccount: kfAccount } }),
  }),
  customFor: 'none',
});
