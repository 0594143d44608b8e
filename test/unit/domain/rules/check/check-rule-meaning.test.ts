import { describe, expect, it } from 'vitest';
import { anything, article, faultsOf, item, link, onEvent, page } from '../../../../support/checking.ts';

describe('checkRule, strict in meaning', () => {
  it.each([
    [{ ...item, reply: `${'好'.repeat(703)}a` }, 'reply.content is 2,110 bytes; WeChat allows 2,048'],
    [{ ...item, keywrods: 1 }, 'keywrods is unknown here; did you mean keywords?'],
    [{ ...item, Reply: 'a' }, 'Reply is unknown here; did you mean reply?'],
    [{ ...item, zzzzzz: 1 }, /^zzzzzz is unknown here; known are account, id, match/],
    [{ ...item, id: '' }, 'id is missing; write a name for the rule'],
    [{ ...item, id: '@x' }, 'id begins with @, which is kept for @settings; write another name'],
    [{ ...item, id: 'x'.repeat(201) }, 'id is 201 characters; at most 200 are allowed'],
    [{ ...item, match: undefined }, 'match is missing; write exact, prefix, contains, regex, faq, event or any'],
    [{ ...item, match: 'contain' }, 'match is "contain"; did you mean contains?'],
    [{ ...item, match: 'fuzzy' }, 'match is "fuzzy"; write exact, prefix, contains, regex, faq, event or any'],
    [{ ...item, match: ['exact'] }, 'match is a list; write exact, prefix, contains, regex, faq, event or any'],
    [{ ...item, keywords: [] }, 'keywords is missing; match contains needs at least one'],
    [{ ...item, keywords: ['a', ' '] }, 'keywords[1] is empty; remove it, or use match any for every text'],
    [{ ...item, keywords: [{}] }, 'keywords[0] is a map; write a text'],
    [{ ...item, keywords: true }, 'keywords is true; write a text'],
    [{ ...item, keywords: 'x'.repeat(201) }, 'keywords is 201 characters; at most 200 are allowed'],
    [
      { ...item, keywords: Array.from({ length: 501 }, (_, i) => i) },
      'keywords has 501 entries; at most 500 are allowed, so make two rules',
    ],
    [{ ...item, match: 'any' }, 'keywords is not read by match any; remove it, or use match contains'],
    [{ ...item, kinds: 'image' }, 'kinds has image, which no keyword fits; use match any for those'],
    [{ ...anything, kinds: ['picture'] }, /^kinds\[0\] is "picture"; write text, image/],
    [{ ...anything, kinds: ['imgae'] }, 'kinds[0] is "imgae"; did you mean image?'],
    [{ ...onEvent, kinds: ['text'] }, 'kinds is not read by match event; remove it'],
    [
      { ...onEvent, keywords: 'Subscribe' },
      'keywords names the event "Subscribe", which WeChat does not send; did you mean subscribe?',
    ],
    [
      { ...onEvent, keywords: ['click:menu_kf'] },
      'keywords[0] names the event "click", which WeChat does not send; did you mean CLICK:menu_kf?',
    ],
    [
      { ...onEvent, keywords: 'pay_success' },
      /^keywords names the event "pay_success", which WeChat does not send; write one of subscribe, /,
    ],
    [{ ...onEvent, keywords: 'CLICK:' }, 'keywords has no key after the colon; write CLICK alone for every key'],
    [{ ...onEvent, keywords: 'SCENE' }, 'keywords needs a scene: SCENE:your_scene'],
    [
      { ...onEvent, keywords: 'user_enter_tempsession' },
      'keywords has user_enter_tempsession, which only mini programs receive; remove it',
    ],
    [{ ...onEvent, keywords: 'unsubscribe' }, 'reply cannot reach the user after unsubscribe; use {"kind":"silence"}'],
    [
      { ...item, match: 'regex', keywords: '退款(' },
      'keywords is no valid pattern: missing closing ) at character 1 ("退款("); close the bracket with ), or write \\( for the character',
    ],
    [
      { ...item, match: 'regex', keywords: 'ab*+*' },
      'keywords is no valid pattern: invalid nested repetition operator at character 3 ("*+"); leave one of them',
    ],
    [
      { ...item, match: 'regex', keywords: '退(?!款)' },
      'keywords is no valid pattern: invalid or unsupported Perl syntax at character 2 ("(?!"); looking ahead or behind is not possible; use several rules with priorities',
    ],
    [
      { ...item, match: 'regex', keywords: 'a\\' },
      'keywords is no valid pattern: trailing backslash at end of expression at character 2; write \\\\ for the character',
    ],
    [
      { ...item, match: 'regex', keywords: '\\q' },
      'keywords is no valid pattern: invalid escape sequence at character 1 ("\\q"); see the syntax of RE2',
    ],
    [
      { ...item, match: 'regex', keywords: '(?:a{9}){90}' },
      /^keywords is too costly \(\d+ steps, 80 are allowed\); split it into several keywords$/,
    ],
    [{ ...item, match: 'regex', keywords: 'x'.repeat(501) }, 'keywords is 501 characters; at most 500 are allowed'],
    [{ ...item, priority: 'high' }, 'priority is "high"; write a whole number from -1,000,000 to 1,000,000'],
    [{ ...item, priority: 1.5 }, 'priority is 1.5; write a whole number from -1,000,000 to 1,000,000'],
    [{ ...item, enabled: 'maybe' }, 'enabled is "maybe"; write true or false'],
    [{ ...item, pick: 'first' }, 'pick is "first"; write all or random'],
    [{ ...item, from: 'tomorrow' }, 'from is "tomorrow"; write a date like 2026-12-01 or 2026-12-01 09:00'],
    [{ ...item, from: '2026-02-30' }, 'from is "2026-02-30"; write a date like 2026-12-01 or 2026-12-01 09:00'],
    [{ ...item, from: '2026-12-02', until: '2026-12-01' }, 'until is not after from; the rule would never apply'],
    [
      { ...item, hours: 'Mon-Fri nine' },
      'hours has "nine", which is no day or time; write for example Mon-Fri 09:00-18:00, Sat 10:00-16:00',
    ],
    [{ ...item, modes: ['robot'] }, 'modes[0] is "robot"; write bot, waiting or human'],
    [{ ...item, sources: [''] }, 'sources[0] is empty; write a text'],
    [{ ...item, sources: {} }, 'sources is a map; write a text'],
    [{ ...item, cooldownMinutes: -1 }, 'cooldownMinutes is -1; write a number from 0 to 527,040'],
    [{ ...item, audience: 'vips' }, 'audience is "vips"; write testers or all'],
    [{ ...item, reply: null }, 'reply is missing; write a text, or a map with a kind'],
    [{ ...item, reply: [] }, 'reply is an empty list; write a text, or a map with a kind'],
    [{ ...item, reply: true }, 'reply is true; write a text, or a map with a kind'],
    [{ ...item, reply: ['a', []] }, 'reply[1] is a list; write a text, or a map with a kind'],
    [{ ...item, reply: Array(21).fill('a') }, 'reply has 21 replies; at most 20 are read'],
    [{ ...item, reply: { kind: 'texts', content: 'a' } }, 'reply.kind is "texts"; did you mean text?'],
    [{ ...item, reply: { kind: 'hologram' } }, /^reply.kind is "hologram"; write text, image, /],
    [{ ...item, reply: { mediaId: 'm' } }, /^reply.kind is missing; write text, image, /],
    [{ ...item, reply: { __proto__: null, constructor: 'x' } }, /^reply.kind is missing/],
    [{ ...item, reply: { kind: 'text', contnet: 'a' } }, 'reply.contnet is unknown here; did you mean content?'],
    [{ ...item, reply: { kind: 'text', content: ' ' } }, 'reply.content is missing; write a text'],
    [{ ...item, reply: { kind: 'text', content: ['a'] } }, 'reply.content is a list; write a text'],
    [{ ...item, reply: { kind: 'image' } }, 'reply has no mediaId, media or url; write one of them'],
    [
      { ...item, reply: { kind: 'image', mediaId: 'm', url: 'https://a.example' } },
      'reply has mediaId and url; leave one of them',
    ],
    [
      { ...item, reply: { kind: 'image', url: 'file:///a' } },
      'reply.url is "file:///a"; write an address that begins with https://',
    ],
    [
      { ...item, reply: { kind: 'music', thumbMediaId: 'm' } },
      'reply.musicUrl is missing; write the address of the music',
    ],
    [{ ...item, reply: { kind: 'news' } }, 'reply.articles is missing; write a list of articles'],
    [{ ...item, reply: { news: ['a'] } }, 'reply.articles[0] is "a"; write a map with title and url'],
    [{ ...item, reply: { news: [{ ...article, pic: 'x' }] } }, /^reply.articles\[0\].pic is unknown here; /],
    [
      { ...item, reply: { kind: 'image', mediaId: 'm', media_id: 'n' } },
      'reply.media_id is unknown here; did you mean mediaId?',
    ],
    [
      { ...item, reply: { news: [article, article] } },
      'reply.articles has 2 articles; WeChat shows 1 in answer to a message, so remove 1',
    ],
    [
      { ...onEvent, reply: { news: Array(9).fill(article) } },
      'reply.articles has 9 articles; WeChat allows 8, so remove 1',
    ],
    [
      { ...onEvent, reply: ['a', { news: [article, article] }] },
      'reply[1].articles has 2 articles; WeChat shows 1 in answer to a message, so remove 1',
    ],
    [{ ...item, reply: { kind: 'menu' } }, 'reply.items is missing; write a list of id and content'],
    [
      {
        ...item,
        reply: {
          kind: 'menu',
          items: [
            { id: 'a', content: '1' },
            { id: 'a', content: '2' },
          ],
        },
      },
      'reply.items has the id a twice; give each item its own',
    ],
    [{ ...item, reply: { kind: 'menu', items: [{ id: 'a' }] } }, 'reply.items[0].content is missing; write a text'],
    [{ ...item, reply: page }, 'reply.appId is missing; write the AppID of a mini program linked to this account'],
    [{ ...item, reply: { kind: 'link', title: 't' } }, 'reply.url is missing; write a text'],
    [{ ...item, reply: link }, 'reply.kind is link, which only mini programs can send; use news with one article'],
    [{ ...item, reply: { kfAccount: 'kf1@shop', group: 'sales' } }, 'reply has kfAccount and group; leave one of them'],
    [
      { ...item, reply: { kfAccount: 'far-too-long-name@shop' } },
      /^reply.kfAccount is "far-too-long-name@shop"; write at most 10 letters or digits/,
    ],
    [
      { ...item, reply: { group: 'sale' } },
      'reply.group is "sale", which @settings.groups does not have; did you mean sales?',
    ],
    [
      { ...item, reply: { group: 'repairs' } },
      'reply.group is "repairs", which @settings.groups does not have; write sales',
    ],
    [
      { ...item, reply: ['a', { kind: 'silence' }] },
      'reply[1].kind is silence, which says nothing; remove it or the other replies',
    ],
    [{ ...item, reply: [{ kind: 'hand-off' }, { kind: 'hand-off' }] }, 'reply[1].kind is a second hand-off; leave one'],
    [
      { ...item, reply: Array(6).fill('a') },
      'reply has 6 replies; what it answers allows 5 (1 in the response and 4 custom sends)',
    ],
    [
      { ...onEvent, reply: Array(5).fill('a') },
      'reply has 5 replies; what it answers allows 4 (1 in the response and 3 custom sends)',
    ],
    [
      { ...onEvent, keywords: 'VIEW', reply: ['a', 'b'] },
      'reply has 2 replies; what it answers allows 1 (1 in the response and 0 custom sends)',
    ],
    [
      { ...item, reply: ['a', { kind: 'video', mediaId: 'm' }] },
      'reply[1].thumbMediaId is missing; a video after the first reply is a custom send, which needs it',
    ],
  ])('faults %o', (typed, text) => {
    expect(faultsOf(typed)).toContainEqual(typeof text === 'string' ? text : expect.stringMatching(text));
  });
});
