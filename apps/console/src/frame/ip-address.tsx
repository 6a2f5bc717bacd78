import { Fragment } from 'react';

/** IP address; a long one wraps after a colon, and one without colons does not wrap. */
export function IpAddress({ ip }: { readonly ip: string }) {
  return (
    <span className="id">
      {ip.split(/(?<=:)/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
