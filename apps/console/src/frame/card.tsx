import type { ReactNode } from 'react';

/** A part of a screen on a surface of its own. antd's card brings tabs and menus into the first file. */
export function Card({
  title,
  extra,
  className = '',
  children,
}: {
  readonly title?: string;
  /** Beside the title: what the whole card is acted on by. */
  readonly extra?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={`card ${className}`}>
      {title !== undefined && (
        <div className="card-head">
          <h2 className="card-title">{title}</h2>
          {extra}
        </div>
      )}
      <div className="card-body">{children}</div>
    </div>
  );
}
