import { Typography } from 'antd';
import { useConnectionLost } from '../api/connection.js';
import { useText } from '../language/language.js';

/** Mark that shows whether the figures on the screen are up to date. */
export function LiveMark({ error }: { readonly error: unknown }) {
  const t = useText();
  const isConnectionLost = useConnectionLost();
  const isStale = error !== undefined;
  return (
    <Typography.Text type={isStale ? 'danger' : 'secondary'} role="status">
      <span className={isStale ? 'live-dot live-dot-lost' : 'live-dot'} />{' '}
      {!isStale
        ? t({ zh: '实时更新', en: 'Live' })
        : isConnectionLost
          ? t({ zh: '连接中断，正在重试', en: 'Connection lost, retrying' })
          : t({ zh: '更新失败，正在重试', en: 'Update failed, retrying' })}
    </Typography.Text>
  );
}
