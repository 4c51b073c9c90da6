import { useMemo, useState } from 'preact/hooks';
import { isFile } from '../../../domain/form/extended/tables.ts';
import { useT } from '../../language.ts';
import { lazyScreen } from '../../lazyScreen.tsx';
import { Button } from '../../parts/Button.tsx';
import { CheckList, ChoiceList } from '../../parts/ChoiceList.tsx';
import { layoutOf } from '../choices.ts';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import { CHOICES_SHOWN_MAX } from '../registry.ts';
import type { QuestionProps } from '../types.ts';
import { useChoiceMedia } from './ChoiceMedia.tsx';
import { isTight } from './columns.ts';
import { FileTrouble } from './FileTrouble.tsx';
import { ImageMap } from './ImageMap.tsx';
import { placedChoices } from './placed.ts';
import { Clear } from './Range.tsx';
import { SearchChoices } from './SearchChoices.tsx';

/** A choice of one or several in any of XLSForm's looks. */
export function Choices(props: QuestionProps) {
  const { appearance: look = '', list_name: list = '' } = props.question.row;
  const why = isFile(list) ? props.fileTrouble?.(list) : undefined;
  if (why !== undefined) {
    return (
      <QuestionFrame {...props} labels="nothing">
        <FileTrouble name={list} why={why} />
      </QuestionFrame>
    );
  }
  if (/(^|\s)map(\s|$)/.test(look)) return <OnMap {...props} />;
  return <ByName {...props} />;
}

const MapChoices = lazyScreen(async () => (await import('./MapChoices.tsx')).MapChoices);

/** Choices on a map, as far as they say where they lie; by their names where she wishes it, or none says so. */
function OnMap(props: QuestionProps) {
  const { t } = useT();
  const [isByName, setByName] = useState(false);
  const places = useMemo(() => placedChoices(props.choices), [props.choices]);
  if (places.length === 0) return <ByName {...props} />;
  if (!isByName) return <MapChoices {...props} places={places} onSearch={() => setByName(true)} />;
  const back = (
    <Button icon="map" onClick={() => setByName(false)}>
      {t('extended:trace.map')}
    </Button>
  );
  return <SearchChoices {...props} prompt={[props.prompt, back]} />;
}

function ByName(props: QuestionProps) {
  const { appearance: look = '' } = props.question.row;
  const isSearched = /minimal|autocomplete|search/.test(look) || props.choices.length > CHOICES_SHOWN_MAX;
  if (isSearched) return <SearchChoices {...props} />;
  // `label` and `list-nolabel` are rows of a table: its head, and a question with bare boxes under it.
  if (/(^|\s)label(\s|$)/.test(look)) return <TableHead {...props} />;
  return <ShownChoices {...props} look={look} />;
}

function ShownChoices({ look, ...props }: QuestionProps & { look: string }) {
  const { question, value, choices, onAnswer, onNext, readOnly } = props;
  const { t } = useT();
  const withMedia = useChoiceMedia(props);
  const isMultiple = question.row.type === 'select_multiple';
  const { id, labelId, describedBy, invalid } = questionLinks(props, isMultiple);
  const common = {
    id,
    labelledBy: labelId,
    describedBy,
    invalid,
    disabled: readOnly,
    layout: isGrid(look) ? ('grid' as const) : layoutOf(look),
    options: withMedia(choices),
  };
  const choose = (name: string) => {
    onAnswer(name);
    if (/quick/.test(look)) onNext?.();
  };
  const columns = columnsOf(look, choices.length);
  const tight = isTight(labelsOf(props), columns) ? ' look-tight' : '';
  const values = Array.isArray(value) ? value : [];
  const several = (names: string[]) => onAnswer(names.length === 0 ? undefined : names);
  const map = /image-map/.test(look) ? props.text(question.row.media?.['image']) : '';
  const tap = (name: string) => {
    if (!isMultiple) choose(name);
    else several(values.includes(name) ? values.filter((one) => one !== name) : [...values, name]);
  };
  return (
    <QuestionFrame {...props} labels="group" hintElse={isMultiple ? t('question:choice.several') : undefined}>
      {map !== '' && <ImageMap {...props} name={map} chosen={[value ?? []].flat().map(String)} onTap={tap} />}
      <div class={`${classOf(look)}${tight}`} style={{ '--columns': columns }}>
        {isMultiple ? (
          <CheckList {...common} values={values} onChange={several} />
        ) : (
          <ChoiceList {...common} value={typeof value === 'string' ? value : undefined} onChange={choose} />
        )}
      </div>
      {!isMultiple && <Clear {...props} />}
    </QuestionFrame>
  );
}

const isGrid = (look: string): boolean => /likert|columns|no-buttons|(^|\s)list/.test(look);

function classOf(look: string): string {
  if (/likert/.test(look)) return 'look-columns look-likert';
  if (/list-nolabel/.test(look)) return 'look-columns look-bare';
  if (/(^|\s)list(\s|$)|columns-\d/.test(look)) return 'look-columns';
  return /no-buttons/.test(look) ? 'look-no-buttons' : 'look-plain';
}

const labelsOf = ({ choices, text }: QuestionProps): string[] =>
  choices.map(({ name, label }) => text(label) || name);

/** `columns-3` says it; a line of choices has one for each. */
function columnsOf(look: string, count: number): number {
  const asked = Number(/columns-(\d+)/.exec(look)?.[1]);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, 8) : count;
}

/** The head of a table: what each column means. It takes no answer. */
function TableHead(props: QuestionProps) {
  const options = useChoiceMedia(props)(props.choices);
  return (
    <QuestionFrame {...props} labels="nothing">
      <ul
        class={isTight(labelsOf(props), options.length) ? 'look-head look-tight' : 'look-head'}
        style={{ '--columns': options.length }}
        // Each row's boxes have these names: only what can be heard or watched is left to be said.
        aria-hidden={!options.some(({ beside }) => beside)}
      >
        {options.map(({ value, label, beside }) => (
          <li key={value} aria-hidden={!beside}>
            <span aria-hidden="true">{label}</span>
            {beside}
          </li>
        ))}
      </ul>
    </QuestionFrame>
  );
}
