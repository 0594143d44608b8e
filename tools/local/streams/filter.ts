type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Does a record match one of the patterns of an event source mapping? No patterns: everything does. Understood are values,
 * `exists`, `prefix`, `suffix`, `equals-ignore-case`, `anything-but`, `numeric` and `$or`.
 *
 * @see Lambda event filtering, "Filter rule syntax", in the AWS documentation
 * @throws Error naming a matcher that is not understood
 */
export function matchesAny(record: object, patterns: readonly object[] | undefined): boolean {
  if (!patterns || patterns.length === 0) return true;
  return patterns.some((pattern) => matches(record as Json, pattern as Json));
}

function matches(value: Json | undefined, pattern: Json): boolean {
  if (Array.isArray(pattern)) return pattern.some((rule) => fits(value, rule));
  if (!isObject(pattern)) throw new Error('a filter pattern ends in lists of values');
  return Object.entries(pattern).every(([key, inner]) => {
    if (key === '$or' && Array.isArray(inner)) return inner.some((either) => matches(value, either));
    return matches(isObject(value) ? value[key] : undefined, inner);
  });
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fits(value: Json | undefined, rule: Json): boolean {
  if (!isObject(rule)) return value === rule;
  const [[name, wanted] = ['', null]] = Object.entries(rule);
  if (name === 'exists') return (value !== undefined && !isObject(value)) === wanted;
  if (name === 'anything-but')
    return value !== undefined && ![wanted].flat().some((other) => fits(value, other as Json));
  if (name === 'numeric') return isWithin(value, wanted);
  if (typeof value !== 'string' && ['prefix', 'suffix', 'equals-ignore-case'].includes(name)) return false;
  const text = String(value);
  if (name === 'prefix') return text.startsWith(String(wanted));
  if (name === 'suffix') return text.endsWith(String(wanted));
  if (name === 'equals-ignore-case') return text.toLowerCase() === String(wanted).toLowerCase();
  throw new Error(`the filter matcher ${name} is not understood`);
}

/** `["=", 5]` or `[">", 0, "<=", 5]`; DynamoDB's numbers come as texts. */
function isWithin(value: Json | undefined, rule: Json | undefined): boolean {
  if (!Array.isArray(rule) || (typeof value !== 'number' && typeof value !== 'string')) return false;
  const number = Number(value);
  const compare: Record<string, (other: number) => boolean> = {
    '=': (other) => number === other,
    '>': (other) => number > other,
    '>=': (other) => number >= other,
    '<': (other) => number < other,
    '<=': (other) => number <= other,
  };
  return rule.every(
    (operator, index) => index % 2 === 1 || compare[String(operator)]?.(Number(rule[index + 1])) === true,
  );
}
