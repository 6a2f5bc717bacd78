import { Button, Dropdown, Input, Segmented, Select, Tag } from 'antd';
import { LiveMark } from '../frame/live-mark.js';
import { saveFile } from '../frame/save-file.js';
import { SearchBox } from '../frame/search-box.js';
import { useAction } from '../frame/use-action.js';
import { useMessages } from '../frame/use-messages.js';
import { useFormat, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { readTerm, type EventFilter } from './event-address.js';
import { EVENT_TYPES, nameReason, nameType, REFUSAL_REASONS } from './event-texts.js';
import { loadEvents, toCsv, toJsonLines, type LoadedEvents } from './export-events.js';

interface FilterProps {
  readonly filter: EventFilter;
  readonly onChange: (filter: EventFilter) => void;
}

/** Filters of the events, and their export. */
export function EventFilters({ filter, onChange, error }: FilterProps & { readonly error: unknown }) {
  const t = useText();
  const { type } = filter;
  const change = (changes: { readonly [K in keyof EventFilter]: EventFilter[K] | undefined }) =>
    onChange(dropAbsent({ ...filter, ...changes }));
  return (
    <>
      <div className="toolbar">
        <Select
          allowClear
          className="event-select"
          aria-label={t({ zh: '类型', en: 'Type' })}
          placeholder={t({ zh: '所有类型', en: 'Every type' })}
          value={type}
          onChange={(next?: string) => change({ type: next, reason: undefined })}
          options={EVENT_TYPES.map((one) => ({ value: one, label: nameType(one, t) }))}
        />
        {(type === undefined || type === 'refused') && (
          <Select
            allowClear
            className="event-select"
            aria-label={t({ zh: '原因', en: 'Reason' })}
            placeholder={t({ zh: '所有原因', en: 'Every reason' })}
            value={filter.reason}
            onChange={(reason?: string) => change({ reason })}
            options={REFUSAL_REASONS.map((reason) => ({ value: reason, label: nameReason(reason, t) }))}
          />
        )}
        <TermSearch onSearch={change} />
        <ExportButton filter={filter} />
        <LiveMark error={error} />
      </div>
      <RangeFilter filter={filter} onChange={onChange} />
      <ChosenTags filter={filter} onChange={onChange} />
    </>
  );
}

/** Filters by an id or a number; any other text stays in the box, with a notice. */
function TermSearch({ onSearch }: { readonly onSearch: (found: EventFilter) => void }) {
  const t = useText();
  const { fail, forgetFailure } = useMessages();
  const search = (text: string) => {
    forgetFailure();
    if (text.trim() === '') return;
    const found = readTerm(text);
    if (found) onSearch(found);
    else
      fail(
        t({
          zh: '请输入完整的请求 ID、用户 ID，或微信错误码，如 40029。',
          en: 'Enter a complete request id or user id, or a WeChat errcode such as 40029.',
        }),
      );
  };
  return (
    <SearchBox
      className="event-search"
      aria-label={t({
        zh: '按请求 ID、用户 ID 或微信错误码筛选',
        en: 'Filter by request id, user id or errcode',
      })}
      placeholder={t({ zh: '请求 ID、用户 ID 或错误码', en: 'Request id, user id or errcode' })}
      onSearch={search}
    />
  );
}

function dropAbsent(filter: { readonly [K in keyof EventFilter]: EventFilter[K] | undefined }): EventFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

function RangeFilter({ filter, onChange }: FilterProps) {
  const t = useText();
  const { from, to, days, ...rest } = filter;
  const isCustom = from !== undefined || to !== undefined;
  const choose = (value: string) => {
    if (value === 'custom') {
      const midnight = new Date(new Date().setHours(0, 0, 0, 0));
      onChange({ ...rest, from: midnight.toISOString() });
    } else onChange({ ...rest, ...(value !== '0' && { days: value }) });
  };
  const set = (side: 'from' | 'to', at: string | undefined) =>
    onChange(dropAbsent({ ...rest, from, to, [side]: at }));
  return (
    <div className="toolbar">
      <Segmented
        aria-label={t({ zh: '时间范围', en: 'Time range' })}
        value={isCustom ? 'custom' : (days ?? '0')}
        onChange={choose}
        options={[
          { value: '0', label: t({ zh: '全部', en: 'All' }) },
          { value: '1', label: t({ zh: '24 小时', en: '24 hours' }) },
          { value: '7', label: t({ zh: '7 天', en: '7 days' }) },
          { value: '30', label: t({ zh: '30 天', en: '30 days' }) },
          { value: 'custom', label: t({ zh: '自定义', en: 'Custom' }) },
        ]}
      />
      {isCustom && (
        <>
          <TimeField
            label={t({ zh: '开始时间', en: 'From' })}
            value={from}
            onChange={(at) => set('from', at)}
          />
          <TimeField label={t({ zh: '结束时间', en: 'To' })} value={to} onChange={(at) => set('to', at)} />
        </>
      )}
    </div>
  );
}

function TimeField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (iso: string | undefined) => void;
}) {
  const shown = value === undefined ? '' : toLocal(value);
  return (
    <label className="time-field">
      {label}
      <Input
        type="datetime-local"
        // Without it a browser accepts years of six digits.
        max="9999-12-31T23:59"
        key={value}
        defaultValue={shown}
        onPressEnter={({ currentTarget }) => currentTarget.blur()}
        onBlur={({ target }) => {
          // An unchanged field keeps its seconds, and the hour that a clock set back shows twice.
          if (target.value === shown && target.validity.valid) return;
          const at = new Date(target.value);
          onChange(target.validity.valid && target.value !== '' ? at.toISOString() : undefined);
        }}
      />
    </label>
  );
}

