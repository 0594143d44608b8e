import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { DomainName, HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import type { AppFunction } from '../constructs/app-function.ts';
import type { Deployment } from '../context.ts';
import { FunctionStack, type FunctionStackProps } from './function-stack.ts';

/** Requests a second that reach the function; a flood beyond it is answered 429 and costs no Lambda. */
const THROTTLE = { rateLimit: 500, burstLimit: 1000 };

/** One line per request. No query string: it holds signatures and OpenIDs. */
const ACCESS_LOG = {
  at: '$context.requestTime',
  id: '$context.requestId',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  ms: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
};

/** What WeChat pushes to: an HTTP API with one route, and the function behind it. */
export class CallbackStack extends FunctionStack {
  readonly apiId: string;

  constructor(scope: Construct, id: string, props: FunctionStackProps) {
    super(scope, id, 'callback', props);
    const { deployment } = props;
    const api = new HttpApi(this, 'api', {
      apiName: `${deployment.prefix}-callback`,
      description: 'The URL that WeChat pushes messages to',
      createDefaultStage: false,
    });
    const stage = new HttpStage(this, 'stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog(this, deployment)),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
      ...(deployment.domain && { domainMapping: { domainName: customDomain(this, deployment.domain) } }),
    });
    const callback = this.functions.get('callback');
    if (callback !== undefined) route(api, callback);
    acknowledge(
      api,
      'APIG4',
      'WeChat cannot authenticate to AWS: the function checks its signature before anything else',
    );
    this.apiId = api.apiId;
    const base = deployment.domain === undefined ? api.apiEndpoint : `https://${deployment.domain.name}`;
    this.functions.get('canary')?.addEnvironment('CALLBACK_URL', `${base}/callback`);
    stage.node.addDependency(api);
    new CfnOutput(this, 'CallbackUrl', {
      value: `${base}/callback/<account>`,
      description:
        'The server address (URL) for the WeChat console, with the name of your account in the place of <account>',
    });
    new CfnOutput(this, 'NextCommand', {
      value: `npx kefu init --region ${this.region}${deployment.prefix === 'kefu' ? '' : ` --prefix ${deployment.prefix}`}`,
      description: 'Run this next: it asks for the account and says what to paste where',
    });
  }
}

function route(api: HttpApi, callback: AppFunction): void {
  api.addRoutes({
    path: '/callback/{account}',
    methods: [HttpMethod.ANY],
    integration: new HttpLambdaIntegration('callback', callback),
  });
}

function accessLog(scope: Construct, { prefix, logDays }: Deployment): LogGroup {
  return new LogGroup(scope, 'access-log', {
    logGroupName: `/aws/apigateway/${prefix}-callback`,
    retention: logDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

function customDomain(stack: CallbackStack, { name, certificate }: NonNullable<Deployment['domain']>): DomainName {
  const domain = new DomainName(stack, 'domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(stack, 'certificate', certificate),
  });
  new CfnOutput(stack, 'DomainTarget', {
    value: domain.regionalDomainName,
    description: `Point ${name} at this name (CNAME) where its DNS is kept`,
  });
  return domain;
}
