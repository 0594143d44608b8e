/** Uploads: multipart/form-data with the file in the field `media`. */
import { Refusal } from './refusal.ts';
import type { Call } from './route.ts';

export interface UploadedFile {
  bytes: Buffer;
  name: string;
  contentType: string;
  /** The other fields. */
  fields: Record<string, string>;
}

/** @throws Refusal 41005 when there is no file */
export async function uploadedFile({ request }: Call): Promise<UploadedFile> {
  const form = await new Response(new Uint8Array(request.body), { headers: { 'content-type': request.contentType } })
    .formData()
    .catch(() => undefined);
  const file = form?.get('media');
  if (!form || !(file instanceof File) || file.size === 0) throw new Refusal(41005);
  const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string');
  return {
    bytes: Buffer.from(await file.arrayBuffer()),
    name: file.name,
    contentType: file.type,
    fields: Object.fromEntries(fields),
  };
}
