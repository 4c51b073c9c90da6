import { useState } from 'preact/hooks';
import type { Finding } from '../../../../app/index.ts';
import type { Key } from '../../../../language/index.ts';
import { type Speech, useT } from '../../../language.ts';
import { Button } from '../../../parts/Button.tsx';
import { Field } from '../../../parts/Field.tsx';
import { Icon } from '../../../parts/Icon.tsx';
import type { IconName } from '../../../parts/icons.ts';
import { Segmented } from '../../../parts/Segmented.tsx';
import { TextInput } from '../../../parts/TextInput.tsx';
import { isolated } from '../../../translated.tsx';

const KINDS = ['problem', 'warning', 'advice'] as const satisfies readonly Finding['kind'][];
type Shown = Finding['kind'] | 'all';

const ICONS: Readonly<Record<Finding['kind'], IconName>> = {
  problem: 'circle-x',
  warning: 'triangle-alert',
  advice: 'lightbulb',
};

/** Advice on a large form can be hundreds of lines: so many stand here until she asks for all. Mistakes always do. */
const LINES = 12;

/** Everything that was found, mistakes first, each with its place and what to do. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const speech = useT();
  const { t, number } = speech;
  const [shown, setShown] = useState<Shown>('all');
  const [searched, setSearched] = useState('');
  const [isWhole, setWhole] = useState(false);
  if (findings.length === 0) return <p class="soft">{t('xlsform:found.nothing')}</p>;
  const told = findings.map((finding) => ({
    finding,
    place: placeOf(speech, finding),
    sentence: sentenceOf(speech, finding),
  }));
  const words = searched.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fitting = told.filter(({ finding, place, sentence }) => {
    const text = `${place} ${finding.column} ${finding.name ?? ''} ${sentence}`.toLocaleLowerCase();
    return (shown === 'all' || finding.kind === shown) && words.every((word) => text.includes(word));
  });
  const lines = isWhole
    ? fitting
    : fitting.filter(({ finding }, index) => finding.kind === 'problem' || index < LINES);
  const options: { value: Shown; label: string }[] = [
    { value: 'all', label: `${t('xlsform:found.all')} ${isolated(number(findings.length))}` },
    ...KINDS.flatMap((kind) => {
      const count = findings.filter((one) => one.kind === kind).length;
      return count === 0
        ? []
        : [{ value: kind, label: `${t(`xlsform:found.${kind}`)} ${isolated(number(count))}` }];
    }),
  ];
  return (
    <section class="findings" aria-labelledby="findings-title">
      <h2 id="findings-title">{t('xlsform:found.title')}</h2>
      <div class="findings-filter">
        <Segmented label={t('xlsform:found.show')} options={options} value={shown} onChange={setShown} />
        <Field id="findings-search" label={t('xlsform:found.search')}>
          <TextInput type="search" value={searched} onInput={setSearched} />
        </Field>
        <p class="visually-hidden" role="status">
          {t('xlsform:found.count', { count: fitting.length, number: number(fitting.length) })}
        </p>
      </div>
      {fitting.length === 0 && <p class="soft">{t('xlsform:found.none')}</p>}
      <ol class="finding-list">
        {lines.map(({ finding, place, sentence }, index) => (
          <Line
            key={`${index}${finding.kind}${finding.key}`}
            finding={finding}
            place={place}
            sentence={sentence}
          />
        ))}
      </ol>
      {fitting.length > lines.length && (
        <Button onClick={() => setWhole(true)}>
          {t('xlsform:found.more', { number: number(fitting.length - lines.length) })}
        </Button>
      )}
    </section>
  );
}

interface LineProps {
  finding: Finding;
  place: string;
  sentence: string;
}

function Line({ finding, place, sentence }: LineProps) {
  const { t } = useT();
  const { kind, column, name } = finding;
  return (
    <li class={`finding finding-${kind}`}>
      <Icon name={ICONS[kind]} />
      <div>
        <p class="finding-place">
          <span class="visually-hidden">{t(`xlsform:found.${kind}`)}: </span>
          {place !== '' && <bdi class="finding-cell">{place}</bdi>}
          {finding.cell !== undefined && column !== '' && <bdi class="soft">{column}</bdi>}
          {name !== undefined && name !== '' && <bdi class="finding-name">{name}</bdi>}
        </p>
        <p>{sentence}</p>
      </div>
    </li>
  );
}

/** `survey B12` for a cell; else in words. */
function placeOf({ t, number }: Speech, { sheet, row, column, cell }: Finding): string {
  if (cell !== undefined) return `${sheet} ${cell}`;
  // About the files themselves: the sentence names them.
  if (sheet === '') return '';
  const kind = row === 0 ? (column === '' ? 'sheet' : 'column') : column === '' ? 'row' : 'cell';
  return t(`xlsform:place.${kind}`, {
    sheet: isolated(sheet),
    row: isolated(number(row)),
    column: isolated(column),
  });
}

function sentenceOf({ t }: Speech, finding: Finding): string {
  const values = { found: isolated(finding.found), sheet: isolated(finding.sheet) };
  // The engine's reasons are the ones that a phone would give, in the same words.
  if (finding.kind === 'problem' && finding.reason) return t(`more:problem.${finding.reason}` as Key, values);
  return t(`xlsform:${finding.kind}.${finding.key}` as Key, values);
}
