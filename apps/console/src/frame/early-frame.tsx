import type { ReactNode } from 'react';
import { Brand } from './brand.js';
import { Loading } from './loading.js';

/** Frame of the page before its session and first screen are loaded: its name, as before the scripts have arrived. */
export function EarlyFrame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <div className="boot">
        <Brand />
      </div>
      <main className="frame-body">{children}</main>
    </>
  );
}

/** Indicator that the page itself is being loaded. */
export function EarlyLoading() {
  return (
    <EarlyFrame>
      <Loading />
    </EarlyFrame>
  );
}
