import { aScene, PLAIN, tokenOf } from './support.ts';

export const HOST = 'https://api.weixin.qq.com';
export const OK = { errcode: 0, errmsg: 'ok' };
export const ADD = '/customservice/kfaccount/add';
export const INVITE = '/customservice/kfaccount/inviteworker';

/** A call with a body of its own making. */
export async function raw(body: string, path = ADD, options = PLAIN) {
  const { simulator } = aScene(options);
  const token = await tokenOf(simulator, options.name);
  return (await simulator.fetch(`${HOST}${path}?access_token=${token}`, { method: 'POST', body })).json();
}

/** An upload of a file of a few bytes. */
export async function upload(
  scene: ReturnType<typeof aScene>,
  path: string,
  query: object,
  bytes: number[],
  type = 'image/jpeg',
) {
  const [name = ''] = Object.keys(scene.simulator.state.accounts);
  const form = new FormData();
  form.append('media', new File([new Uint8Array(bytes)], 'a.jpg', { type }));
  form.append('description', JSON.stringify({ title: 't', introduction: 'i' }));
  const search = new URLSearchParams({ access_token: await tokenOf(scene.simulator, name), ...query });
  const response = await scene.simulator.fetch(`${HOST}${path}?${search}`, { method: 'POST', body: form });
  return (await response.json()) as Record<string, unknown>;
}
