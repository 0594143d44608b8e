/** What WeChat takes in one text, in bytes of UTF-8 (older documentation of passive replies; longer ones give 45002). */
export const MAX_TEXT_BYTES = 2048;

const LINK = /<a\b[^>]*>[\s\S]*?<\/a\s*>/i;

/**
 * Cut a text into parts that WeChat takes, joined they are the text again. A cut never falls into a character, and into
 * an emoji of several code points or a link only where that alone is longer than a part.
 */
export function splitText(content: string, maxBytes: number = MAX_TEXT_BYTES): string[] {
  if (Buffer.byteLength(content) <= maxBytes) return [content];
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const unit of unitsOf(content, maxBytes)) {
    const more = Buffer.byteLength(unit);
    if (bytes + more > maxBytes && part !== '') {
      parts.push(part);
      part = '';
      bytes = 0;
    }
    part += unit;
    bytes += more;
  }
  return [...parts, part];
}

/** What is best kept whole: a link, else a grapheme, else a code point. */
function* unitsOf(content: string, maxBytes: number): Generator<string> {
  const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
  const fits = (unit: string) => Buffer.byteLength(unit) <= maxBytes;
  for (const stretch of stretchesOf(content)) {
    if (LINK.test(stretch) && fits(stretch)) yield stretch;
    else for (const { segment } of graphemes.segment(stretch)) yield* fits(segment) ? [segment] : segment;
  }
}

/** Links, and what stands between them. */
function stretchesOf(content: string): string[] {
  return content.split(new RegExp(`(${LINK.source})`, 'i')).filter((stretch) => stretch !== '');
}
