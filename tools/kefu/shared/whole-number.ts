import { InvalidArgumentError } from 'commander';

/** Reads a whole number of the command line, and says what is allowed. */
export function wholeNumber(least: number, most?: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    const fits = Number.isInteger(number) && number >= least && number <= (most ?? Number.MAX_SAFE_INTEGER);
    if (text.trim() !== '' && fits) return number;
    throw new InvalidArgumentError(most === undefined ? `a whole number from ${least}` : `${least} to ${most}`);
  };
}
