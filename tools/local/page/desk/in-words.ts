import type { ChatContent } from '../../../simulator/index.ts';
import { t } from '../live/language.ts';

/** What a message says, in one line. */
export function inWords(content: ChatContent): string {
  if (content.kind === 'text' || content.kind === 'notice') return content.text;
  if (content.kind === 'voice' && content.recognition) return content.recognition;
  const names: Partial<Record<ChatContent['kind'], string>> = {
    image: t('[图片]', '[picture]'),
    voice: t('[语音]', '[voice]'),
    location: t('[位置]', '[location]'),
    sticker: t('[表情]', '[sticker]'),
    link: t('[链接]', '[link]'),
    'mini-program-page': t('[小程序]', '[mini program]'),
  };
  return names[content.kind] ?? `[${content.kind}]`;
}
