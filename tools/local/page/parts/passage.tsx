import type { ComponentChildren } from 'preact';
import type { TrailDetail } from '../../console/trail-line.ts';
import { t } from '../live/language.ts';
import { indented } from './indented.ts';
import { inMode, replyKind } from './terms.ts';
import { Tried } from './tried.tsx';

/** The whole way of one message, from the push to the reply. */
export function Passage({ detail }: { detail: TrailDetail }) {
  if (detail.status !== 200) return <Refused detail={detail} />;
  return (
    <ol class="passage">
      <Step title={t('微信推送', 'WeChat pushes')}>
        <p>
          <span class="ok">✓ {t('签名正确', 'signature is right')}</span>
          {detail.encryption === 'aes' && <span class="ok">✓ {t('已解密', 'decrypted')}</span>}
          {detail.repeated && <span class="badge">{t('重复推送：同样回答', 'a repeat: same answer')}</span>}
        </p>
        <Raw title={t('收到的正文', 'The message')} plain={detail.plainIn} wire={detail.wireIn} query={detail.query} />
      </Step>
      {detail.mode && (
        <Step title={t('记录并读取用户状态', "Recorded, and the user's mode read")}>
          <Modes detail={detail} />
          <Requests detail={detail} />
        </Step>
      )}
      {detail.tried.length > 0 && (
        <Step title={t('按顺序比较规则', 'Rules tried, in order')}>
          <Tried detail={detail} />
        </Step>
      )}
      <Step title={t('回复', 'The answer')}>
        <Answer detail={detail} />
        <Raw title={t('发出的正文', 'The response')} plain={detail.plainOut} wire={detail.wireOut} />
      </Step>
    </ol>
  );
}

function Step({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <li>
      <h3>{title}</h3>
      {children}
    </li>
  );
}

function Refused({ detail }: { detail: TrailDetail }) {
  return (
    <ol class="passage">
      <Step title={t('请求被拒绝', 'The request was refused')}>
        <p>
          <span class="badge bad">HTTP {detail.status}</span>{' '}
          {[401, 403].includes(detail.status) &&
            t('签名缺失或不正确，什么都没有改变。', 'It is not signed by WeChat; nothing was changed.')}
        </p>
        <Raw title={t('收到的正文', 'The body')} wire={detail.wireIn} query={detail.query} />
      </Step>
    </ol>
  );
}

function Modes({ detail: { mode } }: { detail: TrailDetail }) {
  if (!mode) return null;
  return (
    <p class="modes">
      <span class="badge mode">{inMode(mode.before)}</span>
      <span aria-hidden="true">→</span>
      <span class="unseen">{t('变为', 'becomes')}</span>
      <span class="badge mode">{inMode(mode.after)}</span>
      {mode.before === mode.after && <small>{t('没有变化', 'unchanged')}</small>}
    </p>
  );
}

function Requests({ detail: { requests, milliseconds } }: { detail: TrailDetail }) {
  const stored = requests.filter(({ operation }) => operation.startsWith('DynamoDB'));
  return (
    <>
      <p>
        {t(
          `DynamoDB 请求 ${stored.length} 次`,
          `${stored.length} DynamoDB ${stored.length === 1 ? 'request' : 'requests'}`,
        )}{' '}
        · {t(`共 ${milliseconds} 毫秒`, `${milliseconds} ms in all`)}
      </p>
      {requests.length > 0 && (
        <details>
          <summary>{t('请求明细', 'The requests')}</summary>
          <ul class="plain-list">
            {requests.map(({ operation, milliseconds: ms }, index) => (
              <li key={`${index}${operation}`}>
                {operation} <small>{ms} ms</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Answer({ detail }: { detail: TrailDetail }) {
  const { answer, outbox, troubles, question } = detail;
  return (
    <>
      <p>
        <span class="badge">{replyKind(answer?.kind)}</span>{' '}
        {answer && 'content' in answer && <q class="said">{answer.content}</q>}
      </p>
      {outbox.length > 0 && (
        <p>
          {t(`另有 ${outbox.length} 条放入发件箱，由客服消息发出`, `${outbox.length} more through the outbox`)}:{' '}
          {outbox.map((entry) => (entry.kind === 'send' ? replyKind(entry.reply.kind) : entry.kind)).join(', ')}
        </p>
      )}
      {question && (
        <p>
          {t('记下的问题', 'Question kept')}: <q class="said">{question}</q>
        </p>
      )}
      {troubles.map((trouble) => (
        <p key={trouble} class="error">
          {trouble}
        </p>
      ))}
    </>
  );
}

interface RawProps {
  title: string;
  plain?: string | undefined;
  wire: string;
  query?: string;
}

/** XML or JSON, decrypted and as it was on the wire. */
function Raw({ title, plain, wire, query }: RawProps) {
  return (
    <details>
      <summary>
        {title} <small>{wire.trimStart().startsWith('{') ? 'JSON' : 'XML'}</small>
      </summary>
      {plain !== undefined && (
        <>
          <p class="label">{t('解密后', 'Decrypted')}</p>
          <pre>{indented(plain)}</pre>
        </>
      )}
      <p class="label">{t('传输中', 'On the wire')}</p>
      {query && <pre>?{query}</pre>}
      <pre>{indented(wire)}</pre>
    </details>
  );
}
