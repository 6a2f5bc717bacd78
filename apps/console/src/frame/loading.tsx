import { Skeleton } from 'antd';
import { useText } from '../language/language.js';
import { Card } from './card.js';

/** Indicator in place of data that is being loaded; screen readers announce it. */
export function Loading() {
  const t = useText();
  return (
    <div role="status" aria-busy="true" aria-label={t({ zh: '加载中', en: 'Loading' })}>
      <Card>
        <Skeleton active paragraph={{ rows: 6 }} />
      </Card>
    </div>
  );
}
