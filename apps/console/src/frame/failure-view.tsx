import { QuestionCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { isApp2WxappError } from '@app2wxapp/core';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../language/language.js';
import { describeFailure, isNotFound } from './describe-failure.js';
import { useRetry } from './use-retry.js';

/** View in place of data that could not be loaded. It offers no retry for data that does not exist. */
export function FailureView({
  error,
  isLoading = false,
  onRetry,
}: {
  readonly error: unknown;
  /** Whether the data is being loaded again. */
  readonly isLoading?: boolean;
  readonly onRetry: () => Promise<unknown>;
}) {
  const t = useText();
  const { isRetrying, attempt, retry } = useRetry(onRetry);
  if (isApp2WxappError(error, 'user_pool_not_found')) return <PoolNotFound />;
  if (isNotFound(error)) {
    return (
      <Notice
        icon={<QuestionCircleOutlined aria-hidden />}
        title={t({ zh: '内容不存在', en: 'Not found' })}
        reason={describeFailure(error, t)}
      />
    );
  }
  return (
    <Notice
      icon={<WarningOutlined aria-hidden className="failure-warning" />}
      title={t({ zh: '加载失败', en: 'Loading failed' })}
      reason={<span key={attempt}>{describeFailure(error, t)}</span>}
    >
      <Button type="primary" loading={isRetrying || isLoading} onClick={retry}>
        {t({ zh: '重试', en: 'Try again' })}
      </Button>
    </Notice>
  );
}

function PoolNotFound() {
  const t = useText();
  return (
    <Notice
      icon={<QuestionCircleOutlined aria-hidden />}
      title={t({ zh: '用户池不存在', en: 'No such user pool' })}
      reason={t({
        zh: '它可能已被删除，或链接中的 ID 有误。',
        en: 'It may have been deleted, or the id in the link is wrong.',
      })}
    >
      <Button type="primary" href="/console/pools">
        {t({ zh: '查看全部用户池', en: 'All pools' })}
      </Button>
    </Notice>
  );
}

/**
 * Notice without the three large drawings of antd's `Result`, which would be in the first file that a visitor waits
 * for.
 */
function Notice({
  icon,
  title,
  reason,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly reason: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className="failure" role="alert">
      {icon}
      <h2>{title}</h2>
      <p>{reason}</p>
      {children}
    </div>
  );
}
