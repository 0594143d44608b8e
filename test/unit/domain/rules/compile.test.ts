import { describe, expect, it } from 'vitest';
import { compile } from '../../../../functions/domain/rules/compile.ts';
import type { Message } from '../../../../functions/wechat/messages/index.ts';
import { aRule, aSnapshot } from '../../../support/rules.ts';

function text(content: string): Message {
  return {
    kind: 'text',
    account: 'main',
    openId: 'o1',
    originalId: 'gh_1',
    createdAt: 1,
    messageKey: 'k',
    messageId: '1',
    content,
  };
}

describe('compile', () => {
  it('finds a rule by what a text contains', async () => {
    const ruleSet = await compile(aSnapshot({ rules: [aRule()] }));
    expect(ruleSet.find(text('请问流量怎么送'), () => true)?.id).toBe('traffic');
    expect(ruleSet.find(text('请问'), () => true)).toBeUndefined();
  });
});
