import { CloseCircleFilled, SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import type { SearchProps } from 'antd/es/input';
import { useText } from '../language/language.js';

/** Search field, with its two buttons named in the language of the page. */
export function SearchBox(props: SearchProps) {
  const t = useText();
  const clear = t({ zh: '清除', en: 'Clear' });
  return (
    <Input.Search
      allowClear={{ clearIcon: <CloseCircleFilled aria-label={clear} /> }}
      searchIcon={<SearchOutlined aria-label={t({ zh: '搜索', en: 'Search' })} />}
      {...props}
    />
  );
}
