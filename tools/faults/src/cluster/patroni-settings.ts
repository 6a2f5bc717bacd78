import { join } from 'node:path';
import { HUB, SUBNET } from './network.js';

/** One server of the cluster. */
export interface Member {
  readonly name: string;
  readonly address: string;
  /** Folder of its data, its socket and its settings. */
  readonly folder: string;
}

/** Settings that all servers share. */
export interface ClusterSettings {
  readonly programs: string;
  readonly password: string;
  /** Whether a commit waits for a standby. */
  readonly isSynchronous: boolean;
}

/** Port of PostgreSQL. */
export const POSTGRES_PORT = 5432;
/** Port of Patroni's API. */
export const PATRONI_PORT = 8008;
/** Name of {@link buildSwitchWal}'s script in a server's folder. */
export const SWITCH_WAL_FILE = 'switch-wal';

/**
 * Makes Patroni's settings of one server; JSON is YAML.
 *
 * A primary that is cut off gives up within `loop_wait` + 2 × `retry_timeout`, before another is chosen after `ttl`.
 *
 * @see https://patroni.readthedocs.io/en/latest/dynamic_configuration.html
 */
export function buildPatroniSettings({ name, address, folder }: Member, cluster: ClusterSettings): object {
  const { programs, password, isSynchronous } = cluster;
  return {
    scope: 'app2wxapp',
    name,
    restapi: { listen: `${address}:${PATRONI_PORT}`, connect_address: `${address}:${PATRONI_PORT}` },
    etcd3: { hosts: `${HUB.etcd}:2379` },
    bootstrap: {
      dcs: {
        ttl: 8,
        loop_wait: 1,
        retry_timeout: 3,
        synchronous_mode: isSynchronous,
        // Without it a new primary responds before it has a standby.
        synchronous_mode_strict: isSynchronous,
        primary_start_timeout: 0,
        maximum_lag_on_failover: 1_048_576,
        postgresql: { use_pg_rewind: true, use_slots: true, parameters: SERVER_PARAMETERS },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C' }, 'data-checksums'],
      pg_hba: [
        'local all all trust',
        `host replication all ${SUBNET} scram-sha-256`,
        `host all all ${SUBNET} scram-sha-256`,
      ],
    },
    postgresql: {
      listen: `${address}:${POSTGRES_PORT}`,
      connect_address: `${address}:${POSTGRES_PORT}`,
      data_dir: join(folder, 'data'),
      bin_dir: programs,
      pgpass: join(folder, 'pgpass'),
      callbacks: { on_role_change: join(folder, SWITCH_WAL_FILE) },
      remove_data_directory_on_rewind_failure: true,
      remove_data_directory_on_diverged_timelines: true,
      authentication: {
        superuser: { username: 'postgres', password },
        replication: { username: 'replicator', password },
        rewind: { username: 'rewinder', password },
      },
      parameters: { unix_socket_directories: folder },
    },
  };
}

/**
 * Makes the script that Patroni calls with `on_role_change <role> <scope>`. It begins a new file of the log at a new primary:
 * where the last one could not finish a record because its disk was full, standbys hold the first half of it and cannot
 * follow until then.
 *
 * @see https://patroni.readthedocs.io/en/latest/yaml_configuration.html#postgresql
 */
export function buildSwitchWal(connection: string): string {
  return `#!/bin/sh
case "$2" in primary | master) ;; *) exit 0 ;; esac
for attempt in $(seq 60); do
  psql "${connection}" -Atc 'SELECT pg_switch_wal() WHERE NOT pg_is_in_recovery()' | grep -q / && exit 0
  sleep 0.5
done
`;
}

const SERVER_PARAMETERS = {
  max_connections: 200,
  wal_level: 'replica',
  hot_standby: 'on',
  wal_log_hints: 'on',
  max_wal_senders: 10,
  // A standby whose slot does not exist at the new primary yet retries soon; commits wait for it.
  wal_retrieve_retry_interval: '500ms',
  max_wal_size: '128MB',
  min_wal_size: '32MB',
  wal_sender_timeout: '5s',
  wal_receiver_timeout: '5s',
  synchronous_commit: 'on',
};
