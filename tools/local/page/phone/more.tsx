import { useState } from 'preact/hooks';
import type { User } from '../../../simulator/index.ts';
import { control } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { account, isMiniProgram } from '../live/world.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { EnterMiniProgram } from './enter.tsx';
import { drawPicture } from './picture.ts';

/** All that a user can do besides typing. */
export function More({ person, done }: { person: User; done: () => void }) {
  const act = (name: string, input: object = {}) =>
    attempt(async () => {
      await control(`users/${name}`, { account: account.value, user: person.openId, ...input });
      done();
    });
  const picture = () => act('sendImage', { file: drawPicture(), contentType: 'image/png' });
  if (isMiniProgram.value) {
    return (
      <div class="more">
        <EnterMiniProgram person={person} done={done} />
        <div class="more-grid weui-grids">
          <Act icon="picture" title={t('图片', 'Picture')} act={picture} />
          <Act
            icon="puzzle"
            title={t('页面卡片', 'Page card')}
            act={() => act('sendMiniProgramPage', { title: t('商品页', 'A product'), pagePath: 'pages/product?id=1' })}
          />
        </div>
      </div>
    );
  }
  return (
    <div class="more">
      <div class="more-grid weui-grids">
        <Act icon="picture" title={t('图片', 'Picture')} act={picture} />
        <Act icon="film" title={t('视频', 'Video')} act={() => act('sendVideo')} />
        <Act icon="place" title={t('位置', 'Location')} act={() => act('sendLocation')} />
        <Act icon="smile" title={t('表情包', 'Sticker')} act={() => act('sendSticker')} />
        <Act
          icon="link"
          title={t('链接', 'Link')}
          act={() => act('sendLink', { title: t('一篇文章', 'An article'), url: 'https://example.com/article' })}
        />
      </div>
      <Worded
        label={t('语音说的话', 'What the voice message says')}
        usual="流量"
        button={t('发语音', 'Send voice')}
        act={(recognition) => act('sendVoice', { recognition })}
      />
      <Worded
        label={t('二维码的场景值', 'Scene of the QR code')}
        usual="shop-01"
        button={t('扫码', 'Scan code')}
        act={(scene) => act('scan', { scene })}
      />
    </div>
  );
}

function Act({ icon, title, act }: { icon: IconName; title: string; act: () => unknown }) {
  return (
    <button type="button" class="weui-grid" onClick={act}>
      <Icon name={icon} size={24} />
      <span class="weui-grid__label">{title}</span>
    </button>
  );
}

interface WordedProps {
  label: string;
  usual: string;
  button: string;
  act: (words: string) => unknown;
}

function Worded({ label, usual, button, act }: WordedProps) {
  const [words, setWords] = useState(usual);
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        act(words);
      }}
    >
      <input
        class="field"
        aria-label={label}
        title={label}
        value={words}
        onInput={({ currentTarget }) => setWords(currentTarget.value)}
      />
      <button type="submit" class="plain-button">
        {button}
      </button>
    </form>
  );
}
