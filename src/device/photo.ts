import { MEDIA_BYTES_MAX } from '../domain/document.ts';
import { ok, type Result, trouble } from '../domain/result.ts';
import { browserDarkroom } from './darkroom.ts';
import { fitted } from './fitted.ts';
import { previewOf } from './preview.ts';

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
  /**
   * Upright, small enough to travel, and without the place, time and owner that cameras write into a picture.
   * @param sideMaxPx the longest side, where a form asks for another one than 1600
   */
  shrink(file: Blob, sideMaxPx?: number): Promise<Result<Photo, PhotoWhy>>;
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
  async shrink(file, sideMaxPx) {
    const picture = await darkroom.develop(file).catch(() => null);
    if (picture === null || picture.widthPx === 0) return trouble('photo-unreadable');
    try {
      const photo = await smallEnough(picture, sideMaxPx);
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

async function smallEnough(
  picture: Picture,
  sideMaxPx: number = SIDES_PX[0],
): Promise<Result<Photo, PhotoWhy>> {
  for (const side of [sideMaxPx, ...SIDES_PX.filter((one) => one < sideMaxPx)]) {
    const { widthPx, heightPx } = fitted(picture, side);
    for (const quality of QUALITIES) {
      const blob = await picture.encode(widthPx, heightPx, quality);
      if (blob.size > MEDIA_BYTES_MAX) continue;
      return ok({ bytes: await blob.arrayBuffer(), contentType: blob.type, widthPx, heightPx });
    }
  }
  return trouble('photo-too-large');
}
