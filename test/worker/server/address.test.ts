import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { connect, connectionFromEnvironment } from '../../../worker/server/address.ts';
import { freePort } from '../../../worker/server/ports.ts';
import { UserError } from '../../../worker/user-error.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** An environment whose configuration file is the given text, or is absent. */
function environment(variables: Record<string, string>, file?: string): NodeJS.ProcessEnv {
  const path = join(temporaryFolder(), 'temporal.toml');
  if (file !== undefined) writeFileSync(path, file);
  return { TEMPORAL_CONFIG_FILE: path, ...variables };
}

describe('connectionFromEnvironment', () => {
  it.each([{}, { TEMPORAL_ADDRESS: '', TEMPORAL_NAMESPACE: '' }])('finds none in %j', (variables) => {
    expect(connectionFromEnvironment(environment(variables))).toBeNull();
  });

  it('takes the address, and the namespace default when none is given', () => {
    expect(connectionFromEnvironment(environment({ TEMPORAL_ADDRESS: 'temporal.example:7233' }))).toEqual({
      namespace: 'default',
      connectionOptions: { address: 'temporal.example:7233' },
    });
  });

  it('takes how to log in along', () => {
    const found = connectionFromEnvironment(
      environment({
        TEMPORAL_ADDRESS: 'temporal.example:7233',
        TEMPORAL_NAMESPACE: 'aansluiten',
        TEMPORAL_API_KEY: 'geheim',
        TEMPORAL_GRPC_META_X_TEAM: 'a',
      }),
    );
    expect(found).toMatchObject({
      namespace: 'aansluiten',
      connectionOptions: { apiKey: 'geheim', tls: true },
    });
    expect(Object.values(found?.connectionOptions.metadata ?? {})).toEqual(['a']);
  });

  it('takes the profile of the configuration file, and the environment above it', () => {
    const file = '[profile.default]\naddress = "uit-bestand:7233"\nnamespace = "bestand"\n';
    expect(connectionFromEnvironment(environment({ TEMPORAL_NAMESPACE: 'omgeving' }, file))).toEqual({
      namespace: 'omgeving',
      connectionOptions: { address: 'uit-bestand:7233' },
    });
  });

  it.each([
    ['an empty configuration file', {}, '', /temporal\.toml.*leeg/],
    ['a file that is no TOML', {}, 'dit is geen TOML', /temporal\.toml.*niet te gebruiken/],
    ['an unknown profile', { TEMPORAL_PROFILE: 'acc' }, '[profile.default]\n', /acc/],
    [
      'a URL for an address',
      { TEMPORAL_ADDRESS: 'http://a:7233' },
      undefined,
      /host:poort.*"http:\/\/a:7233"/,
    ],
    ['a namespace without an address', { TEMPORAL_NAMESPACE: 'x' }, undefined, /namespace.*TEMPORAL_ADDRESS/],
    [
      'an API key without an address',
      { TEMPORAL_API_KEY: 'x' },
      undefined,
      /een API-sleutel, maar geen adres/,
    ],
    ['TLS without an address', { TEMPORAL_TLS: 'true' }, undefined, /TLS, maar geen adres/],
    [
      'a certificate that is not there',
      { TEMPORAL_ADDRESS: 'a:7233', TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/nergens/ca.pem' },
      undefined,
      /\/nergens\/ca\.pem/,
    ],
  ])('refuses %s', (_, variables, file, message) => {
    const read = () => connectionFromEnvironment(environment(variables, file));
    expect(read).toThrow(message);
    expect(read).toThrow(UserError);
  });
});

describe('connect', () => {
  it('names an address where nothing answers', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const attempt = connect({ address }, 100);
    await expect(attempt).rejects.toThrow(`De Temporal-server op ${address} is niet te bereiken`);
    await expect(attempt).rejects.toBeInstanceOf(UserError);
  });
});
