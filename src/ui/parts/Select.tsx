import { useField } from './Field.tsx';
import { Icon } from './Icon.tsx';

export interface SelectProps<Value extends string = string> {
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  disabled?: boolean | undefined;
}

/** The phone's own list of choices, for many of them; stands in a Field. */
export function Select<Value extends string>({ value, options, onChange, disabled }: SelectProps<Value>) {
  const field = useField();
  const change = (chosen: string) => {
    const option = options.find((each) => each.value === chosen);
    if (option !== undefined) onChange(option.value);
  };
  return (
    <div class="select">
      <select
        {...field}
        class="input"
        value={value}
        disabled={disabled}
        onChange={(event) => change(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" />
    </div>
  );
}
