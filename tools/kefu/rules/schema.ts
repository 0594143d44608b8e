import * as z from 'zod';
import { ATTRIBUTES, MATCH_KINDS, MODES, WRITTEN_BACK } from '../../../functions/domain/rules/check/check-rule.ts';
import { READERS } from '../../../functions/domain/rules/check/check-settings.ts';
import { KINDS } from '../../../functions/domain/rules/check/kinds.ts';
import { REPLY_KINDS } from '../../../functions/domain/rules/check/reply-kinds.ts';

const texts = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]);
const word = (words: readonly string[]) => z.enum(words as [string, ...string[]]);
const several = (words: readonly string[]) => z.union([word(words), z.array(word(words))]);
const moment = z.union([z.string(), z.number()]).describe('2026-05-01, 2026-05-01 09:00 or epoch seconds');

/** Fields of replies that are more than a text. */
const REPLY_FIELDS: Record<string, z.ZodType> = {
  articles: z
    .array(
      z.strictObject({
        title: z.string(),
        description: z.string().optional(),
        pictureUrl: z.string().optional(),
        url: z.string(),
      }),
    )
    .min(1)
    .max(8),
  items: z.union([
    z.array(
      z.union([z.string(), z.strictObject({ id: z.union([z.string(), z.number()]).optional(), content: z.string() })]),
    ),
    z.record(z.string(), z.string()),
  ]),
};

const replyMaps = Object.entries(REPLY_KINDS).map(([kind, { fields }]) => {
  const shape = fields.map((field) => [field, (REPLY_FIELDS[field] ?? z.string()).optional()]);
  return z.strictObject({ kind: z.literal(kind), ...Object.fromEntries(shape) });
});
const oneReply = z.union([z.string(), ...replyMaps]);
const reply = z.union([oneReply, z.array(oneReply).min(1).max(20)]).describe('A text, a map by kind, or several');

/** What each attribute may be; one that is not here may be anything. */
const ATTRIBUTE_SHAPES: Record<string, z.ZodType> = {
  id: z
    .union([z.string().min(1).max(200), z.number()])
    .describe('A name for the rule; @settings is the settings of the account'),
  match: word(MATCH_KINDS),
  keywords: texts.describe(
    'What the message is compared with; for event its name, with the key after a colon: CLICK:menu_kf',
  ),
  kinds: several(KINDS).describe('The message kinds it listens to; text if absent'),
  reply,
  pick: word(['all', 'random']).describe('random: one of several replies'),
  priority: z.number().describe('Higher comes first; 0 if absent'),
  enabled: z.boolean(),
  from: moment,
  until: moment,
  hours: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]).describe('Mon-Fri 09:00-18:00'),
  modes: several(MODES).describe('Outside bot a rule for messages answers only if it names the mode'),
  sources: texts,
  when: z
    .record(z.string(), texts)
    .describe('Whom the rule is for, such as {"product": "手机", "page": "pages/repair*"}'),
  cooldownMinutes: z.number().min(0),
  audience: word(['testers', 'all']),
  note: z.string(),
  description: z.string(),
};

const WRITTEN: readonly string[] = ['account', ...WRITTEN_BACK];

/** A rule as it is typed. */
const rule = z
  .strictObject(
    Object.fromEntries(
      ATTRIBUTES.filter((name) => !WRITTEN.includes(name)).map((name) => {
        const shape = ATTRIBUTE_SHAPES[name] ?? z.unknown();
        return [name, ['id', 'match', 'reply'].includes(name) ? shape : shape.optional()];
      }),
    ),
  )
  .extend({ questions: texts.optional().describe('The keywords of match faq under another name') });

const settings = z.strictObject({
  id: z.literal('@settings'),
  note: z.string().optional(),
  description: z.string().optional(),
  ...Object.fromEntries(Object.keys(READERS).map((name) => [name, z.unknown().optional()])),
});

const list = z.array(z.union([settings, rule]));

/** A file of rules: what an editor checks while one types. The function checks more, against the account. */
export const ruleFile = z.union([list, z.strictObject({ rules: list })]);

/** The same as JSON Schema, which is published beside the command. */
export const ruleFileSchema = (): object => ({
  ...z.toJSONSchema(ruleFile, { io: 'input', unrepresentable: 'any', reused: 'ref' }),
  title: 'WeChat Kefu: reply rules',
});
