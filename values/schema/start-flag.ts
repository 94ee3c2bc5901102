import { operator } from '../../template';
import { matching } from './leaf';

const size = 'must not be given: broker.resources says how much a broker has';
const address = 'must not be given: Services, probes, NetworkPolicies and clients know the address that is set here';
const config = 'must not be given: broker.config takes node properties';

/** Flags of `rpk redpanda start` that are set here, and what they would undo. */
const refusedFlags: Readonly<Record<string, string>> = {
  smp: size,
  memory: size,
  'reserve-memory': size,
  overprovisioned: size,
  'kafka-addr': address,
  'rpc-addr': address,
  'schema-registry-addr': address,
  'advertise-kafka-addr': address,
  'advertise-rpc-addr': address,
  'pandaproxy-addr': 'must not be given: no Service or NetworkPolicy leads to the HTTP proxy',
  'advertise-pandaproxy-addr': 'must not be given: no Service or NetworkPolicy leads to the HTTP proxy',
  seeds: 'must not be given: broker.replicas says which brokers there are',
  'node-id': 'must not be given: the flags are the same for all brokers, and the cluster gives each its number',
  'node-id-overrides': config,
  set: config,
  config: 'must not be given: the start script names the file that it has prepared',
  'redpanda-cfg': 'must not be given: the start script names the file that it has prepared',
  'config-opt': 'must not be given: brokers take no settings of rpk',
  profile: 'must not be given: brokers take no settings of rpk',
  mode: 'must not be given: it would replace what is set here with what suits a test',
  check: 'must not be given: it is false here, because a container cannot be told about the disks and kernel of its node',
  tune: 'must not be given: tuners need privileges that no container has here',
  'default-log-level': 'must not be given: broker.logLevel sets it',
  help: 'must not be given: the broker would not start',
  version: 'must not be given: the broker would not start',
};

const names = Object.keys(refusedFlags);
const ofRefused = `^--(${names.join('|')})(=|$)`;

/** A flag of `rpk redpanda start`, which passes on those of Redpanda. A dollar would be read by Kubernetes. */
export const startFlag = () =>
  matching(
    /^--[a-z][a-z0-9-]*(=[!-#%-~]+)?$/,
    'must be a flag such as --lock-memory or --blocked-reactor-notify-ms=200, with = before a value without blanks and $: rpk and Kubernetes would read another one otherwise',
    1024,
  )
    .check(({ value, issues }) => {
      const name = new RegExp(ofRefused).exec(value)?.[1];
      if (name !== undefined) issues.push({ code: 'custom', input: value, message: refusedFlags[name]! });
    })
    .meta({ not: { pattern: ofRefused } });

/** The name of a flag, without its value. */
export const flagName = operator('string', (flag: string) => flag.replace(/=.*/, ''), (flag) => `regexReplaceAll "=.*" ${flag} ""`);
