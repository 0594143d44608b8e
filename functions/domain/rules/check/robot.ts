import type { Settings } from '../settings.ts';
import { asBoolean, asList, asMap, asText, count, describe, isAbsent, readNumber, refuseUnknown } from './reading.ts';
import { fault, type Report } from './report.ts';

/** What every answer may be made from is read for every answer: about 15,000 tokens. */
const MOST_CHARACTERS = 20_000;
const DAILY_QUESTIONS = 200;

/** The language model: true for the defaults, or a map. It sends, so the account must be allowed to. */
export function readRobot(report: Report, value: unknown, { rights }: Settings): Partial<Settings> | undefined {
  const isSwitch = asBoolean(value);
  if (isSwitch === false) return undefined;
  const map = isSwitch ? {} : asMap(value);
  if (map === undefined)
    return fault(report, 'robot', `is ${describe(value)}; write true, or a map with dailyQuestions and documents`);
  refuseUnknown(report, map, ['dailyQuestions', 'documents'], 'robot.');
  if (!rights.customSend)
    fault(
      report,
      'robot',
      'needs rights.customSend: its answers come by custom send; remove it, or verify the account',
    );
  const named = { 'robot.dailyQuestions': map.dailyQuestions };
  const dailyQuestions = readNumber(report, named, 'robot.dailyQuestions', { min: 0, max: 1_000_000 });
  const documents = isAbsent(map.documents) ? [] : readDocuments(report, map.documents);
  return { robot: { dailyQuestions: dailyQuestions ?? DAILY_QUESTIONS, documents } };
}

function readDocuments(report: Report, value: unknown): string[] {
  const documents = asList(value).flatMap((typed, i) => {
    const text = asText(typed)?.trim();
    if (!text) fault(report, `robot.documents[${i}]`, `is ${describe(typed)}; write the text itself`);
    return text || [];
  });
  const characters = documents.reduce((sum, { length }) => sum + length, 0);
  if (characters > MOST_CHARACTERS)
    fault(
      report,
      'robot.documents',
      `are ${count(characters)} characters; at most ${count(MOST_CHARACTERS)} are read for an answer, so shorten them`,
    );
  return documents;
}
