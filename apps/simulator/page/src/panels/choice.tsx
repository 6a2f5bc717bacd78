interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, label: string])[];
  /** Whether the choice causes a failure. */
  readonly isAlarming?: boolean;
  readonly onChoose: (value: T) => void;
}

/** A choice of one from a list that may be long. */
export function Choice<T extends string>({
  label,
  value,
  options,
  isAlarming = false,
  onChoose,
}: ChoiceProps<T>) {
  return (
    <label className="choice">
      <span>{label}</span>
      <select value={value} data-active={isAlarming} onChange={(event) => onChoose(event.target.value as T)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
