import { describeParsers } from '@app2wxapp/test-environment/edges';
import { buildEventAddress, readEventFilter, readTerm } from '../src/events/event-address.js';
import { readSearch } from '../src/users/read-search.js';

const ID = '0'.repeat(24);
const REQUEST = '01234567-89ab-cdef-0123-456789abcdef';
/** None of them refuses: what cannot be a filter is absent. */
const isCoded = () => false;

describeParsers(
  'the parsers of the console take any text, and time that grows with its length only',
  {
    'the filters in the address of the events': [
      (search) => buildEventAddress(ID, readEventFilter(new URLSearchParams(search))),
      [
        ...[
          '?',
          '&',
          '=',
          'type',
          'reason',
          'detail',
          'request',
          'account',
          'from',
          'to',
          'days',
          '2026-11-28',
          '-',
          '%',
        ],
        `?type=issued&reason=a&detail=40029&request=${REQUEST}&account=${ID}&from=2026-11-28T00:00:00Z&days=7`,
      ],
    ],
    'a term that events are searched by': [readTerm, [ID, REQUEST, '40029', ' ', '-', 'a', '中']],
    'a text that users are searched by': [
      readSearch,
      [ID, '+86 138', '0013', '-', ' ', `o${'x'.repeat(27)}`, '中'],
    ],
  },
  isCoded,
);
