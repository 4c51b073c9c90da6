import { useEffect, useState } from 'preact/hooks';
import type { Result } from '../../domain/result.ts';

type Load = () => Promise<Result<{ url: string }>>;

/**
 * An object URL of what `load` brings, freed when it is no longer shown; undefined: it is on its way.
 * @param of what it is of: another one is loaded anew
 */
export function useObjectUrl(of: string, load: Load): Result<{ url: string }> | undefined {
  const [found, setFound] = useState<Result<{ url: string }> | undefined>(undefined);
  useEffect(() => {
    let isWanted = true;
    let url: string | undefined;
    setFound(undefined);
    void load().then((loaded) => {
      if (loaded.ok) url = loaded.value.url;
      if (isWanted) setFound(loaded);
      else free(url);
    });
    return () => {
      isWanted = false;
      free(url);
    };
  }, [of]);
  return found;
}

function free(url: string | undefined): void {
  if (url !== undefined) URL.revokeObjectURL(url);
}
