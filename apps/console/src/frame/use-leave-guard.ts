import { App } from 'antd';
import { useEffect, useState } from 'react';
import { useBlocker } from 'react-router';
import { useText } from '../language/language.js';
import { useSession } from '../session/session.js';
import { findDraft, keepDraft } from './drafts.js';
import { useUnloadGuard } from './use-unload-guard.js';

/**
 * Guards a form's unsaved changes: asks before its screen is left, and keeps them after the session has ended, for
 * the same operator.
 *
 * @param form name of the form, for {@link useRestored}
 * @param changes empty without changes; kept in memory, so they must not contain a secret
 */
export function useLeaveGuard(form: string, changes: object): void {
  const { operator } = useSession();
  const askToDiscard = useDiscardQuestion();
  const hasChanges = Object.keys(changes).length > 0;
  useEffect(() => keepDraft(operator.id, form, changes), [operator.id, form, JSON.stringify(changes)]);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => hasChanges && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    void askToDiscard().then((isDiscarded) => {
      if (!isDiscarded) return blocker.reset();
      keepDraft(operator.id, form, {});
      blocker.proceed();
    });
  }, [blocker.state]);
  useUnloadGuard(hasChanges);
}

/**
 * Returns the initial values of a form: as stored, with the changes that its operator had not saved when the session
 * ended.
 */
export function useRestored<T extends object>(form: string, stored: T): T {
  const { operator } = useSession();
  const [initial] = useState(() => ({ ...stored, ...findDraft(operator.id, form) }));
  return initial;
}

/** Returns a function that asks whether unsaved changes may be lost. */
export function useDiscardQuestion(): () => Promise<boolean> {
  const t = useText();
  const { modal } = App.useApp();
  return () =>
    new Promise((resolve) => {
      modal.confirm({
        title: t({ zh: '放弃未保存的修改？', en: 'Discard the unsaved changes?' }),
        okText: t({ zh: '放弃', en: 'Discard' }),
        cancelText: t({ zh: '继续编辑', en: 'Keep editing' }),
        okButtonProps: { danger: true },
        autoFocusButton: 'cancel',
        onOk: () => resolve(true),
        onCancel: () => resolve(false),
      });
    });
}
