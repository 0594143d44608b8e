import { useState } from 'preact/hooks';
import type { ChatContent } from '../../../simulator/index.ts';
import { control } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { account } from '../live/world.ts';
import { Icon, type IconName } from '../parts/icon.tsx';

/**
 * What stands in a bubble. Everything is text: nothing a user or a rule says becomes HTML, and nothing is loaded from
 * elsewhere, so links and remote pictures are shown as what they are.
 */
export function Content({ content, openId }: { content: ChatContent; openId?: string }) {
  switch (content.kind) {
    case 'text':
      return <p class="bubble">{content.text}</p>;
    case 'image':
      return <Picture mediaId={content.mediaId} alt={t('图片', 'Picture')} />;
    case 'voice':
      return (
        <p class="bubble voice">
          <Icon name="sound" size={18} /> {content.seconds ?? 3}″{content.recognition && ` “${content.recognition}”`}
        </p>
      );
    case 'video':
    case 'short-video':
      return <Card icon="film" title={content.title ?? t('视频', 'Video')} detail={content.description} />;
    case 'music':
      return <Card icon="music" title={content.title ?? t('音乐', 'Music')} detail={content.description} />;
    case 'news':
      return (
        <>
          {content.articles.map(({ title, description, url }) => (
            <Card key={`${title}${url}`} icon="page" title={title} detail={description} foot={url} />
          ))}
        </>
      );
    case 'menu':
      return <Menu menu={content} openId={openId} />;
    case 'mini-program-page':
      return <Card icon="puzzle" title={content.title} detail={content.pagePath} foot={t('小程序', 'Mini program')} />;
    case 'link':
      return <Card icon="link" title={content.title} detail={content.description} foot={content.url} />;
    case 'location':
      return <Card icon="place" title={content.label} detail={`${content.latitude}, ${content.longitude}`} />;
    case 'file':
      return <Card icon="page" title={content.title} detail={content.description} foot={`${content.sizeBytes} B`} />;
    case 'sticker':
      return (
        <p class="sticker" role="img" aria-label={t('表情包', 'Sticker')}>
          <Icon name="smile" size={56} />
        </p>
      );
    case 'card':
      return <Card icon="page" title={content.cardId} />;
    case 'article':
      return <Card icon="page" title={content.articleId} />;
    case 'template':
      return <Card icon="page" title={content.templateId} detail={JSON.stringify(content.data)} />;
    case 'notice':
      return <p class="bubble">{content.text}</p>;
  }
}

interface CardProps {
  icon: IconName;
  title: string;
  detail?: string | undefined;
  foot?: string | undefined;
}

function Card({ icon, title, detail, foot }: CardProps) {
  return (
    <div class="card weui-media-box weui-media-box_appmsg">
      <Icon name={icon} size={30} />
      <div class="weui-media-box__bd">
        <strong class="weui-media-box__title">{title}</strong>
        {detail && <p class="weui-media-box__desc">{detail}</p>}
        {foot && <small>{foot}</small>}
      </div>
    </div>
  );
}

/** A picture of this WeChat's own material. Bytes are not kept over a restart. */
function Picture({ mediaId, alt }: { mediaId: string; alt: string }) {
  const [gone, setGone] = useState(false);
  if (gone) return <Card icon="picture" title={alt} detail={mediaId} />;
  const address = `/api/wechat/media/${account.value}/${encodeURIComponent(mediaId)}`;
  return <img class="picture" src={address} alt={alt} onError={() => setGone(true)} />;
}

function Menu({ menu, openId }: { menu: ChatContent & { kind: 'menu' }; openId: string | undefined }) {
  const tap = (id: string) => attempt(() => control('users/tapMenuItem', { account: account.value, user: openId, id }));
  return (
    <div class="bubble">
      {menu.head && <p>{menu.head}</p>}
      {menu.items.map(({ id, content }) => (
        <p key={id}>
          <button type="button" class="link-button" disabled={!openId} onClick={() => tap(id)}>
            {content}
          </button>
        </p>
      ))}
      {menu.tail && <p>{menu.tail}</p>}
    </div>
  );
}
