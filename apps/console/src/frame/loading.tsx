import { Card, Skeleton } from 'antd';
import { useText } from '../language/language.js';

/** Indicator in place of data that is being loaded; screen readers announce it. */
export function Loading() {
  const t = useText();
  return (
    <Card role="status" aria-busy="true" aria-label={t({ zh: '加载中', en: 'Loading' })}>
      <Skeleton active paragraph={{ rows: 6 }} />
    </Card>
  );
}
