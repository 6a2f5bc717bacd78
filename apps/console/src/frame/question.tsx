import { Popconfirm, type PopconfirmProps } from 'antd';

/** A question beside the button that it is about. The keyboard begins at the answer that changes nothing. */
export function Question(props: PopconfirmProps) {
  return <Popconfirm {...props} destroyOnHidden cancelButtonProps={{ autoFocus: true }} />;
}
