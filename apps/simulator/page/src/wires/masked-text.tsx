import { useState } from 'react';
import { splitSecrets, type Segment } from './secrets.js';

interface MaskedTextProps {
  readonly text: string;
  /** Describes what a click on a mask does. */
  readonly show: (name: string) => string;
}

/** Text of a message, its secrets masked until they are clicked. */
export function MaskedText({ text, show }: MaskedTextProps) {
  return (
    <pre className="code bytes">
      {splitSecrets(text).map((segment, index) =>
        segment.secret === undefined ? (
          segment.text
        ) : (
          <Secret key={index} segment={segment} label={show(segment.secret)} />
        ),
      )}
    </pre>
  );
}

function Secret({ segment, label }: { readonly segment: Segment; readonly label: string }) {
  const [shown, setShown] = useState(false);
  return (
    <button
      type="button"
      className="secret"
      aria-pressed={shown}
      aria-label={shown ? undefined : label}
      title={label}
      onClick={() => setShown(!shown)}
    >
      {shown ? segment.text : '••••••••'}
    </button>
  );
}
