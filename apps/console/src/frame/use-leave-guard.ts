import { App } from 'antd';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { useText } from '../language/language.js';

/** Asks before a screen with unsaved changes is left. */
export function useLeaveGuard(hasChanges: boolean): void {
  const t = useText();
  const { modal } = App.useApp();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => hasChanges && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    void modal.confirm({
      title: t({ zh: '放弃未保存的修改？', en: 'Discard the unsaved changes?' }),
      okText: t({ zh: '放弃', en: 'Discard' }),
      cancelText: t({ zh: '继续编辑', en: 'Keep editing' }),
      okButtonProps: { danger: true },
      onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
    });
  }, [blocker.state]);
  useUnloadGuard(hasChanges);
}

/** Has the browser ask before the page is closed or loaded anew, while something would be lost. */
export function useUnloadGuard(hasSomethingToLose: boolean): void {
  useEffect(() => {
    if (!hasSomethingToLose) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [hasSomethingToLose]);
}