/** Formats a time in the browser's time zone, as the field requires. */
function toLocal(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Filters that the box or a link set, each with a button that removes it. */
function ChosenTags({ filter, onChange }: FilterProps) {
  const t = useText();
  const names = {
    request: t({ zh: '请求', en: 'Request' }),
    account: t({ zh: '用户', en: 'User' }),
    detail: t({ zh: '错误码', en: 'Errcode' }),
  } as const;
  const chosen = (Object.keys(names) as (keyof typeof names)[]).filter((name) => filter[name] !== undefined);
  if (chosen.length === 0) return null;
  return (
    <div className="toolbar">
      {chosen.map((name) => (
        <Tag
          key={name}
          closable={{
            'aria-label': t({ zh: `移除筛选：${names[name]}`, en: `Remove the filter: ${names[name]}` }),
          }}
          onClose={() => onChange(dropAbsent({ ...filter, [name]: undefined }))}
        >
          {names[name]} <span className="id">{filter[name]}</span>
        </Tag>
      ))}
    </div>
  );
}

function ExportButton({ filter }: { readonly filter: EventFilter }) {
  const t = useText();
  const { pool } = usePool();
  const { number } = useFormat();
  const { busy, run } = useAction();
  const save = (kind: string) => {
    let exported: LoadedEvents = { events: [], isCut: false };
    run(
      async () => {
        exported = await loadEvents(pool.id, filter);
        const { events } = exported;
        const isCsv = kind === 'csv';
        saveFile(
          `events-${pool.id}.${kind}`,
          isCsv ? toCsv(events) : toJsonLines(events),
          isCsv ? 'text/csv;charset=utf-8' : 'application/x-ndjson',
        );
      },
      () => {
        const count = number(exported.events.length);
        return exported.isCut
          ? t({
              zh: `已导出最新的 ${count} 条。如需更早的事件，请选择更早的时间范围后再导出。`,
              en: `Exported the newest ${count} events. Choose an earlier time range for older ones.`,
            })
          : t({ zh: `已导出 ${count} 条`, en: `Exported ${count} events` });
      },
    );
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'csv', label: 'CSV' },
          { key: 'jsonl', label: 'JSON Lines' },
        ],
        onClick: ({ key }) => save(key),
      }}
    >
      <Button loading={busy}>{t({ zh: '导出', en: 'Export' })}</Button>
    </Dropdown>
  );
}
