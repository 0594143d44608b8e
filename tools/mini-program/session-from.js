// Copy this file into your mini program. It has no dependency and needs no build step.
//
//   import { sessionFrom } from './session-from.js';
//   this.setData({ sessionFrom: sessionFrom({ source: '商品页', nickName, avatarUrl, customField: { vipNo, product } }) });
//   <button open-type="contact" session-from="{{sessionFrom}}">联系客服</button>

/** WeChat cuts the attribute at 1024; its unit is not documented, so we stay below 1024 bytes of UTF-8. */
const MAX_BYTES = 1023;

/**
 * @typedef {object} SessionFromFields
 * @property {string} [source] where the customer comes from: a page, a campaign
 * @property {string} [nickName] from `<input type="nickname">`; profile data no longer come by themselves
 * @property {string} [avatarUrl] https address of the avatar that the customer chose, after your own upload
 * @property {Record<string, unknown>} [customField] vipNo, vipName, phone, product ... most important first
 */

/**
 * Build the `session-from` attribute: `source|nickName|avatarUrl|customField`, below WeChat's limit, with no value able
 * to move into its neighbour's place. What does not fit is left out: the avatar first, then the custom field from its
 * last key on, then the end of the source and of the name.
 *
 * @param {SessionFromFields} fields
 * @param {(dropped: string[]) => void} [onDrop] told which fields had to go or were shortened
 * @returns {string} at most 1,023 bytes of UTF-8; empty when there is nothing to say
 */
export function sessionFrom(fields, onDrop) {
  const parts = {
    source: plain(fields.source),
    nickName: plain(fields.nickName),
    avatarUrl: address(fields.avatarUrl),
    custom: Object.entries(fields.customField || {}).filter(([, value]) => value !== undefined && value !== null),
  };
  /** @type {string[]} */
  const dropped = [];
  dropUntilItFits(parts, dropped);
  if (dropped.length > 0 && onDrop) onDrop(dropped);
  return join(parts);
}

/**
 * @typedef {{source: string, nickName: string, avatarUrl: string, custom: [string, unknown][]}} Parts
 * @param {Parts} parts changed until it fits
 * @param {string[]} dropped
 */
function dropUntilItFits(parts, dropped) {
  if (byteLength(join(parts)) > MAX_BYTES && parts.avatarUrl) {
    parts.avatarUrl = '';
    dropped.push('avatarUrl');
  }
  while (byteLength(join(parts)) > MAX_BYTES) {
    const last = parts.custom.pop();
    if (!last) break;
    dropped.push(`customField.${last[0]}`);
  }
  for (const name of /** @type {const} */ (['source', 'nickName'])) {
    if (byteLength(join(parts)) > MAX_BYTES) dropped.push(name);
    while (byteLength(join(parts)) > MAX_BYTES && parts[name]) parts[name] = shorten(parts[name]);
  }
}

/**
 * Cut about a tenth off the end, between characters.
 * @param {string} text
 */
function shorten(text) {
  const characters = Array.from(text);
  return characters.slice(0, Math.floor(characters.length * 0.9)).join('');
}

/** @param {Parts} parts */
function join({ source, nickName, avatarUrl, custom }) {
  const customField = custom.length > 0 ? json(Object.fromEntries(custom)) : '';
  if (!source && !nickName && !avatarUrl && !customField) return '';
  return [source, nickName, avatarUrl].concat(customField || []).join('|');
}

/**
 * `|` and `#` have no escape in the convention, so text gets their full-width twins.
 * @param {unknown} value
 */
function plain(value) {
  if (value === undefined || value === null) return '';
  const text = wellFormed(String(value)).replace(/[^ -~\u0080-\uffff]+/g, ' ');
  return text.replace(/\|/g, '｜').replace(/#/g, '＃').trim();
}

/** @param {unknown} value */
function address(value) {
  const text = value ? wellFormed(String(value)).trim() : '';
  if (!/^https?:\/\//i.test(text)) return '';
  return text.replace(/\|/g, '%7C').replace(/#/g, '%23').replace(/\s/g, '%20');
}

/**
 * JSON may write any character of a string as an escape, so nothing is lost here.
 * @param {unknown} value
 */
function json(value) {
  return JSON.stringify(value).replace(/\|/g, '\\u007c').replace(/#/g, '\\u0023');
}

/**
 * Half of a surrogate pair cannot be encoded.
 * @param {string} text
 */
function wellFormed(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g, '$1\ufffd');
}

/**
 * Mini programs have no TextEncoder in older base libraries.
 * @param {string} text well-formed
 */
function byteLength(text) {
  return encodeURIComponent(text).replace(/%../g, 'x').length;
}
