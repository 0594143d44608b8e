import type { Typed } from './reading.ts';

/** WeChat's names for what has a clearer one here. */
const WIRE_NAMES: Record<string, string> = {
  picurl: 'pictureUrl',
  headcontent: 'head',
  tailcontent: 'tail',
  list: 'items',
};

/**
 * Fields of a reply under our names, whether they were typed so or as WeChat writes them (`media_id`, `MediaId`,
 * `picurl`). What is typed under both keeps the other name, which nobody knows then.
 */
export function asOurNames(typed: Typed, known: readonly string[]): Typed {
  const entries = Object.entries(typed).map(([name, value]) => {
    const ours = known.includes(name) ? name : ourName(name, known);
    return [ours === undefined || (ours !== name && Object.hasOwn(typed, ours)) ? name : ours, value];
  });
  return Object.fromEntries(entries);
}

function ourName(name: string, known: readonly string[]): string | undefined {
  const bare = name.replaceAll('_', '').toLowerCase();
  const meant = Object.hasOwn(WIRE_NAMES, bare) ? WIRE_NAMES[bare] : undefined;
  return known.find((one) => one === meant || one.toLowerCase() === bare);
}
