import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Longest text of an address, in characters, with its zone and port. */
const MAX_LENGTH = 64;
/** Networks whose addresses end in an IPv4 address. @see RFC 6052 §2.1, RFC 7915 */
const TRANSLATED = ['64:ff9b::/96', '::ffff:0:0:0/96'].map((network) => ipaddr.parseCIDR(network));

const MAPPED = '::ffff:';

/**
 * Parses an address in the forms that proxies send: with a port, in brackets, with a zone, mapped or translated from
 * IPv4.
 *
 * @returns one spelling for one address, without port, brackets and zone; `undefined` when it is no address
 * @see https://www.rfc-editor.org/rfc/rfc5952
 */
export function parseAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.length > MAX_LENGTH) return undefined;
  // Nearly every address: the only spelling has four decimal numbers, and may be mapped by a socket that accepts IPv6
  // too.
  const plain = text.startsWith(MAPPED) ? text.slice(MAPPED.length) : text;
  if (isIPv4(plain)) return plain;
  const bare = removePort(text).split('%')[0] ?? '';
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return undefined;
  const address = ipaddr.process(bare);
  return address instanceof ipaddr.IPv6 ? nameIPv6(address) : address.toString();
}

/**
 * Returns the spelling of an IPv6 address. A translator puts every IPv4 client into one network, which would be one
 * client with one limit.
 */
function nameIPv6(address: ipaddr.IPv6): string {
  if (!TRANSLATED.some((network) => address.match(network))) return address.toRFC5952String();
  return ipaddr.fromByteArray(address.toByteArray().slice(-4)).toString();
}

/**
 * Finds the address of a request's user: the one that the pool's backend named; else the one that the trusted proxies
 * name, in the spelling of {@link parseAddress}. Where they name no address it is the socket's. Empty when the
 * connection is already closed.
 */
export function readClientAddress(request: {
  readonly ip: string;
  readonly userAddress: string | null;
  readonly socket: { readonly remoteAddress?: string };
}): string {
  return request.userAddress ?? parseAddress(request.ip) ?? parseAddress(request.socket.remoteAddress) ?? '';
}

function removePort(text: string): string {
  if (text.startsWith('[')) return text.slice(1).split(']')[0] ?? '';
  const [host = '', port, ...more] = text.split(':');
  return port !== undefined && more.length === 0 ? host : text;
}
