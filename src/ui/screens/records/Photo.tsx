import { useEffect, useState } from 'preact/hooks';
import type { MediaReference } from '../../../domain/answer.ts';
import type { Result } from '../../../domain/result.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Icon } from '../../parts/Icon.tsx';

/** A photo of a record: from the phone, else from the server, else the words that say why not. */
export function Photo({ photo, alt }: { photo: MediaReference; alt: string }) {
  const { trouble } = useT();
  const found = usePhoto(photo);
  if (found === undefined) return <Busy />;
  if (!found.ok) {
    return (
      <p class="photo-missing">
        <Icon name="image" />
        {trouble(found.why, found.words)}
      </p>
    );
  }
  return <img class="photo" src={found.value.url} alt={alt} width={photo.widthPx} height={photo.heightPx} />;
}

function usePhoto(photo: MediaReference): Result<{ url: string }> | undefined {
  const work = useWork();
  const [found, setFound] = useState<Result<{ url: string }> | undefined>(undefined);
  useEffect(() => {
    let isWanted = true;
    let url: string | undefined;
    void work.photo(photo).then((result) => {
      if (result.ok) url = result.value.url;
      if (isWanted) setFound(result);
      else release(url);
    });
    return () => {
      isWanted = false;
      release(url);
    };
  }, [work, photo.media]);
  return found;
}

const release = (url: string | undefined): void => {
  if (url !== undefined) URL.revokeObjectURL(url);
};
