import { Input } from 'antd';
import { useState } from 'react';
import type { FieldLabels } from './setting-row.js';

interface JsonFieldProps extends FieldLabels {
  /** Value of the field: an object; while the text is no JSON, the text itself. */
  readonly value?: unknown;
  readonly onChange?: (value: unknown) => void;
}

/** Field for a JSON object as text. */
export function JsonField({ value, onChange, ...labels }: JsonFieldProps) {
  const [text, setText] = useState<string>();
  const shown = text !== undefined && isSame(parse(text), value) ? text : JSON.stringify(value ?? {});
  return (
    <Input.TextArea
      {...labels}
      // autoSize would measure by inline styles, which the page's policy blocks.
      rows={3}
      spellCheck={false}
      value={shown}
      onChange={({ target }) => {
        setText(target.value);
        onChange?.(parse(target.value));
      }}
    />
  );
}

/** Whether a value is an object that is no array. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
