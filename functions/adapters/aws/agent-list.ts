import { marshall } from '@aws-sdk/util-dynamodb';
import type { AgentList } from '../../ports/agent-list.ts';
import { ONLINE_LIST_ID } from './agents.ts';
import type { TableDeps } from './batches.ts';
import { succeeds } from './conditional.ts';

/** The item `online` of an account in `kefu-accounts`. */
export function createAgentList(deps: TableDeps): AgentList {
  return {
    save: async (account, { seenAt, agents, queue }) => {
      await succeeds(deps, {
        Key: marshall({ account, id: ONLINE_LIST_ID }),
        // Right-hand sides read the old item: bookings made while WeChat was asked are carried over once.
        UpdateExpression:
          'SET seenAt = :seenAt, agents = :agents, queue = :queue, earlier = if_not_exists(booked, :none), booked = :none',
        ConditionExpression: 'attribute_not_exists(seenAt) OR seenAt <= :seenAt OR seenAt > :future',
        ExpressionAttributeValues: marshall(
          {
            ':seenAt': seenAt,
            ':agents': agents,
            ':queue': queue ?? null,
            ':none': [],
            ':future': seenAt + SLACK_SECONDS,
          },
          { removeUndefinedValues: true },
        ),
      });
    },
  };
}

/** A list from further ahead was written by a clock that has been set back since. */
const SLACK_SECONDS = 300;
