import './Photo.css';
import type { FileReference } from '../../domain/answer.ts';
import { isSmallPreview } from '../../domain/preview.ts';
import type { Result } from '../../domain/result.ts';
import { useT } from '../language.ts';
import { Busy } from './Busy.tsx';
import { Icon } from './Icon.tsx';
import { useObjectUrl } from './useObjectUrl.ts';

export interface PhotoProps {
  photo: FileReference;
  /** An object URL, which is freed when the photo is no longer shown. */
  load: (photo: FileReference) => Promise<Result<{ url: string }>>;
  /** What it shows, for a reader who cannot see it. */
  alt: string;
}

/** A photo; until it is here, and where it cannot be had, its preview, with the words that say why not. */
export function Photo({ photo, load, alt }: PhotoProps) {
  const { trouble } = useT();
  const found = useObjectUrl(photo.media, () => load(photo));
  const size = { width: photo.widthPx, height: photo.heightPx };
  if (found?.ok) return <img class="photo" src={found.value.url} alt={alt} {...size} />;
  const { preview } = photo;
  return (
    <>
      {preview !== undefined && isSmallPreview(preview) && (
        <img class="photo photo-preview" src={preview} alt={alt} {...size} />
      )}
      {found === undefined ? (
        <Busy />
      ) : (
        <p class="photo-missing">
          <Icon name="image" />
          {trouble(found.why, found.words)}
        </p>
      )}
    </>
  );
}
