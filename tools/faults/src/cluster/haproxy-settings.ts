import { PATRONI_PORT, POSTGRES_PORT, type Member } from './patroni-settings.js';

/** Builds the settings of an HAProxy that leads to the primary, and closes the connections to a former primary. */
export function buildHaproxySettings(port: number, members: readonly Member[]): string {
  const servers = members.map(
    ({ name, address }) => `  server ${name} ${address}:${POSTGRES_PORT} check port ${PATRONI_PORT}`,
  );
  return `global
  maxconn 500
  log stdout format iso local0
defaults
  log global
  option log-health-checks
  mode tcp
  timeout connect 2s
  timeout client 1h
  timeout server 1h
  timeout check 1s
listen postgres
  bind 127.0.0.1:${port}
  option httpchk GET /primary
  http-check expect status 200
  default-server inter 500ms fall 3 rise 2 on-marked-down shutdown-sessions
${servers.join('\n')}
`;
}
