import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

/** What was asked for could not be done; the message is for the person at the page. */
export class ApiProblem extends Error {
  /** The stable code of an admin function's refusal. */
  readonly code: string | undefined;
  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

type Fields = Record<string, unknown>;

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Fields> {
  const init = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  };
  const answer = await fetch(path, init).catch(() => {
    throw new ApiProblem('本机服务没有响应 · the local service does not answer');
  });
  const fields = (await answer.json().catch(() => ({}))) as Fields;
  if (answer.ok && !answer.headers.has('x-amz-function-error')) return fields;
  throw new ApiProblem(String(fields.error ?? fields.message ?? fields.errorMessage ?? answer.status));
}

/** Read JSON of this origin. */
export async function read<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new ApiProblem(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** Make something happen in the simulated WeChat: `control('users/type', {...})`. @throws ApiProblem */
export const control = async (name: string, input: object): Promise<unknown> =>
  (await post(`/api/wechat/${name}`, input)).result;

/** What the server says of itself: the page hides whatever is not there. */
export interface Welcome {
  /** Whether WeChat is simulated: else there is no phone, no desk and no clock. */
  simulated?: boolean;
  /** Whether nothing may be changed. */
  readOnly?: boolean;
  /** Accounts to choose from; those of the simulated WeChat unless given. */
  accounts?: string[];
  /** Ids of tabs that have nothing to show here. */
  hidden?: string[];
}

/** Greet the server: it puts people there if there are none, and says what it can do. */
export const welcome = async (): Promise<Welcome> => (await post('/api/welcome', {})) as Welcome;

/** An operation of DynamoDB, as the AWS endpoint takes it. @throws ApiProblem */
export const dynamoDb = (operation: string, input: object): Promise<Fields> =>
  post('/api/aws/', input, { 'x-amz-target': `DynamoDB_20120810.${operation}` });

/** Every item of one account in a table. */
export async function query(table: string, account: string): Promise<Fields[]> {
  const { Items = [] } = (await dynamoDb('Query', {
    TableName: table,
    KeyConditionExpression: 'account = :account',
    ExpressionAttributeValues: { ':account': { S: account } },
  })) as { Items?: Parameters<typeof unmarshall>[0][] };
  return Items.map((item) => unmarshall(item, { wrapNumbers: Number }));
}

/** Write an item whole, as the DynamoDB console would. */
export const putItem = (table: string, item: object): Promise<Fields> =>
  dynamoDb('PutItem', { TableName: table, Item: marshall(item, { removeUndefinedValues: true }) });

export const deleteItem = (table: string, key: object): Promise<Fields> =>
  dynamoDb('DeleteItem', { TableName: table, Key: marshall(key) });

/** Invoke a function; an admin function's refusal is thrown. @throws ApiProblem */
export async function invoke(name: string, event: object): Promise<Fields> {
  const answer = await post(`/api/aws/2015-03-31/functions/${name}/invocations`, event);
  if (answer.ok !== false) return answer;
  const { message, hint, code } = answer.error as { message: string; hint?: string; code?: string };
  throw new ApiProblem(hint ? `${message} (${hint})` : message, code);
}
