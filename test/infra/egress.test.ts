import { describe, expect, it } from 'vitest';
import { callsWeChat, FUNCTIONS } from '../../infra/functions.ts';
import { resources, type StackTemplate, templatesOf } from '../support/templates.ts';

const BILLED_BY_THE_HOUR = [
  'AWS::EC2::EIP',
  'AWS::EC2::Instance',
  'AWS::EC2::NatGateway',
  'AWS::EC2::VPCEndpoint',
  'AWS::KMS::Key',
  'AWS::SecretsManager::Secret',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
];

const inVpc = (templates: Record<string, StackTemplate>) =>
  resources(templates, 'AWS::Lambda::Function')
    .filter(({ Properties }) => Properties.VpcConfig !== undefined)
    .map(({ Properties }) => String(Properties.FunctionName).replace('kefu-', ''));

describe('no fixed address', () => {
  const templates = templatesOf();

  it('has nothing that is billed by the hour', () => {
    expect(BILLED_BY_THE_HOUR.flatMap((type) => resources(templates, type))).toEqual([]);
  });

  it('keeps every function outside of a VPC', () => {
    expect(inVpc(templates)).toEqual([]);
  });
});

describe.each(['nat-gateway', 'nat-instance'])('egress by %s', (egress) => {
  const templates = templatesOf({ egress });

  it('sends every function that calls WeChat through it, and no other', () => {
    const deployed = resources(templates, 'AWS::Lambda::Function').map(({ Properties }) => Properties.FunctionName);
    const names = (Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[]).filter((name) =>
      deployed.includes(`kefu-${name}`),
    );
    expect(inVpc(templates).sort()).toEqual(names.filter(callsWeChat).sort());
    expect(inVpc(templates)).not.toContain('callback');
  });

  it('keeps the address that stands in the whitelist when the stack goes', () => {
    expect(resources(templates, 'AWS::EC2::EIP')).toMatchObject([
      { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' },
    ]);
  });

  it('prints the address for the whitelist', () => {
    expect(Object.keys(templates.egress?.Outputs ?? {})).toContain('WeChatWhitelistAddress');
  });

  it('has one way out', () => {
    const ways = [...resources(templates, 'AWS::EC2::NatGateway'), ...resources(templates, 'AWS::EC2::Instance')];
    expect(ways).toHaveLength(1);
  });
});
