import { useT } from '../../language.ts';
import { type Named, recordTitle } from './naming.ts';

interface RecordNameProps {
  record: Named;
  class?: string;
}

/** What a record is called, marked with the language that its words are really in. */
export function RecordName({ record, class: looks }: RecordNameProps) {
  const { language } = useT();
  const { words, lang } = recordTitle(record, language);
  return (
    <bdi class={looks} lang={lang === language ? undefined : lang}>
      {words}
    </bdi>
  );
}
