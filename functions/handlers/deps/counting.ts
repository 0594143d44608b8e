import { gunzipSync } from 'node:zlib';
import type {
  CloudWatchLogsDecodedData,
  CloudWatchLogsEvent,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
} from 'aws-lambda';
import type { Item } from '../../adapters/aws/conversation-item.ts';
import { viewedChange } from '../../adapters/aws/conversation-view.ts';
import type { AccountDirectory } from '../../ports/account-directory.ts';
import type { StatisticsStore } from '../../ports/statistics-store.ts';
import { type AskSatisfactionDeps, askSatisfaction } from '../../usecases/ask-satisfaction.ts';
import { collectChanges, collectLines, importChatRecords } from '../../usecases/collect-statistics.ts';

/** What counting needs. */
export interface CountingDeps extends AskSatisfactionDeps {
  statistics: StatisticsStore;
  accounts: Pick<AccountDirectory, 'list'>;
}

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;
const CHINA_OFFSET_SECONDS = 8 * HOUR_SECONDS;
/** Hours in China in which yesterday's chat records are fetched: the second run mends what the first could not. */
const IMPORT_HOURS: readonly number[] = [2, 5];

/**
 * Count the lines of a log subscription. What it throws is delivered again, and what was counted is not counted twice.
 *
 * @see Using subscription filters with Lambda, in the documentation of CloudWatch Logs
 */
export async function countLog(deps: CountingDeps, { awslogs }: CloudWatchLogsEvent): Promise<void> {
  const data = decoded(awslogs.data);
  if (data === undefined) deps.logger.warn('statistics.unreadable', { reason: 'not the data of a subscription' });
  if (data?.messageType === 'DATA_MESSAGE') await collectLines(deps, data.logStream, data.logEvents);
}

/** A delivery that cannot be read would not be readable the next time either. */
function decoded(data: string): CloudWatchLogsDecodedData | undefined {
  try {
    return JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString()) as CloudWatchLogsDecodedData;
  } catch {
    return undefined;
  }
}

/**
 * Count what a batch of the stream of conversations says. Of a batch that is to be repeated in part, only what will not come
 * again is counted now; when nothing could be counted, all of it has to come again.
 */
export async function countStream(
  deps: CountingDeps,
  { Records }: DynamoDBStreamEvent,
  { batchItemFailures }: DynamoDBBatchResponse,
): Promise<DynamoDBBatchResponse> {
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const first = Records.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''));
  const done = first < 0 ? Records : Records.slice(0, first);
  try {
    const changes = done.flatMap((record) => changeOf(record) ?? []);
    await collectChanges(deps, done.map(idOf), changes);
    await askSatisfaction(deps, changes);
    return { batchItemFailures };
  } catch (error) {
    deps.logger.error('statistics.count-failed', { error: error instanceof Error ? error.name : 'unknown' });
    return { batchItemFailures: [{ itemIdentifier: Records[0]?.dynamodb?.SequenceNumber ?? '' }] };
  }
}

const idOf = ({ eventID = '', dynamodb }: DynamoDBRecord): string => eventID || (dynamodb?.SequenceNumber ?? '');

function changeOf({ dynamodb }: DynamoDBRecord): ReturnType<typeof viewedChange> {
  const account = dynamodb?.Keys?.account?.S;
  const openId = dynamodb?.Keys?.openId?.S;
  if (account === undefined || openId === undefined) return undefined;
  return viewedChange({
    at: dynamodb?.ApproximateCreationDateTime ?? 0,
    account,
    openId,
    oldImage: dynamodb?.OldImage as Item | undefined,
    newImage: dynamodb?.NewImage as Item | undefined,
  });
}

/**
 * Fetch yesterday's chat records, at the hours for it. Mini programs have none; an account whose records cannot be read keeps no other from being counted.
 */
export async function importYesterday(deps: CountingDeps): Promise<void> {
  const local = Math.floor(deps.clock() / 1000) + CHINA_OFFSET_SECONDS;
  if (!IMPORT_HOURS.includes(Math.floor((local % DAY_SECONDS) / HOUR_SECONDS))) return;
  const to = local - (local % DAY_SECONDS) - CHINA_OFFSET_SECONDS;
  for (const listed of await deps.accounts.list()) {
    if ('fault' in listed || listed.credentials.kind === 'mini-program') continue;
    const { account } = listed;
    try {
      const { records } = await importChatRecords(deps, account, to - DAY_SECONDS, to - 1);
      deps.logger.info('statistics.imported', { account, records });
    } catch (error) {
      deps.logger.warn('statistics.import-failed', { account, error: error instanceof Error ? error.name : 'unknown' });
    }
  }
}
