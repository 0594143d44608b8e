import type { MediaKind } from '../domain/media.ts';

/** A file for WeChat: `name` carries the extension WeChat checks. */
export interface MediaFile {
  kind: MediaKind;
  name: string;
  bytes: Uint8Array;
  contentType: string;
  /** Permanent videos need both. */
  title?: string;
  introduction?: string;
}

/** A permanent material as WeChat lists it. */
export interface Material {
  mediaId: string;
  name: string;
  updatedAt: number;
  url?: string;
}

/** 素材: temporary media live three days; permanent material is for official accounts only. */
export interface MediaApi {
  /** `createdAt` is epoch seconds. */
  upload(account: string, file: MediaFile): Promise<{ mediaId: string; createdAt: number }>;
  /** A temporary media's bytes, or the address of a video. */
  download(account: string, mediaId: string): Promise<{ bytes: Uint8Array; contentType: string } | { url: string }>;
  addMaterial(account: string, file: MediaFile): Promise<{ mediaId: string; url?: string }>;
  deleteMaterial(account: string, mediaId: string): Promise<void>;
  /** At most 20 a page. */
  listMaterial(
    account: string,
    kind: 'image' | 'voice' | 'video' | 'news',
    offset: number,
  ): Promise<{ total: number; materials: Material[] }>;
  countMaterial(account: string): Promise<{ image: number; voice: number; video: number; news: number }>;
}
