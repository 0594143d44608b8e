import { RE2JS, RE2JSSyntaxException } from 're2js';
import { foldPattern, type Pattern, regexEngine } from '../regex-engine.ts';
import { requiredLiterals } from './literals.ts';
import { count, shorten } from './reading.ts';
import { fault, type Report, warn } from './report.ts';

const MAX_LENGTH = 500;
/** Keeps the worst pattern on 600 characters below a millisecond. */
const MAX_SIZE = 80;

const compile = regexEngine({ RE2JS });

/** Checks a pattern by compiling it; answers the sets of literals by which it is found. */
export function readPattern(report: Report, field: string, pattern: string): string[][] {
  if (pattern.length > MAX_LENGTH)
    return fault(report, field, `is ${count(pattern.length)} characters; at most ${MAX_LENGTH} are allowed`) ?? [];
  const folded = foldPattern(pattern);
  const compiled = compiledOrFault(report, field, folded);
  if (compiled === undefined) return [];
  if (compiled.size > MAX_SIZE)
    fault(
      report,
      field,
      `is too costly (${compiled.size} steps, ${MAX_SIZE} are allowed); split it into several keywords`,
    );
  else if (compiled.test('')) warn(report, field, 'fits every text; use match any if that is meant');
  return requiredLiterals(folded);
}

function compiledOrFault(report: Report, field: string, folded: string): Pattern | undefined {
  try {
    return compile(folded);
  } catch (error) {
    return fault(report, field, `is no valid pattern: ${complaint(error, folded)}`);
  }
}

const MENDS: Record<string, string> = {
  'missing closing )': 'close the bracket with ), or write \\( for the character',
  'unexpected )': 'remove it, or write \\) for the character',
  'missing closing ]': 'close the list with ], or write \\[ for the character',
  'missing argument to repetition operator': 'put what is repeated before it, or a \\ for the character',
  'invalid nested repetition operator': 'leave one of them',
  'invalid or unsupported Perl syntax': 'looking ahead or behind is not possible; use several rules with priorities',
  'trailing backslash at end of expression': 'write \\\\ for the character',
};

function complaint(error: unknown, folded: string): string {
  if (!(error instanceof RE2JSSyntaxException)) return 'it nests too deeply; split it into several keywords';
  const part = (error.getPattern() ?? '').replace(/^(?:\(\?[is]\))+/, '');
  const at = part === '' ? folded.length : folded.indexOf(part) + 1;
  const where = at > 0 ? ` at character ${at}` : '';
  const mend = MENDS[error.getDescription()] ?? 'see the syntax of RE2';
  return `${error.getDescription()}${where}${part === '' ? '' : ` ("${shorten(part)}")`}; ${mend}`;
}
