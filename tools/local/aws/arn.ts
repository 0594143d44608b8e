/** The account of everything local, as the embedded engine writes it into its ARNs. */
export const ACCOUNT_ID = '000000000000';
/** The region of everything local. */
export const REGION = 'us-east-1';

export const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${name}`;
export const parameterArn = (name: string) =>
  `arn:aws:ssm:${REGION}:${ACCOUNT_ID}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
/** A local table has one stream, from its beginning. */
export const STREAM_LABEL = '2026-01-01T00:00:00.000';
export const streamArn = (table: string) =>
  `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/${table}/stream/${STREAM_LABEL}`;
