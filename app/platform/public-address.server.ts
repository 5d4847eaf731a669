import { BlockList, isIP } from 'node:net';

/*
 * Addresses that no webhook may reach: everything that is not the public internet. IANA special-purpose registries
 * (RFC 6890 and its updates); cloud metadata (169.254.169.254, fd00:ec2::254) lies in the link-local and private ranges.
 */
const NOT_PUBLIC_IPV4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Inside the global unicast block: tunnels that carry an IPv4 address, documentation and benchmarking. */
const NOT_PUBLIC_IPV6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const ipv4 = new BlockList();
for (const [network, bits] of NOT_PUBLIC_IPV4) ipv4.addSubnet(network, bits, 'ipv4');
const ipv6 = new BlockList();
for (const [network, bits] of NOT_PUBLIC_IPV6) ipv6.addSubnet(network, bits, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/**
 * Whether an IP address is one of the public internet. Of IPv6 only global unicast is, so loopback, link-local, unique local,
 * multicast, IPv4-mapped and NAT64 addresses are not. Whatever is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const kind = isIP(bare);
  if (kind === 4) return !ipv4.check(bare, 'ipv4');
  if (kind === 6) return globalUnicast.check(bare, 'ipv6') && !ipv6.check(bare, 'ipv6');
  return false;
}
