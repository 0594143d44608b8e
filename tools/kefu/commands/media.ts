import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Command, Option } from 'commander';
import { agree, working } from '../shared/asking.ts';
import { contextOf } from '../shared/context.ts';
import { Failure } from '../shared/failure.ts';
import { invoke } from '../shared/invoke.ts';
import { linesOf, rowsTable } from '../shared/show.ts';

const KINDS = ['image', 'voice', 'video', 'thumb'];
const BY_EXTENSION: Record<string, string> = {
  ...{ '.jpg': 'image', '.jpeg': 'image', '.png': 'image', '.gif': 'image', '.bmp': 'image' },
  ...{ '.mp3': 'voice', '.amr': 'voice', '.wav': 'voice', '.wma': 'voice', '.mp4': 'video' },
};

interface UploadOptions {
  kind?: string;
  temporary?: boolean;
}

/** `kefu media`: pictures, voices and videos by names that rules use. */
export function mediaCommand(): Command {
  const media = new Command('media').description('pictures, voices and videos by name · 素材');
  media
    .command('list')
    .description('the uploaded files, and how long each lives · 列出素材')
    .argument('<account>')
    .action(async (account: string, _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const answer = await invoke<{ media: object[] }>(target, 'admin-messages', 'media', { account });
      const fields = [...new Set(answer.media.flatMap((one) => Object.keys(one)))];
      output.result(
        answer,
        rowsTable(answer.media, fields, output.say({ zh: '没有素材。', en: 'Nothing is uploaded.' })),
      );
    });
  media
    .command('upload')
    .description('upload a file under a name that rules can use · 上传素材')
    .argument('<account>')
    .argument('<name>')
    .argument('<file>', 'a file, or an address that begins with https://')
    .addOption(new Option('--kind <kind>', 'else by the extension').choices(KINDS))
    .option('--temporary', 'for three days only')
    .action(upload);
  media
    .command('delete')
    .description('forget a file; a permanent one is removed at WeChat too · 删除素材')
    .argument('<account>')
    .argument('<name>')
    .option('-y, --yes', 'do not ask')
    .action(async (account: string, name: string, options: { yes?: boolean }, command: Command) => {
      const { output, target } = contextOf(command);
      await agree(output, { zh: `删除 ${name}？`, en: `Delete ${name}?` }, options.yes);
      const answer = await invoke(target, 'admin-messages', 'delete-media', { account, name });
      output.result(answer, linesOf(answer));
    });
  return media;
}

async function upload(account: string, name: string, path: string, options: UploadOptions, command: Command) {
  const { output, target } = contextOf(command);
  const kind = options.kind ?? BY_EXTENSION[extname(path).toLowerCase()] ?? needsKind(path);
  const source = /^https?:\/\//.test(path) ? { url: path } : { file: bytesOf(path).toString('base64') };
  const fields = { account, name, kind, ...source, ...(options.temporary && { temporary: true }) };
  const answer = await working(output, { zh: '上传', en: 'Uploading' }, () =>
    invoke(target, 'admin-messages', 'upload', fields),
  );
  output.result(answer, linesOf(answer));
}

function needsKind(path: string): never {
  throw new Failure('usage', {
    zh: `看不出 ${path} 的类型；请加 --kind ${KINDS.join('|')}`,
    en: `The kind of ${path} is not clear; add --kind ${KINDS.join('|')}`,
  });
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure('usage', { zh: `读不了文件 ${path}：${why}`, en: `${path} cannot be read: ${why}` }, { cause });
  }
}
