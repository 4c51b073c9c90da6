import './ChoiceList.css';
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export interface Option<Value extends string = string> {
  value: Value;
  label: ComponentChildren;
  hint?: ComponentChildren;
  icon?: IconName | undefined;
  /** BCP 47 tag, where the label's language is not the page's. */
  lang?: string | undefined;
  /** Stands beside the choice: what acts without choosing it. */
  beside?: ComponentChildren;
}

interface ChoiceListCommon<Value extends string> {
  options: readonly Option<Value>[];
  /** Name of the group, said before its choices. Left out when `labelledBy` names a heading. */
  legend?: ComponentChildren;
  labelledBy?: string | undefined;
  describedBy?: string | undefined;
  /** Also the id of the first choice, so that an error summary can link to it. */
  id: string;
  /** `grid`: pictures above words, three in a row on a phone. */
  layout?: 'list' | 'grid' | undefined;
  invalid?: boolean | undefined;
  disabled?: boolean | undefined;
}

export interface ChoiceListProps<Value extends string = string> extends ChoiceListCommon<Value> {
  value: Value | undefined;
  onChange: (value: Value) => void;
}

/** One of several, by native radio buttons drawn large. */
export function ChoiceList<Value extends string>(props: ChoiceListProps<Value>) {
  const { options, value, onChange, id } = props;
  return (
    <Choices {...props} role="radiogroup">
      {options.map((option, index) => (
        <Choice key={option.value} option={option} kind="radio">
          <input
            type="radio"
            class="choice-input"
            id={index === 0 ? id : undefined}
            name={id}
            value={option.value}
            checked={option.value === value}
            disabled={props.disabled}
            onChange={() => onChange(option.value)}
          />
        </Choice>
      ))}
    </Choices>
  );
}

export interface CheckListProps<Value extends string = string> extends ChoiceListCommon<Value> {
  values: readonly Value[];
  onChange: (values: Value[]) => void;
}

/** Any of several, by native check boxes; the values come in the order of the options. */
export function CheckList<Value extends string>(props: CheckListProps<Value>) {
  const { options, values, onChange, id } = props;
  const toggle = (value: Value) => {
    const isIn = (other: Value) => (other === value ? !values.includes(value) : values.includes(other));
    onChange(options.map((option) => option.value).filter(isIn));
  };
  return (
    <Choices {...props} role="group">
      {options.map((option, index) => (
        <Choice key={option.value} option={option} kind="checkbox">
          <input
            type="checkbox"
            class="choice-input"
            id={index === 0 ? id : undefined}
            name={id}
            value={option.value}
            checked={values.includes(option.value)}
            disabled={props.disabled}
            onChange={() => toggle(option.value)}
          />
        </Choice>
      ))}
    </Choices>
  );
}

type ChoicesProps = Omit<ChoiceListCommon<string>, 'options'> & {
  role: 'radiogroup' | 'group';
  children: ComponentChildren;
};

function Choices({
  role,
  legend,
  labelledBy,
  describedBy,
  layout = 'list',
  invalid,
  children,
}: ChoicesProps) {
  return (
    <fieldset
      // A group cannot be invalid in ARIA; a radio group can.
      role={role === 'radiogroup' ? role : undefined}
      aria-invalid={role === 'radiogroup' && invalid ? true : undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      class={`choices choices-${layout}${invalid ? ' choices-invalid' : ''}`}
    >
      {legend !== undefined && <legend class="choices-legend">{legend}</legend>}
      <div class="choices-items">{children}</div>
    </fieldset>
  );
}

interface ChoiceProps {
  option: Option;
  kind: 'radio' | 'checkbox';
  children: ComponentChildren;
}

function Choice({ option, kind, children }: ChoiceProps) {
  const choice = (
    // biome-ignore lint/a11y/noLabelWithoutControl: the input comes as the child
    <label class="choice">
      {children}
      <span class={`choice-box choice-${kind}`} />
      {option.icon && <Icon name={option.icon} size="large" />}
      <span class="choice-words" lang={option.lang} dir={option.lang === undefined ? undefined : 'auto'}>
        <span class="choice-label">{option.label}</span>
        {option.hint !== undefined && <span class="choice-hint">{option.hint}</span>}
      </span>
    </label>
  );
  if (!option.beside) return choice;
  return (
    <div class="choice-beside">
      {choice}
      {option.beside}
    </div>
  );
}
