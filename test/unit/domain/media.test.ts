import { describe, expect, it } from 'vitest';
import {
  checkFile,
  isAlive,
  isDying,
  type MediaKind,
  mostBytes,
  type StoredMedia,
} from '../../../functions/domain/media.ts';

const HEADS = {
  jpg: 'ffd8ff',
  png: '89504e470d0a1a0a',
  gif: '47494638',
  bmp: '424d',
  amr: '2321414d52',
  mp3: '494433',
  mp4: '0000001866747970',
  pdf: '25504446',
};
const file = (format: keyof typeof HEADS, size = 20): Uint8Array => {
  const bytes = new Uint8Array(size);
  bytes.set(Buffer.from(HEADS[format], 'hex'));
  return bytes;
};

describe('checkFile', () => {
  it.each([
    ['image', 'jpg', 'image/jpeg'],
    ['image', 'png', 'image/png'],
    ['image', 'gif', 'image/gif'],
    ['image', 'bmp', 'image/bmp'],
    ['voice', 'amr', 'audio/amr'],
    ['voice', 'mp3', 'audio/mpeg'],
    ['video', 'mp4', 'video/mp4'],
    ['thumb', 'jpg', 'image/jpeg'],
  ] as const)('takes as %s a %s', (kind, extension, contentType) => {
    expect(checkFile(kind, file(extension), 'service')).toEqual({ ok: true, extension, contentType });
  });

  it.each([
    ['voice', file('mp4'), 'service', 'is MP4; WeChat takes AMR or MP3'],
    ['image', file('pdf'), 'service', 'is of another format; WeChat takes JPG'],
    ['image', new Uint8Array(), 'service', 'is empty'],
    ['voice', file('mp3'), 'mini-program', 'is a voice; a mini program takes images only'],
  ] as const)('refuses as %s a file that %#', (kind, bytes, account, fault) => {
    expect(checkFile(kind, bytes, account)).toEqual({ ok: false, fault: expect.stringContaining(fault) });
  });

  it.each([
    ['thumb', 'jpg', 64 * 1024],
    ['voice', 'mp3', 2 * 1024 * 1024],
  ] as const)('takes a %s up to its size', (kind: MediaKind, format, most) => {
    expect(mostBytes(kind)).toBe(most);
    expect(checkFile(kind, file(format, most), 'service').ok).toBe(true);
    const fault = expect.stringContaining(`has ${most + 1} bytes`);
    expect(checkFile(kind, file(format, most + 1), 'service')).toEqual({ ok: false, fault });
  });
});

describe('stored media', () => {
  const media = (diesAt?: number): StoredMedia => ({
    ...{ name: 'poster', kind: 'image', mediaId: 'm', uploadedAt: 0, bytes: 9 },
    ...(diesAt !== undefined && { diesAt }),
  });

  it.each([
    [599, false],
    [600, false],
    [601, true],
  ])('with %i seconds to live can be sent: %s', (seconds, alive) => {
    expect(isAlive(media(10_000), 10_000 - seconds)).toBe(alive);
  });

  it.each([
    [12 * 3600 + 1, false],
    [12 * 3600, true],
  ])('with %i seconds to live has to be fetched again: %s', (seconds, dying) => {
    expect(isDying(media(99_999), 99_999 - seconds)).toBe(dying);
  });

  it('of the permanent kind lives on', () => {
    expect([isAlive(media(), 1e12), isDying(media(), 1e12)]).toEqual([true, false]);
  });
});
