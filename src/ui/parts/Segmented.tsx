import './ChoiceList.css';
import './Segmented.css';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export interface SegmentedProps<Value extends string = string> {
  /** Said before the choices; seen only with `labelShown`. */
  label: string;
  labelShown?: boolean | undefined;
  options: readonly { value: Value; label: ComponentChildren; icon?: IconName }[];
  value: Value | undefined;
  onChange: (value: Value) => void;
}

/** Two to four views of one thing, side by side: native radio buttons in one frame. */
export function Segmented<Value extends string>({
  label,
  labelShown,
  options,
  value,
  onChange,
}: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset>
      <legend class={labelShown ? 'choices-legend' : 'visually-hidden'}>{label}</legend>
      <div class="segmented">
        {options.map((option) => (
          <label class="segment" key={option.value}>
            <input
              type="radio"
              class="choice-input"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.icon && <Icon name={option.icon} />}
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
