import { WarningOutlined } from '@ant-design/icons';
import { Form } from 'antd';
import type { Rule } from 'antd/es/form';
import { useId, cloneElement, type ReactElement } from 'react';
import { Typography } from 'antd';
import type { Settings } from './setting-texts.js';

/** Ids of a field's labels. */
export interface FieldLabels {
  readonly 'aria-labelledby'?: string;
  readonly 'aria-describedby'?: string;
}

/** Row of a setting: its name, effect and risk, and the field that changes it. */
export function SettingRow({
  setting,
  name,
  note,
  danger,
  rules,
  children,
}: {
  readonly setting: keyof Settings;
  readonly name: string;
  readonly note: string;
  readonly danger?: string | undefined;
  readonly rules?: Rule[];
  readonly children: ReactElement<FieldLabels>;
}) {
  const id = useId();
  return (
    <div className="setting">
      <span className="setting-name" id={`${id}-name`}>
        {name}
      </span>
      <Typography.Text type="secondary" className="setting-note" id={`${id}-note`}>
        {note}
      </Typography.Text>
      {danger !== undefined && (
        <span className="setting-danger" role="note">
          <WarningOutlined aria-hidden /> {danger}
        </span>
      )}
      <div className="setting-field">
        <Form.Item
          name={setting}
          {...(rules && { rules })}
          noStyle={rules === undefined}
          style={{ margin: 0, width: '100%' }}
        >
          {cloneElement(children, { 'aria-labelledby': `${id}-name`, 'aria-describedby': `${id}-note` })}
        </Form.Item>
      </div>
    </div>
  );
}
