import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../language/language.js';

/** Rows of a page. */
export const PAGE_SIZE = 50;

/** Where a list is: the server's cursors of the pages so far. A new `filter` begins at the first page again. */
export interface Paging {
  readonly cursor: string | undefined;
  readonly page: number;
  readonly next: (cursor: string) => void;
  readonly previous: () => void;
}

export function usePaging(filter: string): Paging {
  const [state, setState] = useState<{ filter: string; cursors: readonly string[] }>({ filter, cursors: [] });
  const cursors = state.filter === filter ? state.cursors : [];
  return {
    cursor: cursors.at(-1),
    page: cursors.length + 1,
    next: (cursor) => setState({ filter, cursors: [...cursors, cursor] }),
    previous: () => setState({ filter, cursors: cursors.slice(0, -1) }),
  };
}

/** Buttons below a list. Nothing, when all of it is to be seen. */
export function Pager({
  paging,
  nextCursor,
}: {
  readonly paging: Paging;
  readonly nextCursor: string | null;
}) {
  const t = useText();
  if (paging.page === 1 && nextCursor === null) return null;
  return (
    <nav className="pager" aria-label={t({ zh: '分页', en: 'Pages' })}>
      <Button icon={<LeftOutlined />} disabled={paging.page === 1} onClick={paging.previous}>
        {t({ zh: '上一页', en: 'Previous' })}
      </Button>
      <span>{t({ zh: `第 ${paging.page} 页`, en: `Page ${paging.page}` })}</span>
      <Button
        icon={<RightOutlined />}
        iconPlacement="end"
        disabled={nextCursor === null}
        onClick={() => nextCursor !== null && paging.next(nextCursor)}
      >
        {t({ zh: '下一页', en: 'Next' })}
      </Button>
    </nav>
  );
}
