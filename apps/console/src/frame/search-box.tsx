import { CloseCircleFilled, SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import type { SearchProps } from 'antd/es/input';
import { useState } from 'react';
import { useText } from '../language/language.js';

/**
 * Search field, with its two buttons named in the language of the page.
 *
 * @param searched text of the current search, which the field shows whenever it changes; absent where the search is
 *   shown elsewhere, as tags
 */
export function SearchBox({
  searched = '',
  ...props
}: Omit<SearchProps, 'value' | 'defaultValue' | 'onChange'> & { readonly searched?: string }) {
  const t = useText();
  const [shown, setShown] = useState({ searched, text: searched });
  // Not by a new `key`: the focus would be lost with the field.
  if (shown.searched !== searched) setShown({ searched, text: searched });
  const clear = t({ zh: '清除', en: 'Clear' });
  return (
    <Input.Search
      allowClear={{ clearIcon: <CloseCircleFilled aria-label={clear} /> }}
      searchIcon={<SearchOutlined aria-label={t({ zh: '搜索', en: 'Search' })} />}
      value={shown.text}
      onChange={({ target }) => setShown({ searched, text: target.value })}
      {...props}
    />
  );
}
