import * as z from 'zod';
import { isAlive, type StoredMedia } from '../../domain/media.ts';
import type { AccountDirectory } from '../../ports/account-directory.ts';
import { FETCHED } from '../../usecases/resolve-media.ts';
import { type UploadMediaDeps, uploadMedia } from '../../usecases/upload-media.ts';
import { type Action, action } from '../admin.ts';
import { accountOf } from './account-of.ts';
import { badInput, refusal } from './answers.ts';

/** What the actions on media need. */
export interface MediaDeps extends UploadMediaDeps {
  accounts: Pick<AccountDirectory, 'read'>;
  /** Rules that name media are judged again. */
  republish(account: string): Promise<void>;
}

const name = z
  .string()
  .regex(/^[^@#\s][^#\n]{0,63}$/, 'is no name; give at most 64 characters, without # and not beginning with @')
  .describe('What rules call it');

const uploadInput = {
  name,
  kind: z.enum(['image', 'voice', 'video', 'thumb']),
  file: z
    .string()
    .regex(/^[A-Za-z0-9+/\s]+={0,2}\s*$/, 'is no base64; give the file in base64')
    .optional()
    .describe('The file in base64, at most about 4 MB; give url for a larger one'),
  url: z.string().optional().describe('Where to fetch it; a temporary one is fetched again before it dies'),
  temporary: z.boolean().optional().describe('Kept for three days; the default for mini programs, which have no other'),
  title: z.string().optional().describe('Of a permanent video'),
  introduction: z.string().optional().describe('Of a permanent video'),
};

/** Pictures, voices and videos by the names operators choose. */
export const MEDIA_ACTIONS: readonly Action<MediaDeps>[] = [
  action({ name: 'upload', about: 'Upload a file under a name that rules can use.', input: uploadInput, run: upload }),
  action({
    name: 'media',
    about: 'The uploaded files by name, and how long each lives.',
    input: {},
    run: async (deps: MediaDeps, { account }) => {
      await accountOf(deps.accounts, account);
      const now = Math.floor(deps.clock() / 1000);
      const all = (await deps.library.list(account)).filter((media) => !media.name.startsWith(FETCHED));
      return { media: all.map((media) => shown(media, now)) };
    },
  }),
  action({
    name: 'delete-media',
    about: 'Forget a file; a permanent one is removed at WeChat too.',
    input: { name },
    run: async (deps: MediaDeps, { account, name: wanted }) => {
      await accountOf(deps.accounts, account);
      const media = await deps.library.get(account, wanted);
      if (media === undefined) throw refusal('unknown-media', `there is no medium named ${wanted}`, 'media lists them');
      if (media.diesAt === undefined) await deps.media.deleteMaterial(account, media.mediaId).catch(unlessGone);
      await deps.library.remove(account, wanted);
      await deps.republish(account);
      return { name: wanted };
    },
  }),
];

/** WeChat does not know the id: it was removed in the console. */
const MEDIA_GONE = 40007;

function unlessGone(error: unknown): void {
  if ((error as { errcode?: unknown }).errcode !== MEDIA_GONE) throw error;
}

interface UploadInput {
  account: string;
  name: string;
  kind: StoredMedia['kind'];
  file?: string | undefined;
  url?: string | undefined;
  temporary?: boolean | undefined;
  title?: string | undefined;
  introduction?: string | undefined;
}

async function upload(deps: MediaDeps, input: UploadInput) {
  const { account, kind, file, url, title, introduction } = input;
  const { kind: accountKind } = await accountOf(deps.accounts, account);
  const isMini = accountKind === 'mini-program';
  const refuse = (field: string, message: string) => badInput('upload', [{ field, message }], Object.keys(uploadInput));
  if ((file === undefined) === (url === undefined)) throw refuse('file', 'or url: give exactly one of them');
  if (isMini && input.temporary === false) throw refuse('temporary', 'is false; mini programs have no permanent media');
  const source = url === undefined ? { bytes: Buffer.from(file ?? '', 'base64') } : { url };
  const result = await uploadMedia(deps, {
    ...{ account, accountKind, name: input.name, kind, source, temporary: input.temporary ?? isMini },
    ...(title !== undefined && { title }),
    ...(introduction !== undefined && { introduction }),
  });
  if (!result.ok) throw refuse(url === undefined ? 'file' : 'url', result.fault);
  await deps.republish(account);
  return shown(result.media, Math.floor(deps.clock() / 1000));
}

/** A medium as people see it. */
function shown(media: StoredMedia, now: number) {
  const { name: called, kind, mediaId, bytes, uploadedAt, diesAt, url, fault } = media;
  const state = diesAt === undefined ? 'permanent' : isAlive(media, now) ? 'temporary' : 'expired';
  return {
    ...{ name: called, kind, mediaId, bytes, uploadedAt, state },
    ...(diesAt !== undefined && { diesAt }),
    ...(url !== undefined && { url }),
    ...(fault !== undefined && { fault }),
  };
}
