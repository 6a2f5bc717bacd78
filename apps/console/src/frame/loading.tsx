import { Card, Skeleton } from 'antd';
import { useText } from '../language/language.js';

/** Shown in place of something that is being loaded, and announced. */
export function Loading() {
  const t = useText();
  return (
    <Card role="status" aria-busy="true" aria-label={t({ zh: '加载中', en: 'Loading' })}>
      <Skeleton active paragraph={{ rows: 6 }} />
    </Card>
  );
}
