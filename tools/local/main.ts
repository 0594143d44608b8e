#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { StartError } from './http/listen.ts';
import { HELP, readOptions } from './options.ts';
import type { Local, Places } from './start.ts';

/** `npm start`: the whole service on this machine. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') return console.log(HELP);
  const { startLocal } = await import('./start.ts');
  const local = await startLocal(options);
  stopOnSignal(local);
  for (const { account, id, status, error } of local.unready) {
    console.error(`The seeded rule ${account}/${id} is not live: ${error ?? status ?? 'no status'}`);
  }
  console.log(welcome(local.places, options.folder));
  console.log(`ready ${JSON.stringify(local.places)}`);
}

function welcome({ console: page, callback, aws, wechat }: Places, folder: string): string {
  return `
WeChat Kefu is running on this machine. Ctrl-C stops it; the data stays in ${folder}/ (npm start -- --reset forgets it).
本机已启动：按 Ctrl-C 停止，数据保存在 ${folder}/（npm start -- --reset 清空）。

  Console 控制台     ${page}
  Callback 回调      ${callback}/demo   (also /plain and /mini)
  AWS endpoint       ${aws}   aws --endpoint-url ${aws} dynamodb scan --table-name kefu-rules
  WeChat 模拟微信     ${wechat}

  Try 试一试:        npx kefu push demo 流量
`;
}

function stopOnSignal(local: Local): void {
  let stopping = false;
  const end = () => {
    if (stopping) process.exit(0);
    stopping = true;
    local.close().then(
      () => process.exit(0),
      () => process.exit(0),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

main().catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
});
