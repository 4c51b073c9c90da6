import type { OpenResponse, OpenView, PlaceSummary } from '../../../app/index.ts';
import { choicesFor } from '../../../domain/form/state.ts';
import { useT } from '../../language.ts';
import { ChoiceList } from '../../parts/ChoiceList.tsx';
import type { IconName } from '../../parts/icons.ts';
import { Segmented } from '../../parts/Segmented.tsx';
import { questionId } from '../../questions/ids.ts';
import { translated } from '../../translated.tsx';
import { iconOf, recentFirst } from './kinds.ts';
import { KIND } from './useReport.ts';

const VALENCE = 'valence';
const MODE = 'mode';

const MODE_ICONS: Readonly<Record<string, IconName>> = {
  pedestrian: 'footprints',
  cycling: 'bike',
  transit: 'bus',
};

interface KindPickerProps {
  open: OpenResponse;
  view: OpenView;
  places: readonly PlaceSummary[];
  onAnswer: (path: string, name: string) => void;
}

/** What it is, in two levels: problem or not and how people get around, then at most eight pictures. */
export function KindPicker({ open, view, places, onAnswer }: KindPickerProps) {
  const { language } = useT();
  const kind = view.state.answers[KIND];
  const choices = open.form.questions.has(KIND) ? choicesFor(open.form, view.state, KIND) : [];
  const label = (path: string): string =>
    translated(open.form.questions.get(path)?.row.label, language).words;
  return (
    <>
      {[VALENCE, MODE].map((path) => (
        <Level key={path} path={path} label={label(path)} open={open} view={view} onAnswer={onAnswer} />
      ))}
      <h2 class="visually-hidden" id="kind-label">
        {label(KIND)}
      </h2>
      <ChoiceList
        id={questionId(KIND)}
        labelledBy="kind-label"
        layout="grid"
        value={typeof kind === 'string' ? kind : undefined}
        onChange={(name) => onAnswer(KIND, name)}
        options={recentFirst(choices, places).map((choice) => ({
          value: choice.name,
          label: translated(choice.label, language).words,
          icon: iconOf(choice),
        }))}
      />
    </>
  );
}

type LevelProps = Omit<KindPickerProps, 'places'> & { path: string; label: string };

function Level({ path, label, open, view, onAnswer }: LevelProps) {
  const { language } = useT();
  if (!open.form.questions.has(path)) return null;
  const value = view.state.answers[path];
  const options = choicesFor(open.form, view.state, path).map(({ name, label: words }) => {
    const icon = MODE_ICONS[name];
    return { value: name, label: translated(words, language).words, ...(icon === undefined ? {} : { icon }) };
  });
  return (
    <Segmented
      label={label}
      options={options}
      value={typeof value === 'string' ? value : undefined}
      onChange={(name) => onAnswer(path, name)}
    />
  );
}
