import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Rating, Survey } from '../../domain/survey.ts';

type Item = Record<string, AttributeValue>;

/** A rating as it is stored. */
export const encodeRating = ({ kfAccount, stars, at, key }: Rating): AttributeValue => ({
  M: { kfAccount: { S: kfAccount }, stars: { N: `${stars}` }, at: { N: `${at}` }, key: { S: key } },
});

/** About which service a user was asked last. */
export function surveyOf({ survey }: Item): Survey | undefined {
  return survey?.M && { kfAccount: survey.M.kfAccount?.S ?? '', at: Number(survey.M.at?.N ?? 0) };
}

/** What they answered last. */
export function ratingOf({ rating }: Item): Rating | undefined {
  if (rating?.M === undefined) return undefined;
  const { kfAccount, stars, at, key } = rating.M;
  return { kfAccount: kfAccount?.S ?? '', stars: Number(stars?.N ?? 0), at: Number(at?.N ?? 0), key: key?.S ?? '' };
}
