import { Alert, Tag } from 'antd';
import { Link } from 'react-router';
import type { Pool, PoolHealth } from '../api/client.js';
import { useText } from '../language/language.js';
import { findProblems } from './find-problems.js';
import { useHealth } from './use-health.js';

/** Problems of a pool, each with a link to the screen where it can be corrected. Empty without problems. */
export function HealthLights({ pool }: { readonly pool: Pool }) {
  const t = useText();
  const problems = findProblems(pool, useHealth([pool.id]).get(pool.id), t);
  if (problems.length === 0) return null;
  return (
    <section className="lights" aria-label={t({ zh: '需要处理', en: 'Problems to fix' })}>
      {problems.map(({ level, name, text, mend }) => (
        <Alert
          key={name}
          type={level}
          showIcon
          title={text}
          action={
            <Link className="light-mend" to={mend.to}>
              {mend.label}
            </Link>
          }
        />
      ))}
    </section>
  );
}

/** Problems in a row of the list of pools: a name for each, which is the link. */
export function HealthTags({
  pool,
  health,
}: {
  readonly pool: Pool;
  readonly health: PoolHealth | undefined;
}) {
  const t = useText();
  const problems = findProblems(pool, health, t);
  // Not loaded: then nothing claims that the logins work.
  if (problems.length === 0 && health === undefined) return '—';
  if (problems.length === 0) return <Tag color="success">{t({ zh: '正常', en: 'Healthy' })}</Tag>;
  return (
    <span className="light-tags">
      {problems.map(({ level, name, mend }) => (
        <Link key={name} to={mend.to}>
          <Tag color={level}>{name}</Tag>
        </Link>
      ))}
    </span>
  );
}
