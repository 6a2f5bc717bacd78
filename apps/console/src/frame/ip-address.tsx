import { Fragment } from 'react';

/** An IP address; a long one goes on below after a colon, and one without colons stays whole. */
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
