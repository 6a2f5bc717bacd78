import { createContext, use, useEffect, useRef, useState, type ReactNode } from 'react';
import { useSWRConfig } from 'swr';
import { forgetAll, SESSION_KEY, useServer } from '../api/use-server.js';
import { api, read, type Operator } from '../api/client.js';
import { dropDrafts } from '../frame/drafts.js';
import { EarlyFrame, EarlyLoading } from '../frame/early-frame.js';
import { Loaded } from '../frame/loaded.js';
import { ProofDialog } from './proof-dialog.js';
import { SignInScreen } from './sign-in-screen.js';

interface Session {
  readonly operator: Operator;
  /** Ends this session, or with `everywhere` every one of the operator; unsaved changes are dropped. */
  readonly signOut: (everywhere?: boolean) => Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** Shows its children to a signed-in operator, and the sign-in screen otherwise. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const session = useServer(SESSION_KEY, findOperator);
  const { data, mutate } = session;
  const wasSignedIn = useRef(false);
  const owner = useOwner(data);
  if (data === undefined) {
    return (
      <EarlyFrame>
        <Loaded from={session}>{() => null}</Loaded>
      </EarlyFrame>
    );
  }
  if (data === null) {
    const enter = (operator: Operator) => void mutate(operator, false);
    return <SignInScreen hasEnded={wasSignedIn.current} onSignedIn={enter} />;
  }
  wasSignedIn.current = true;
  if (owner !== data.id) return <EarlyLoading />;
  const signOut: Session['signOut'] = async (everywhere = false) => {
    await read(everywhere ? api.DELETE('/admin/sessions') : api.DELETE('/admin/session'));
    wasSignedIn.current = false;
    dropDrafts();
    await mutate(null, false);
  };
  return (
    <SessionContext value={{ operator: data, signOut }}>
      {children}
      <ProofDialog />
    </SessionContext>
  );
}

/**
 * Tracks the operator of the page's data, by id. Another tab may have signed in another operator: the previous one's
 * data is removed first.
 */
function useOwner(operator: Operator | null | undefined): string | undefined {
  const [owner, setOwner] = useState<string>();
  const { cache } = useSWRConfig();
  const isKnown = operator !== undefined;
  const id = operator?.id;
  useEffect(() => {
    if (!isKnown || owner === id) return;
    // Unsaved changes of an ended session are for its own operator only.
    if (id !== undefined) dropDrafts(id);
    void forgetAll(cache).then(() => setOwner(id));
  }, [isKnown, id, owner, cache]);
  return owner;
}

/** Finds the current operator. @returns `null` when no operator is signed in */
async function findOperator(): Promise<Operator | null> {
  return (await read<Operator | undefined>(api.GET('/admin/session'))) ?? null;
}

/**
 * Returns the current session. Only below {@link SessionGate}.
 *
 * @throws {Error} elsewhere
 */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession requires SessionGate around it.');
  return session;
}

/** Returns whether the operator may change anything. The server decides; this only saves a click. */
export function useMayChange(): boolean {
  return useSession().operator.role === 'admin';
}
