/** Longer texts say more than thanks. */
const MOST_CHARACTERS = 24;
const FACES = '👍|👌|🙏|🌹|❤️?|😊|😄|🤝|\\[(?:强|玫瑰|握手|抱拳|ok|微笑|愉快|呲牙|爱心|胜利|合十)\\]';
const THANKS =
  '(?:非常|太|十分|多)?(?:谢谢|感谢|多谢|谢啦|谢了|谢过|谢)|辛苦|麻烦|thank you|thanks|thankyou|thx|tks|3q';
const ASSENT = '好|可以|行|嗯|恩|哦|噢|对|ok(?:ay)?|okey|got it|great|收到|知道|明白|了解|清楚|没问题|没事|不客气';
const DONE = '(?:已经?|都)?(?:解决|搞定|弄好|处理好)|收到货|再见|拜拜|bye';
const WHOM = '您们?|你们?|客服|老师|亲|大家|各位|小姐姐|小哥';
/** What is said around it: `好的呢`, `知道了啊`. */
const PARTICLES = '的|了|啦|哈|呀|啊|呢|哒|滴|嘞|吧';
const SAID = new RegExp(`(?:${FACES}|${THANKS}|${ASSENT}|${DONE})`, 'u');
const ONLY = new RegExp(`^(?:${[FACES, THANKS, ASSENT, DONE, WHOM, PARTICLES].join('|')})+$`, 'u');

/** Whether a text only thanks or agrees (「好的，谢谢」): nobody has to do anything about it. A question never does. */
export function isMereThanks(text: string): boolean {
  const folded = text.normalize('NFKC').toLowerCase();
  if (folded.length > MOST_CHARACTERS || folded.includes('?')) return false;
  const words = folded.replace(/[\s,.!~、。…;:'"]+/gu, '');
  return SAID.test(words) && ONLY.test(words);
}
