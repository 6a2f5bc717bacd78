import { App } from 'antd';
import { useEffect, useState } from 'react';
import { useBlocker } from 'react-router';
import { useText } from '../language/language.js';
import { useSession } from '../session/session.js';
import { findDraft, keepDraft } from './drafts.js';
import { useUnloadGuard } from './use-unload-guard.js';

/**
 * Guards a form's unsaved changes: asks before its screen is left, and keeps them while the session has ended, for the
 * same operator.
 *
 * @param form whose changes they are, for {@link useRestored}
 * @param changes empty when there are none; kept in memory, so no secret may be in them
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

/** The values that a form begins with: as stored, with what its operator had not saved when the session ended. */
export function useRestored<T extends object>(form: string, stored: T): T {
  const { operator } = useSession();
  const [initial] = useState(() => ({ ...stored, ...findDraft(operator.id, form) }));
  return initial;
}

/** Asks whether unsaved changes may be lost. */
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
