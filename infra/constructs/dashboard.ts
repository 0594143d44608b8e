import type { Stack } from 'aws-cdk-lib';
import {
  Color,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  SingleValueWidget,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Observed } from '../stacks/monitoring.ts';

const HEADING = `# WeChat Kefu 客服
Each number is of the time chosen above. 数字为上方所选时间段内的合计。`;

/** WeChat hangs up after 5 seconds. */
const WECHAT_LIMIT = { value: 5000, label: 'WeChat hangs up 微信断开', color: Color.RED };

/** The day of a customer-service team, on one page. */
export class KefuDashboard extends Dashboard {
  constructor(scope: Construct, id: string, observed: Observed) {
    super(scope, id, { dashboardName: `${observed.prefix}-kefu`, widgets: rows(observed) });
  }

  /** Where a browser finds it. */
  urlIn({ region }: Stack, partition: 'aws' | 'aws-cn'): string {
    const console = partition === 'aws' ? 'console.aws.amazon.com' : 'console.amazonaws.cn';
    return `https://${region}.${console}/cloudwatch/home?region=${region}#dashboards/dashboard/${this.dashboardName}`;
  }
}

function rows({ log, lambda, api, failures }: Observed): IWidget[][] {
  const named = (label: string, metric: ReturnType<typeof log>) => metric.with({ label });
  return [
    [new TextWidget({ markdown: HEADING, width: 24, height: 2 })],
    [
      numbers('Messages 消息', [
        named('all 全部', log('AnswerMs', Stats.SAMPLE_COUNT)),
        named('answered by a rule 规则回复', log('AnsweredByRule', Stats.SUM)),
        named('handed to a human 转人工', log('HandedOff', Stats.SUM)),
      ]),
      numbers('People 人工', [
        named('waiting now 正在排队', log('Waiting', Stats.MAXIMUM)),
        named('sends refused by the window 窗口已关闭的发送', log('SendsRefused', Stats.SUM)),
      ]),
    ],
    [
      graph('Messages 消息', [
        named('all 全部', log('AnswerMs', Stats.SAMPLE_COUNT)),
        named('answered by a rule 规则回复', log('AnsweredByRule', Stats.SUM)),
        named('handed to a human 转人工', log('HandedOff', Stats.SUM)),
      ]),
      new GraphWidget({
        title: 'Answer time (ms) 回复耗时（毫秒）',
        width: 12,
        left: [
          named('half of them 中位数', log('AnswerMs', Stats.p(50))),
          named('99 of 100, with the network 99%（含网络）', api('Latency', Stats.p(99))),
        ],
        leftAnnotations: [WECHAT_LIMIT],
      }),
    ],
    [
      graph('Waiting users 排队人数', [named('waiting 排队', log('Waiting', Stats.MAXIMUM))]),
      graph('Access token: seconds left 令牌剩余秒数', [named('least 最少', log('TokenSecondsLeft', Stats.MINIMUM))]),
    ],
    [
      graph('Refused and failed 被拒与失败', [
        named('wrong signature 签名错误', log('Refused', Stats.SUM)),
        named('errors of the callback 回调错误', api('5xx', Stats.SUM)),
        named('given up 已放弃', failures()),
      ]),
      graph('Rules 规则', [
        named('in error 有错误的规则', log('RulesInError', Stats.MAXIMUM)),
        named('edits wait (ms) 发布延迟', lambda('publish-rules', 'IteratorAge', Stats.MAXIMUM)),
      ]),
    ],
  ];
}

const numbers = (title: string, metrics: IMetric[]) =>
  new SingleValueWidget({ title, metrics, width: 12, height: 4, setPeriodToTimeRange: true });

const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
