import { randomUUID } from 'node:crypto';
import type { AwsAnswer, AwsRequest } from './answer.ts';
import { ACCOUNT_ID } from './arn.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const XML = { 'content-type': 'text/xml' };

const IDENTITY = `<Arn>arn:aws:iam::${ACCOUNT_ID}:user/local</Arn><UserId>LOCAL</UserId><Account>${ACCOUNT_ID}</Account>`;

/** STS, as far as tools ask who they are. */
export function sts({ body }: AwsRequest): AwsAnswer {
  const action = new URLSearchParams(body.toString()).get('Action') ?? '';
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  if (action === 'GetCallerIdentity') {
    const result = `<GetCallerIdentityResult>${IDENTITY}</GetCallerIdentityResult>${metadata}`;
    return {
      status: 200,
      headers: XML,
      body: `<GetCallerIdentityResponse xmlns="${NAMESPACE}">${result}</GetCallerIdentityResponse>`,
    };
  }
  const name = action.replace(/\W/g, '');
  const message = `${name} is not served here: of the services with this protocol only STS GetCallerIdentity is.`;
  const error = `<Error><Type>Sender</Type><Code>InvalidAction</Code><Message>${message}</Message></Error>`;
  return { status: 400, headers: XML, body: `<ErrorResponse xmlns="${NAMESPACE}">${error}</ErrorResponse>` };
}
