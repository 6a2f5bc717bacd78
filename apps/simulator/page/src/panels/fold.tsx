import type { ReactNode } from 'react';

interface FoldProps {
  readonly title: string;
  /** Summary of the choices inside, shown while it is folded. */
  readonly summary: string;
  readonly isAlarming?: boolean;
  readonly children: ReactNode;
}

/** A card that opens when its title is pressed. */
export function Fold({ title, summary, isAlarming = false, children }: FoldProps) {
  return (
    <details className="card fold">
      <summary>
        <h2>{title}</h2>
        <span className={isAlarming ? 'note alarm' : 'note'}>{summary}</span>
      </summary>
      {children}
    </details>
  );
}
