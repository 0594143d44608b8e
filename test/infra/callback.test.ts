import { describe, expect, it } from 'vitest';
import { functionsOf } from '../../infra/functions.ts';
import { plain, resources, templatesOf } from '../support/templates.ts';

const templates = templatesOf();
const [stage] = resources(templates, 'AWS::ApiGatewayV2::Stage');

describe('callback stack', () => {
  it('opens one route', () => {
    const routes = resources(templates, 'AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey);
    expect(routes).toEqual(functionsOf('callback').map(() => 'ANY /callback/{account}'));
  });

  it('throttles a flood before it costs anything', () => {
    expect(stage?.Properties.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: 500,
      ThrottlingBurstLimit: 1000,
    });
  });

  it('logs each request without what its query holds: signatures and OpenIDs', () => {
    const { Format = '' } = (stage?.Properties.AccessLogSettings ?? {}) as { Format?: string };
    expect(Object.keys(JSON.parse(Format) as object)).toContain('status');
    expect(Format).not.toMatch(/query|routeKey|openid|signature|requestOverride/i);
  });

  it('prints the URL for the WeChat console and the next command', () => {
    const { CallbackUrl, NextCommand } = templates.callback?.Outputs ?? {};
    expect(plain(CallbackUrl?.Value)).toMatch(/ApiEndpoint\}\/callback\/<account>$/);
    expect(plain(NextCommand?.Value)).toMatch(/^npx kefu init --region .*AWS::Region/);
  });
});

describe('custom domain', () => {
  const certificate = 'arn:aws:acm:ap-east-1:123456789012:certificate/0a1b2c3d';
  const own = templatesOf({ domain: 'kefu.example.com', certificate });

  it('becomes the callback URL, and its target is printed', () => {
    expect(own.callback?.Outputs.CallbackUrl?.Value).toBe('https://kefu.example.com/callback/<account>');
    expect(own.callback?.Outputs.DomainTarget?.Description).toContain('CNAME');
  });
});
