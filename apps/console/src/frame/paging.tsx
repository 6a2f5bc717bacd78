import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useLocation, useNavigate } from 'react-router';
import type { Loadable } from '../api/use-server.js';
import { useText } from '../language/language.js';

/** Number of rows of a page. */
export const PAGE_SIZE = 50;

/** Position in a list. */
export interface Paging {
  /** Cursor of the page; `undefined` for the first. */
  readonly cursor: string | undefined;
  /** Number of the page, from 1. */
  readonly page: number;
  /**
   * Goes to the next page. It ignores the cursor of the current page: until that page is loaded, the buttons are
   * those of the previous one.
   */
  readonly next: (cursor: string) => void;
  /** Goes to the previous page. */
  readonly previous: () => void;
  /** Number of restarts, part of the key of what is loaded. */
  readonly round: number;
  /** Loads the first page again, in place of the current page. */
  readonly restart: () => void;
}

/** Cursors of the pages so far, by list, the filter that they belong to, and the number of restarts. */
type KeptPages = Readonly<
  Record<string, { readonly filter: string; readonly cursors: readonly string[]; readonly round: number }>
>;

/**
 * Pages through a list. The server's cursors of the pages so far are in the browser's history: Back shows the
 * previous page, and a reload the same one.
 *
 * @param filter returns to the first page when it changes; it stays in the history, so it must not contain personal
 *   data
 */
export function usePaging(list: string, filter: string): Paging {
  const navigate = useNavigate();
  const { search, state } = useLocation() as { search: string; state: KeptPages | null };
  const kept = state?.[list];
  const cursors = kept?.filter === filter ? kept.cursors : [];
  const round = kept?.round ?? 0;
  const go = (next: readonly string[]) =>
    void navigate({ search }, { state: { ...state, [list]: { filter, cursors: next, round } } });
  const restart = () => {
    const first = { filter, cursors: [], round: round + 1 };
    void navigate({ search }, { state: { ...state, [list]: first }, replace: true });
  };
  return {
    cursor: cursors.at(-1),
    page: cursors.length + 1,
    next: (cursor) => {
      if (cursor !== cursors.at(-1)) go([...cursors, cursor]);
    },
    previous: () => go(cursors.slice(0, -1)),
    round,
    restart,
  };
}

/**
 * Buttons below a list, unless all of it is shown, and how much that is, for screen readers. They announce it for each
 * search, also one that finds as much as the one before.
 */
export function Pager({ paging, from: { shownKey }, count, nextCursor }: PagerProps) {
  const t = useText();
  const { page } = paging;
  const isAll = page === 1 && nextCursor === null;
  return (
    <>
      <p className="unseen" role="status">
        <span key={shownKey}>
          {isAll
            ? t({ zh: `共 ${count} 条`, en: `${count} in total` })
            : t({ zh: `第 ${page} 页，${count} 条`, en: `Page ${page}, ${count} rows` })}
        </span>
      </p>
      {!isAll && <PagerButtons paging={paging} nextCursor={nextCursor} />}
    </>
  );
}

interface PagerProps {
  readonly paging: Paging;
  /** The loaded list. */
  readonly from: Pick<Loadable<unknown>, 'shownKey'>;
  /** Rows that are shown. */
  readonly count: number;
  readonly nextCursor: string | null;
}

function PagerButtons({ paging, nextCursor }: Omit<PagerProps, 'count' | 'from'>) {
  const t = useText();
  return (
    <nav className="pager" aria-label={t({ zh: '分页', en: 'Pages' })}>
      <Button icon={<LeftOutlined aria-hidden />} disabled={paging.page === 1} onClick={paging.previous}>
        {t({ zh: '上一页', en: 'Previous' })}
      </Button>
      <span>{t({ zh: `第 ${paging.page} 页`, en: `Page ${paging.page}` })}</span>
      <Button
        icon={<RightOutlined aria-hidden />}
        iconPlacement="end"
        disabled={nextCursor === null}
        onClick={() => nextCursor !== null && paging.next(nextCursor)}
      >
        {t({ zh: '下一页', en: 'Next' })}
      </Button>
    </nav>
  );
}
