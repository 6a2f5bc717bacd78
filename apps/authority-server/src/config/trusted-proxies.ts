import ipaddr from 'ipaddr.js';
import { parseAddress } from './client-address.js';

/** Proxies that a request passes at most. What a header names beyond them costs time and is not ours to believe. */
const MAX_PROXIES = 9;

/** Decides whether an address is one of our proxies. `hop` counts from the socket's address, which is 0. */
export type TrustedProxies = (address: string, hop: number) => boolean;

/**
 * Parses `TRUST_PROXY`: `false`, the number of proxies (1–9), or their addresses and networks, separated by commas. A
 * network of every address is rejected, since it would trust any caller. More than {@link MAX_PROXIES} are never trusted.
 *
 * @returns `false` for no proxy, so that no header is read; `undefined` for an invalid text
 */
export function parseTrustedProxies(text: string): TrustedProxies | false | undefined {
  if (text === 'false') return false;
  if (/^[1-9]$/.test(text)) return (_address, hop) => hop < Number(text);
  const parsed = text.split(',').map((part) => parseNetwork(part.trim()));
  const networks = parsed.filter((network) => network !== undefined);
  if (networks.length < parsed.length) return undefined;
  return (address, hop) => hop < MAX_PROXIES && isInside(address, networks);
}

type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

function parseNetwork(text: string): Network | undefined {
  const alone = parseAddress(text);
  if (alone === text) {
    const address = ipaddr.parse(alone);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  }
  if (!ipaddr.isValidCIDR(text)) return undefined;
  const [address, length] = ipaddr.parseCIDR(text);
  return length === 0 || !isPlain(text, address) ? undefined : [address, length];
}

/**
 * Whether a text is neither a number in another notation, as \`010.0.0.0\` for 8.0.0.0, nor an address that is parsed
 * as another.
 */
function isPlain(text: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const [written = ''] = text.split('/');
  if (address instanceof ipaddr.IPv4) return ipaddr.IPv4.isValidFourPartDecimal(written);
  return parseAddress(written)?.includes(':') === true;
}

function isInside(text: string, networks: readonly Network[]): boolean {
  const known = parseAddress(text);
  if (known === undefined) return false;
  const address = ipaddr.parse(known);
  return networks.some(
    ([network, length]) => address.kind() === network.kind() && address.match(network, length),
  );
}
