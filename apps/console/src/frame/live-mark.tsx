import { Typography } from 'antd';
import { useText } from '../language/language.js';

/** Mark that shows whether the figures on the screen are up to date. */
export function LiveMark({ error }: { readonly error: unknown }) {
  const t = useText();
  const isLost = error !== undefined;
  return (
    <Typography.Text type={isLost ? 'danger' : 'secondary'} role="status">
      <span className={isLost ? 'live-dot live-dot-lost' : 'live-dot'} />{' '}
      {isLost
        ? t({ zh: '连接中断，正在重试', en: 'Connection lost, retrying' })
        : t({ zh: '实时更新', en: 'Live' })}
    </Typography.Text>
  );
}
