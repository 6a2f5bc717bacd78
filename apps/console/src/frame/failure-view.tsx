import { isApp2WxappError } from '@app2wxapp/core';
import { Button, Result } from 'antd';
import { useText } from '../language/language.js';
import { describeFailure, isNotFound } from './describe-failure.js';

/** Shown in place of something that could not be loaded. What does not exist is not offered a second time. */
export function FailureView({
  error,
  isRetrying = false,
  onRetry,
}: {
  readonly error: unknown;
  readonly isRetrying?: boolean;
  readonly onRetry: () => void;
}) {
  const t = useText();
  if (isApp2WxappError(error, 'user_pool_not_found')) return <PoolNotFound />;
  if (isNotFound(error)) {
    return (
      <Result
        className="failure"
        status="info"
        title={t({ zh: '内容不存在', en: 'Not found' })}
        subTitle={describeFailure(error, t)}
      />
    );
  }
  return (
    <Result
      className="failure"
      status="warning"
      title={t({ zh: '加载失败', en: 'Loading failed' })}
      subTitle={describeFailure(error, t)}
      extra={
        <Button type="primary" loading={isRetrying} onClick={onRetry}>
          {t({ zh: '重试', en: 'Try again' })}
        </Button>
      }
    />
  );
}

function PoolNotFound() {
  const t = useText();
  return (
    <Result
      status="404"
      icon={null}
      title={t({ zh: '用户池不存在', en: 'No such user pool' })}
      subTitle={t({
        zh: '它可能已被删除，或链接中的 ID 有误。',
        en: 'It may have been deleted, or the id in the link is wrong.',
      })}
      extra={
        <Button type="primary" href="/console/pools">
          {t({ zh: '查看全部用户池', en: 'All pools' })}
        </Button>
      }
    />
  );
}
