import { PlayCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { Pool } from '../api/client.js';
import { readPageConfig } from '../api/page-config.js';
import { useLanguage, useText } from '../language/language.js';
import { buildTryAddress } from './try-address.js';

/** Opens the simulator on this pool. Nothing where the authority names no simulator. */
export function TryPool({ pool }: { readonly pool: Pool }) {
  const t = useText();
  const { language } = useLanguage();
  const { simulatorUrl, backendUrl } = readPageConfig();
  if (simulatorUrl === undefined) return null;
  return (
    <Button
      icon={<PlayCircleOutlined aria-hidden />}
      href={buildTryAddress(pool, { simulatorUrl, backendUrl, language })}
      target="_blank"
      rel="noopener"
    >
      {t({ zh: '在模拟器中试用', en: 'Try this pool' })}
    </Button>
  );
}
