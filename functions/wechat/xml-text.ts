/** Everything but what XML 1.0 allows: most control characters, lone surrogates, U+FFFE and U+FFFF. */
const ILLEGAL = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** What is to be looked at closer: a surrogate may be half of a good character. */
const SUSPECT = /[^\t\n\r -\uD7FF\uE000-\uFFFD]/;

/** A text without the characters that no XML document may hold, and that WeChat refuses in JSON too. */
export function legalText(text: string): string {
  return SUSPECT.test(text) ? text.replace(ILLEGAL, '') : text;
}
