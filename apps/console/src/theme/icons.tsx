import {
  CheckCircleFilled,
  CloseCircleFilled,
  DownOutlined,
  ExclamationCircleFilled,
  InfoCircleFilled,
} from '@ant-design/icons';
import type { ConfigProviderProps } from 'antd';

/** Icons of notices and choices, without the English names that a screen reader would read beside the text. */
export const ICONS: Pick<ConfigProviderProps, 'alert' | 'select'> = {
  alert: {
    successIcon: <CheckCircleFilled aria-hidden />,
    infoIcon: <InfoCircleFilled aria-hidden />,
    warningIcon: <ExclamationCircleFilled aria-hidden />,
    errorIcon: <CloseCircleFilled aria-hidden />,
  },
  select: { suffixIcon: <DownOutlined aria-hidden /> },
};
