import { Button, Result } from 'antd';
import { useText } from '../language/language.js';
import { describeFailure } from './describe-failure.js';

/** What stands where something could not be loaded. */
export function FailureView({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const t = useText();
  return (
    <Result
      status="warning"
      title={t('加载失败', 'This could not be loaded')}
      subTitle={describeFailure(error, t)}
      extra={
        <Button type="primary" onClick={onRetry}>
          {t('重试', 'Try again')}
        </Button>
      }
    />
  );
}
