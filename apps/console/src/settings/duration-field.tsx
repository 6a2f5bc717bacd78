import { InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import { useText } from '../language/language.js';

const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;
type Unit = keyof typeof SECONDS;

/** Field for a number of seconds, entered in the largest unit that fits. */
export function DurationField({
  value,
  onChange,
  limits: { minimum, maximum },
  units,
  ...labels
}: {
  readonly value?: number;
  /** Receives the seconds; `undefined` when the field is empty. */
  readonly onChange?: (seconds: number | undefined) => void;
  /** Limits in seconds. */
  readonly limits: { readonly minimum: number; readonly maximum: number };
  readonly units: readonly Unit[];
  readonly 'aria-labelledby'?: string;
  readonly 'aria-describedby'?: string;
}) {
  const t = useText();
  const [unit, setUnit] = useState<Unit>(() => pickUnit(value ?? 0, units));
  const seconds = SECONDS[unit];
  const names: Record<Unit, string> = {
    second: t({ zh: '秒', en: 'seconds' }),
    minute: t({ zh: '分钟', en: 'minutes' }),
    hour: t({ zh: '小时', en: 'hours' }),
    day: t({ zh: '天', en: 'days' }),
  };
  return (
    <Space.Compact>
      <InputNumber
        {...labels}
        min={Math.ceil(minimum / seconds)}
        max={Math.floor(maximum / seconds)}
        precision={(value ?? 0) % seconds === 0 ? 0 : 2}
        value={value === undefined ? null : value / seconds}
        onChange={(amount) => onChange?.(amount === null ? undefined : Math.round(amount * seconds))}
        {...(units.length === 1 && { suffix: names[unit] })}
        style={{ width: units.length === 1 ? 140 : 110 }}
      />
      {units.length > 1 && (
        <Select
          aria-label={t({ zh: '单位', en: 'Unit' })}
          value={unit}
          onChange={setUnit}
          options={units.map((name) => ({ value: name, label: names[name] }))}
          style={{ width: 110 }}
        />
      )}
    </Space.Compact>
  );
}

function pickUnit(value: number, units: readonly Unit[]): Unit {
  const fitting = units.filter((unit) => value > 0 && value % SECONDS[unit] === 0);
  return fitting.at(-1) ?? units.at(-1) ?? 'second';
}
