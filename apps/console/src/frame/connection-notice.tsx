import { Alert, Button } from 'antd';
import { useConnectionLost } from '../api/connection.js';
import { reloadAll } from '../api/use-server.js';
import { useText } from '../language/language.js';
import { useRetry } from './use-retry.js';

/** Notice that the authority does not respond, so that the screen may be outdated. Empty while it responds. */
export function ConnectionNotice() {
  const t = useText();
  const { isRetrying, attempt, retry } = useRetry(reloadAll);
  if (!useConnectionLost()) return null;
  return (
    <Alert
      className="connection-notice"
      type="warning"
      showIcon
      title={
        <span key={attempt}>
          {t({
            zh: '与服务器的连接已中断，页面内容可能不是最新的。未保存的修改仍保留在页面上。',
            en: 'The authority does not respond, so this page may be out of date. Unsaved changes stay on the page.',
          })}
        </span>
      }
      action={
        <Button size="small" loading={isRetrying} onClick={retry}>
          {t({ zh: '重试', en: 'Try again' })}
        </Button>
      }
    />
  );
}
