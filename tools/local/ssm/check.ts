import { AwsError } from '../aws/answer.ts';

const STANDARD_LIMIT = 4096;
const ADVANCED_LIMIT = 8192;
const NAME = /^[\w./-]+$/;
const MAX_LEVELS = 15;
const MAX_NAME = 1011;

const invalid = (message: string) => new AwsError('ValidationException', message);

/** @throws AwsError when Parameter Store would not take the name */
export function checkName(name: unknown): asserts name is string {
  if (typeof name !== 'string' || name === '') {
    throw invalid(
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    );
  }
  if (!NAME.test(name) || name.length > MAX_NAME) {
    throw invalid(
      'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  }
  if (name.includes('/') && !name.startsWith('/')) throw invalid('Parameter name must be a fully qualified name.');
  if (/^\/?(ssm|aws)/i.test(name))
    throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  if (name.split('/').length - 1 > MAX_LEVELS) {
    throw new AwsError('HierarchyLevelLimitExceededException', `A parameter name has at most ${MAX_LEVELS} levels.`);
  }
}

/** The tier that a value gets. @throws AwsError when the value is empty, or too long for the tier */
export function tierFor(value: unknown, wanted: unknown, before: string | undefined): 'Standard' | 'Advanced' {
  if (typeof value !== 'string' || value === '') {
    throw invalid(
      "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  const bytes = Buffer.byteLength(value);
  const advanced =
    wanted === 'Advanced' || before === 'Advanced' || (wanted === 'Intelligent-Tiering' && bytes > STANDARD_LIMIT);
  if (!advanced && bytes > STANDARD_LIMIT) {
    throw invalid(
      `Standard tier parameters support a maximum parameter value of ${STANDARD_LIMIT} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`,
    );
  }
  if (bytes > ADVANCED_LIMIT)
    throw invalid(`Advanced tier parameters support a maximum parameter value of ${ADVANCED_LIMIT} characters.`);
  return advanced ? 'Advanced' : 'Standard';
}

const TYPES = ['String', 'StringList', 'SecureString'] as const;

/** The type of a parameter: asked for at its creation, kept afterwards unless it is given again. */
export function typeFor(wanted: unknown, before: (typeof TYPES)[number] | undefined): (typeof TYPES)[number] {
  if (wanted === undefined && before) return before;
  const type = TYPES.find((known) => known === wanted);
  if (!type)
    throw invalid(
      wanted === undefined
        ? 'A parameter type is required when you create a parameter.'
        : `Parameter type ${String(wanted)} is unknown; it is one of ${TYPES.join(', ')}.`,
    );
  return type;
}
