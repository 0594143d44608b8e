import { parseSessionFrom } from '../../../../functions/domain/session-from.ts';
import type { User } from '../../../simulator/index.ts';
import { t } from '../live/language.ts';
import { account, state } from '../live/world.ts';

/** Who is served: by the account's own name for the user, or as a mini program's session-from says. */
export function Visitor({ user }: { user: User }) {
  const { source, nickName, avatarUrl, custom } = claimed(user.openId);
  // a picture from elsewhere is not loaded: no request leaves the machine
  const isOurs = avatarUrl?.startsWith(`${location.origin}/`);
  return (
    <div class="visitor">
      {isOurs ? (
        <img class="avatar" src={avatarUrl} alt={t('用户头像', "The user's avatar")} />
      ) : (
        <span class="avatar user" aria-hidden="true">
          {(nickName ?? user.name).slice(0, 1)}
        </span>
      )}
      <div>
        <strong>{nickName ?? user.name}</strong>
        {(source || Object.keys(custom).length > 0) && (
          <small>{[source, ...Object.entries(custom).map(([key, value]) => `${key}: ${value}`)].join(' · ')}</small>
        )}
      </div>
    </div>
  );
}

/** The last session-from of this user: claims, not identity. */
function claimed(openId: string): ReturnType<typeof parseSessionFrom> {
  const pushes = state.value?.pushes ?? [];
  const entered = pushes.findLast(
    (push) => push.account === account.value && push.openId === openId && push.what === 'user_enter_tempsession',
  );
  return parseSessionFrom(entered ? sessionFromOf(entered.body) : '');
}

function sessionFromOf(body: string): string {
  try {
    return String((JSON.parse(body) as { SessionFrom?: unknown }).SessionFrom ?? '');
  } catch {
    return '';
  }
}
