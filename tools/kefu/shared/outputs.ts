import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { awsFailure } from './aws-failure.ts';
import type { Target } from './target.ts';

/** What the stacks of a deployment printed, by name: `CallbackUrl`, `WeChatWhitelistAddress`. */
export async function deploymentOutputs(target: Target): Promise<Record<string, string>> {
  if (target.local) return {};
  const client = new CloudFormationClient(target.client);
  try {
    const stacks = await Promise.all(['callback', 'egress'].map((name) => stack(client, `${target.prefix}-${name}`)));
    const outputs = stacks.flatMap((one) => one?.Outputs ?? []);
    return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  } catch (error) {
    throw awsFailure(error, target, { zh: '读取部署的输出', en: 'Reading the outputs of the deployment' });
  } finally {
    client.destroy();
  }
}

async function stack(client: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') return undefined;
    throw error;
  }
}

/** Where the callback answers, without the account; undefined when the deployment does not say. */
export async function callbackOf(target: Target): Promise<string | undefined> {
  if (target.callback) return target.callback;
  const { CallbackUrl } = await deploymentOutputs(target);
  return CallbackUrl?.replace(/\/<account>$/, '');
}
