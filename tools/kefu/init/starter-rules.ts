import type { RuleFields, RulesFile } from '../rules/rules-file.ts';
import type { Answers } from './answers.ts';

/** For an account that has no rule at all: a greeting, and, where there are agents, the way to them and back. */
export function starterRules({ kind, verified }: Pick<Answers, 'kind' | 'verified'>): RulesFile {
  const isMiniProgram = kind === 'mini-program';
  const hasAgents = isMiniProgram || verified;
  const offer = hasAgents ? '，回复 0 转人工客服' : '';
  const rules: RuleFields[] = [
    {
      id: 'welcome',
      match: 'event',
      keywords: [isMiniProgram ? 'user_enter_tempsession' : 'subscribe'],
      reply: `您好！请直接输入您的问题${offer}。`,
    },
    ...(hasAgents ? AGENTS : []),
  ];
  return { rules, where: (id) => id };
}

const AGENTS: readonly RuleFields[] = [
  { id: 'human', match: 'exact', keywords: ['0', '人工'], reply: { kind: 'hand-off' } },
  {
    id: 'back-to-bot',
    match: 'exact',
    keywords: ['取消'],
    modes: ['waiting'],
    reply: { kind: 'resume-bot', content: '已取消排队。需要人工时请回复 0。' },
  },
];
