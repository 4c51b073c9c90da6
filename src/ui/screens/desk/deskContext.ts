import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Desk } from '../../../app/index.ts';
import { useWork } from '../../context.tsx';

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('useDesk outside of the desk');
  return desk;
}

/** The desk's own code comes when the desk is opened; undefined until then. */
export function useOpenedDesk(): Desk | undefined {
  const work = useWork();
  const [desk, setDesk] = useState<Desk | undefined>(undefined);
  useEffect(() => {
    let isWanted = true;
    void work.desk().then((opened) => isWanted && setDesk(() => opened));
    return () => {
      isWanted = false;
    };
  }, [work]);
  return desk;
}
