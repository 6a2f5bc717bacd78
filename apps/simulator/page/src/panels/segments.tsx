import { useId, type ReactNode } from 'react';

interface SegmentsProps {
  readonly legend: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
  /** Content below the options. */
  readonly children: ReactNode;
}

/** A choice of one, all options in sight. */
export function Segments({ legend, options, chosen, onChoose, children }: SegmentsProps) {
  const name = useId();
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className="segments">
        {options.map(({ value, label }) => (
          <label key={value}>
            <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
}
