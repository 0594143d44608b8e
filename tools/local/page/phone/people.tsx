import { useState } from 'preact/hooks';
import type { User } from '../../../simulator/index.ts';
import { control } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { account, chooseUser, isMiniProgram, user, users } from '../live/world.ts';

/** Longest list in the choice; others are found by the conversations. */
const MOST_LISTED = 200;

/** Which user one plays, and new ones. */
export function People() {
  const [adding, setAdding] = useState(false);
  const person = user.value;
  return (
    <div class="people">
      <label>
        <span class="label">{t('你是用户', 'You are')}</span>
        <select
          class="field"
          aria-label={t('选择用户', 'Choose a user')}
          value={person?.openId ?? ''}
          onChange={({ currentTarget }) => chooseUser(currentTarget.value)}
        >
          {users.value.slice(-MOST_LISTED).map(({ openId, name }) => (
            <option key={openId} value={openId}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="plain-button" aria-expanded={adding} onClick={() => setAdding(!adding)}>
        {t('＋新用户', '＋New user')}
      </button>
      {person && !isMiniProgram.value && <FollowButton person={person} />}
      {adding && <NewUser done={() => setAdding(false)} />}
    </div>
  );
}

function FollowButton({ person }: { person: User }) {
  const act = person.following ? 'users/unfollow' : 'users/follow';
  return (
    <button
      type="button"
      class={person.following ? 'plain-button' : 'main-button'}
      onClick={() => attempt(() => control(act, { account: account.value, user: person.openId }))}
    >
      {person.following ? t('取消关注', 'Unfollow') : t('关注', 'Follow')}
    </button>
  );
}

function NewUser({ done }: { done: () => void }) {
  const [name, setName] = useState('');
  const create = async (event: Event) => {
    event.preventDefault();
    const input = { account: account.value, name, following: false };
    await attempt(async () => {
      const { openId } = (await control('users/create', input)) as User;
      chooseUser(openId);
      if (!isMiniProgram.value) await control('users/follow', { account: account.value, user: openId });
      done();
    });
  };
  return (
    <form class="inline-form" onSubmit={create}>
      <input
        class="field"
        aria-label={t('新用户的昵称', "The new user's nickname")}
        placeholder={t('昵称', 'Nickname')}
        maxLength={64}
        required
        value={name}
        onInput={({ currentTarget }) => setName(currentTarget.value)}
      />
      <button type="submit" class="main-button">
        {isMiniProgram.value ? t('创建', 'Create') : t('创建并关注', 'Create and follow')}
      </button>
    </form>
  );
}
