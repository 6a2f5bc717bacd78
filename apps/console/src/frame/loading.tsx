import { Card, Skeleton } from 'antd';
import { useText } from '../language/language.js';

/** What stands where something is on its way. */
export function Loading() {
  const t = useText();
  return (
    <Card aria-busy="true" aria-label={t('加载中', 'Loading')}>
      <Skeleton active paragraph={{ rows: 6 }} />
    </Card>
  );
}
