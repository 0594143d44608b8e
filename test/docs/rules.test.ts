import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkRule, MATCH_KINDS } from '../../functions/domain/rules/check/check-rule.ts';
import { checkSettings, READERS } from '../../functions/domain/rules/check/check-settings.ts';
import { REPLY_KINDS } from '../../functions/domain/rules/check/reply-kinds.ts';
import { SETTINGS_ID } from '../../functions/domain/rules/settings.ts';
import { pages } from '../support/docs/pages.ts';

interface Example {
  id: string;
  match: string;
  reply: string | { kind: string };
  [attribute: string]: unknown;
}

const guide = pages().find(({ path }) => path === 'docs/rules.md')?.text ?? '';
const blocks = [...guide.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text);
const examples = blocks.flatMap((text) =>
  (parse(text) as Example[]).map((item) => ({ item, kind: kindOf(text), id: item.id })),
);
const rules = examples.filter(({ id }) => id !== SETTINGS_ID);
const typed = examples.find(({ id }) => id === SETTINGS_ID)?.item ?? {};

function kindOf(block: string): 'mini-program' | 'service' {
  return block.startsWith('# mini program') ? 'mini-program' : 'service';
}

describe('the guide to rules', () => {
  const checked = checkSettings(typed, 'service');

  it('shows settings without a fault', () => {
    expect(checked).toEqual(expect.objectContaining({ ok: true, warnings: [] }));
  });

  it.each(rules)('shows the rule $id without a fault', ({ item, kind }) => {
    const settings = checkSettings(kind === 'service' ? typed : {}, kind);
    expect(settings.ok && checkRule(item, { accountKind: kind, settings: settings.settings })).toMatchObject({
      ok: true,
      warnings: [],
    });
  });

  it('shows every kind of match and of reply', () => {
    const kinds = rules.map(({ item: { reply } }) =>
      typeof reply === 'object' && 'kind' in reply ? reply.kind : 'text',
    );
    expect([...new Set(rules.map(({ item }) => item.match))].sort()).toEqual([...MATCH_KINDS].sort());
    expect([...new Set(kinds)].sort()).toEqual(Object.keys(REPLY_KINDS).sort());
  });

  it('names every setting', () => {
    expect(Object.keys(READERS).filter((name) => !guide.includes(name))).toEqual([]);
  });
});
