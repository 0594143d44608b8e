import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  CfnEIP,
  CfnEIPAssociation,
  GatewayVpcEndpointAwsService,
  InstanceClass,
  InstanceSize,
  InstanceType,
  IpAddresses,
  type IVpc,
  type NatInstanceProviderV2,
  NatProvider,
  NatTrafficDirection,
  Peer,
  Port,
  SubnetType,
  UserData,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import type { FixedEgress } from '../constructs/app-function.ts';
import type { Deployment, Egress } from '../context.ts';

interface EgressProps extends StackProps {
  deployment: Deployment;
  kind: Exclude<Egress, 'none'>;
}

/**
 * A network whose only purpose is that WeChat sees one fixed address. It is a stack of its own, so that it can be left
 * and removed without touching any other; the address stays until somebody releases it, since it is in WeChat's
 * whitelist.
 */
export class EgressStack extends Stack implements FixedEgress {
  readonly vpc: IVpc;
  readonly vpcSubnets = { subnetType: SubnetType.PRIVATE_WITH_EGRESS };
  /** The address for WeChat's IP whitelist. */
  readonly address: string;

  constructor(scope: Construct, id: string, { deployment, kind, ...props }: EgressProps) {
    super(scope, id, props);
    const eip = new CfnEIP(this, 'address', {
      domain: 'vpc',
      tags: [{ key: 'Name', value: `${deployment.prefix}-egress` }],
    });
    eip.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.address = eip.attrPublicIp;
    const instance = kind === 'nat-instance' ? natInstance(deployment) : undefined;
    const vpc = new Vpc(this, 'vpc', {
      ipAddresses: IpAddresses.cidr('10.77.0.0/24'),
      maxAzs: 1,
      natGatewayProvider: instance ?? NatProvider.gateway({ eipAllocationIds: [eip.attrAllocationId] }),
      // The default would bring a Lambda of its own to empty a security group that nothing uses.
      restrictDefaultSecurityGroup: false,
      gatewayEndpoints: { dynamodb: { service: GatewayVpcEndpointAwsService.DYNAMODB } },
      subnetConfiguration: [
        { name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 28, mapPublicIpOnLaunch: kind === 'nat-instance' },
        { name: 'functions', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 25 },
      ],
    });
    this.vpc = vpc as IVpc;
    if (instance !== undefined) wire(this, instance, eip);
    acknowledgeAll(this);
    new CfnOutput(this, 'WeChatWhitelistAddress', {
      value: this.address,
      description: 'Put this address into the IP whitelist (IP白名单) of each account in the WeChat console',
    });
  }
}

function acknowledgeAll({ vpc }: EgressStack): void {
  acknowledge(
    vpc,
    'VPC7',
    'nothing comes in, and what goes out goes to WeChat: the flow would show no more than our log',
  );
  acknowledge(vpc, 'EC23', 'what is let in is the range of this VPC, a token that the rule cannot read');
  acknowledge(vpc, 'EC26', 'the instance forwards packets of TLS and stores nothing');
  acknowledge(vpc, 'EC28', 'a detailed metric costs more than the instance; calls that fail alarm by themselves');
  acknowledge(
    vpc,
    'EC29',
    'an instance without data: when it is gone, the next deployment makes another with the same address',
  );
}

/** The address moves to the instance while it starts, which may break the first download. */
const MASQUERADE = [
  'until yum install -y iptables-services; do sleep 5; done',
  'echo "net.ipv4.ip_forward=1" > /etc/sysctl.d/90-nat.conf && sysctl -p /etc/sysctl.d/90-nat.conf',
  'systemctl enable --now iptables',
  'iptables -t nat -A POSTROUTING -o "$(ip -o route show default | grep -o "dev [^ ]*" | cut -c5-)" -j MASQUERADE',
  'iptables -F FORWARD && service iptables save',
];

/** Amazon's own image, found by CloudFormation when it deploys: no look-up at synth, and there in every partition. */
function natInstance({ partition }: Deployment): NatInstanceProviderV2 {
  const userData = UserData.forLinux();
  userData.addCommands(...MASQUERADE);
  return NatProvider.instanceV2({
    instanceType: InstanceType.of(partition === 'aws' ? InstanceClass.T4G : InstanceClass.T3, InstanceSize.NANO),
    defaultAllowedTraffic: NatTrafficDirection.OUTBOUND_ONLY,
    userData,
  });
}

function wire(stack: EgressStack, provider: NatInstanceProviderV2, eip: CfnEIP): void {
  provider.securityGroup.addIngressRule(Peer.ipv4(stack.vpc.vpcCidrBlock), Port.allTraffic(), 'from the functions');
  const [instance] = provider.gatewayInstances;
  if (instance === undefined) throw new Error('a VPC with a NAT instance has one');
  new CfnEIPAssociation(stack, 'address-of-instance', {
    allocationId: eip.attrAllocationId,
    instanceId: instance.instanceId,
  });
}
