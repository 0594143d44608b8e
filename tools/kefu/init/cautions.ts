import { fixedAddressPrices } from '../cost/prices.ts';
import { Failure } from '../shared/failure.ts';
import type { Output } from '../shared/output.ts';
import { deploymentOutputs } from '../shared/outputs.ts';
import type { Target } from '../shared/target.ts';
import type { Answers } from './answers.ts';

/** Regions from which China is near. */
const NEAR = ['ap-east-1', 'ap-southeast-1', 'ap-northeast-1', 'ap-northeast-2', 'cn-north-1', 'cn-northwest-1'];

/** Say what a person should know before anything is written. @throws Failure when WeChat would refuse every call */
export async function caution(
  { output, target }: { output: Output; target: Target },
  answers: Answers,
  withoutFixedAddress: boolean,
): Promise<void> {
  if (!answers.verified) output.note(UNVERIFIED);
  if (target.local) return;
  const region = target.client.region ?? process.env.AWS_REGION ?? '';
  if (region !== '' && !NEAR.includes(region)) output.note(far(region));
  if (answers.kind === 'mini-program' || withoutFixedAddress) return;
  const { WeChatWhitelistAddress: address } = await deploymentOutputs(target);
  if (address === undefined) throw new Failure('refused', NO_ADDRESS);
  output.note({
    zh: `把 ${address} 加入微信后台的 IP 白名单。`,
    en: `Put ${address} into the IP whitelist (IP白名单) of the WeChat console.`,
  });
}

const UNVERIFIED = {
  zh: '! 未认证的账号启用服务器地址后，没有自定义菜单、客服接口和客服消息，只能被动回复。',
  en: '! An account that is not verified has no menu, no 客服 and no custom sends once the server address is on: it answers passively only.',
};

const far = (region: string) => ({
  zh: `! ${region} 离中国较远，微信只等 5 秒；建议 ap-east-1、ap-southeast-1 或 ap-northeast-1。`,
  en: `! ${region} is far from China and WeChat waits 5 seconds; better are ap-east-1, ap-southeast-1 and ap-northeast-1.`,
});

const { instance, gateway } = fixedAddressPrices();

const NO_ADDRESS = {
  zh: `微信按 IP 白名单放行公众号的接口调用，而这个部署没有固定出口地址：
  npx cdk deploy --all -c egress=nat-instance   （约 $${instance}/月；-c egress=nat-gateway 约 $${gateway}/月）
然后再次运行 kefu init。只做被动回复和转人工时，加 --without-fixed-address。`,
  en: `WeChat takes API calls of official accounts from whitelisted addresses only, and this deployment has no fixed one:
  npx cdk deploy --all -c egress=nat-instance   (about $${instance} a month; -c egress=nat-gateway about $${gateway})
Then run kefu init again. To only answer passively and hand off, add --without-fixed-address.`,
};
