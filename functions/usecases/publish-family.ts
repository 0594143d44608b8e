import { type Publication, type PublishRulesDeps, publishRules } from './publish-rules.ts';

/** Publish an account's rules, and those of every account that extends them, each once. */
export async function publishFamily(
  deps: PublishRulesDeps,
  account: string,
  published: (account: string, publication: Publication) => void,
): Promise<void> {
  const seen = new Set<string>();
  const waiting = [account];
  while (waiting.length > 0) {
    const next = waiting.shift() ?? '';
    if (seen.has(next)) continue;
    seen.add(next);
    published(next, await publishRules(deps, next));
    waiting.push(...(await deps.ruleSets.heirs(next)));
  }
}
