import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Import, importsOf, loadedBy, sourceFiles } from './support/imports.ts';

/** What each layer may import, beside itself. */
const MAY_IMPORT: Record<string, string[]> = {
  'functions/errors.ts': [],
  'functions/env.ts': ['functions/errors.ts'],
  'functions/wechat/': ['functions/errors.ts'],
  'functions/domain/': ['functions/errors.ts', 'functions/wechat/'],
  'functions/ports/': ['functions/errors.ts', 'functions/wechat/', 'functions/domain/'],
  'functions/usecases/': ['functions/errors.ts', 'functions/wechat/', 'functions/domain/', 'functions/ports/'],
  'functions/adapters/aws/': ['functions/errors.ts', 'functions/wechat/', 'functions/domain/', 'functions/ports/'],
  'functions/adapters/wechat-api/': [
    'functions/errors.ts',
    'functions/wechat/',
    'functions/domain/',
    'functions/ports/',
  ],
  'functions/adapters/web/': ['functions/errors.ts', 'functions/wechat/', 'functions/domain/', 'functions/ports/'],
  'functions/handlers/': ['functions/'],
  'infra/': ['functions/env.ts'],
  'tools/': ['functions/'],
};

const SHARED_BY_HANDLERS = /^functions\/handlers\/(http|stream|admin|deps)(\.ts|\/)/;
const AWS_SDK = /^(@aws-sdk|@smithy|@aws-lambda-powertools)\//;
const NETWORK = /^(node:)?(https?|http2|net|tls|undici)$/;

const functions = sourceFiles('functions');
const deployed = functions.flatMap(importsOf);
const all = ['functions', 'infra', 'tools'].flatMap(sourceFiles);

describe('dependency rule', () => {
  it.each(Object.entries(MAY_IMPORT))('lets %s import only itself and %j', (layer, others) => {
    const ours = all.filter((file) => file.startsWith(layer)).flatMap(importsOf);
    expect(
      shown(ours.filter(({ to }) => isOurs(to) && ![layer, ...others].some((open) => to.startsWith(open)))),
    ).toEqual([]);
  });

  it('has a place in the table for every file', () => {
    expect(all.filter((file) => !Object.keys(MAY_IMPORT).some((layer) => file.startsWith(layer)))).toEqual([]);
  });

  it('keeps handlers apart, but for what they share', () => {
    const handlers = deployed.filter(({ from }) => from.startsWith('functions/handlers/'));
    expect(shown(handlers.filter(({ to }) => isHandler(to)))).toEqual([]);
  });

  it('keeps tests out of what is shipped', () => {
    expect(shown(all.flatMap(importsOf).filter(({ to }) => to.startsWith('test/')))).toEqual([]);
  });
});

describe('the world outside', () => {
  it('is AWS only in adapters/aws', () => {
    const elsewhere = deployed.filter(({ from }) => !from.startsWith('functions/adapters/aws/'));
    expect(shown(elsewhere.filter(({ to }) => AWS_SDK.test(to)))).toEqual([]);
  });

  it('is WeChat only in adapters/wechat-api, and others only in adapters/web', () => {
    const elsewhere = functions.filter((file) => !/^functions\/adapters\/(wechat-api|web)\//.test(file));
    expect(elsewhere.filter((file) => /(?<![.\w])fetch\(/.test(code(file)))).toEqual([]);
    expect(shown(deployed.filter(({ from, to }) => elsewhere.includes(from) && NETWORK.test(to)))).toEqual([]);
  });

  it('gives its environment only to env.ts', () => {
    expect(functions.filter((file) => file !== 'functions/env.ts' && /\bprocess\.env\b/.test(code(file)))).toEqual([]);
  });

  it('gives decisions neither a clock nor chance', () => {
    const pure = functions.filter((file) => /^functions\/(wechat|domain)\//.test(file));
    expect(pure.filter((file) => /\bDate\.now\(|new Date\(\)|Math\.random\(/.test(code(file)))).toEqual([]);
  });
});

describe('the callback', () => {
  const loaded = [...loadedBy('functions/handlers/callback.ts')];

  it.each([
    ['zod, which is 443 kB (zod/mini is 14)', /^zod$/],
    ['re2js, which only a snapshot with a regex needs', /^re2js$/],
    ['anything that calls WeChat', /^functions\/adapters\/wechat-api\//],
  ])('loads at its start nothing of %s', (_, unwanted) => {
    expect(loaded.filter((file) => unwanted.test(file))).toEqual([]);
  });
});

describe('files', () => {
  it('are each one thing: none is over 300 lines', () => {
    const long = [...all, ...sourceFiles('test')].filter((file) => readFileSync(file, 'utf8').split('\n').length > 301);
    expect(long).toEqual([]);
  });
});

const isOurs = (to: string) => /^(functions|infra|tools|test)\//.test(to);
const isHandler = (to: string) => to.startsWith('functions/handlers/') && !SHARED_BY_HANDLERS.test(to);
const shown = (imports: Import[]) => imports.map(({ from, to }) => `${from} imports ${to}`);

/** A file without its comments, which may speak of anything. */
function code(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
}
