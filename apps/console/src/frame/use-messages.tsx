import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { App } from 'antd';
import { useRef } from 'react';

/** Short messages above the page, which a screen reader announces. */
export interface Messages {
  /** Reports a success, for some seconds. */
  readonly succeed: (content: string) => void;
  /** Reports a failure, in place of the component's earlier one. It stays longer, since it says what to do. */
  readonly fail: (content: string) => void;
  /** Removes the component's failure, which would contradict the outcome of a new attempt. */
  readonly forgetFailure: () => void;
}

const FAILURE_SECONDS = 10;

/** Returns the messages of a component. Their icons have no names, which would be English file names. */
export function useMessages(): Messages {
  const { message } = App.useApp();
  const remove = useRef<() => void>(undefined);
  const forgetFailure = () => remove.current?.();
  return {
    succeed: (content) => void message.success({ content, icon: <CheckCircleFilled aria-hidden /> }),
    fail: (content) => {
      // Not one message with a `key`: a screen reader would announce the same text only once.
      forgetFailure();
      remove.current = message.error({
        content,
        duration: FAILURE_SECONDS,
        icon: <CloseCircleFilled aria-hidden />,
      });
    },
    forgetFailure,
  };
}
