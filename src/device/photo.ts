import { MEDIA_BYTES_MAX } from '../domain/document.ts';
import { ok, type Result, trouble } from '../domain/result.ts';
import { browserDarkroom } from './darkroom.ts';

export interface Photo {
  bytes: ArrayBuffer;
  contentType: string;
  widthPx: number;
  heightPx: number;
  /** A `data:` URL of some hundred bytes; absent where this browser cannot make it so small. */
  preview?: string;
}

export type PhotoWhy = 'photo-unreadable' | 'photo-too-large';

export interface PhotoDoor {
  /** Upright, small enough to travel, and without the place, time and owner that cameras write into a picture. */
  shrink(file: Blob): Promise<Result<Photo, PhotoWhy>>;
}

/** A decoded picture, already turned upright. */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** The type that was really written is that of the blob. */
  encode(
    widthPx: number,
    heightPx: number,
    quality: number,
    type?: 'image/jpeg' | 'image/webp',
  ): Promise<Blob>;
  close(): void;
}

export interface Darkroom {
  /** Rejects when it is no picture that this browser can read. */
  develop(file: Blob): Promise<Picture>;
}

/**
 * Longest sides in px, tried in turn. Volunteers could not read what a picture of 1280 px showed (StreetComplete
 * #1781, #2538), so that it stays at 1600 until even a low quality is too many bytes.
 */
const SIDES_PX = [1600, 1280, 960] as const;
/** From hardly visible loss down to blocks that one can see; below that fewer pixels look better. */
const QUALITIES = [0.82, 0.72, 0.62, 0.5] as const;

export const photoDoor = (darkroom: Darkroom): PhotoDoor => ({
  async shrink(file) {
    const picture = await darkroom.develop(file).catch(() => null);
    if (picture === null || picture.widthPx === 0) return trouble('photo-unreadable');
    try {
      const photo = await smallEnough(picture);
      if (!photo.ok) return photo;
      const preview = await previewOf(picture).catch(() => undefined);
      return preview === undefined ? photo : ok({ ...photo.value, preview });
    } catch {
      // A canvas that the phone has no memory for.
      return trouble('photo-unreadable');
    } finally {
      picture.close();
    }
  },
});

export const browserPhoto = (): PhotoDoor => photoDoor(browserDarkroom);

async function smallEnough(picture: Picture): Promise<Result<Photo, PhotoWhy>> {
  for (const side of SIDES_PX) {
    const { widthPx, heightPx } = fitted(picture, side);
    for (const quality of QUALITIES) {
      const blob = await picture.encode(widthPx, heightPx, quality);
      if (blob.size > MEDIA_BYTES_MAX) continue;
      return ok({ bytes: await blob.arrayBuffer(), contentType: blob.type, widthPx, heightPx });
    }
  }
  return trouble('photo-too-large');
}

/** In base64 it has 1,200 characters: `FileReferenceSchema` takes no more. The tables of a JPEG alone are 600 bytes. */
const PREVIEW_BYTES_MAX = 900;
/** Longest sides in px: enough to tell a street from a kitchen, and nobody's face. */
const PREVIEW_SIDES_PX = [64, 48, 32] as const;
const PREVIEW_QUALITIES = [0.6, 0.4, 0.2, 0.1] as const;
/** WebP shows twice as much in that room; not every browser writes it. */
const PREVIEW_TYPES = ['image/webp', 'image/jpeg'] as const;

async function previewOf(picture: Picture): Promise<string | undefined> {
  for (const side of PREVIEW_SIDES_PX) {
    const { widthPx, heightPx } = fitted(picture, side);
    for (const type of PREVIEW_TYPES) {
      for (const quality of PREVIEW_QUALITIES) {
        const blob = await picture.encode(widthPx, heightPx, quality, type);
        if (blob.type !== type) break;
        if (blob.size <= PREVIEW_BYTES_MAX) return dataUrl(type, new Uint8Array(await blob.arrayBuffer()));
      }
    }
  }
  return undefined;
}

const dataUrl = (type: string, bytes: Uint8Array): string =>
  `data:${type};base64,${btoa(String.fromCharCode(...bytes))}`;

/** Never larger than it was taken. */
export function fitted(
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  sidePx: number,
): { widthPx: number; heightPx: number } {
  const share = Math.min(1, sidePx / Math.max(widthPx, heightPx));
  return {
    widthPx: Math.max(1, Math.round(widthPx * share)),
    heightPx: Math.max(1, Math.round(heightPx * share)),
  };
}
